import { useElementSize } from '@mantine/hooks'
import { type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { IconBuildingFortress, IconUser } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../stores/rooms.ts'
import { type Drawn, NODE_HEIGHT, type Writer } from './graphLayout.ts'

interface Props {
  readonly drawn: Drawn
  readonly centre: string
  readonly onOpen: (person: Person) => void
}

type WriterNode = Node<{ writer: Writer; centre: boolean; width: number; onOpen: (person: Person) => void }, 'writer'>

const nodeTypes = { writer: WriterBox }
const WIDEST = 190
const NARROWEST = 110

/** Who writes to whom, drawn: nothing in it moves, each person is a button that opens the profile. */
export default function Graph({ drawn, centre, onOpen }: Props) {
  const { t } = useTranslation()
  const { ref, width: measured } = useElementSize()
  const width = Math.max(measured, NARROWEST * 3 + 60)
  const { nodes, edges } = useMemo(() => {
    const box = Math.min(WIDEST, Math.max(NARROWEST, (width - 84) / 3))
    const columnOf = new Map(drawn.placed.map(({ writer, column }) => [writer.id, column]))
    const nameOf = new Map(drawn.placed.map(({ writer }) => [writer.id, writer.name]))
    const nodes = drawn.placed.map(
      ({ writer, column, y }): WriterNode => ({
        id: writer.id,
        type: 'writer',
        position: { x: (column * (width - box)) / 2, y },
        width: box,
        height: NODE_HEIGHT,
        data: { writer, centre: writer.id === centre, width: box, onOpen },
        domAttributes: { 'aria-roledescription': undefined },
      }),
    )
    const edges = drawn.lines.map((line): Edge => {
      const [source, target] =
        (columnOf.get(line.memberId) ?? 0) <= (columnOf.get(line.individualId) ?? 0)
          ? [line.memberId, line.individualId]
          : [line.individualId, line.memberId]
      const messages = line.inbound + line.outbound
      return {
        id: `${line.memberId}-${line.individualId}`,
        source,
        target,
        className: messages === 0 ? 'sp-graph-quiet' : 'sp-graph-line',
        style: { strokeWidth: messages === 0 ? 1 : Math.min(6, 1.2 + Math.log2(1 + messages) / 1.6) },
        ariaLabel: t('people.graph.line', {
          member: nameOf.get(line.memberId) ?? '',
          individual: nameOf.get(line.individualId) ?? '',
          inbound: line.inbound,
          outbound: line.outbound,
        }),
        domAttributes: { 'aria-roledescription': undefined },
      }
    })
    return { nodes, edges }
  }, [drawn, centre, width, onOpen, t])
  return (
    <div ref={ref} className="sp-graph" style={{ height: drawn.height }}>
      {measured > 0 && (
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          panOnDrag={false}
          zoomOnScroll={false}
          zoomOnPinch={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          disableKeyboardA11y
          // The console has no way out to other sites; the library is named below the picture instead.
          proOptions={{ hideAttribution: true }}
        />
      )}
    </div>
  )
}

function WriterBox({ data: { writer, centre, onOpen } }: NodeProps<WriterNode>) {
  const { t } = useTranslation()
  const Icon = writer.kind === 'individual' ? IconBuildingFortress : IconUser
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} aria-hidden="true" />
      <button
        type="button"
        className="sp-writer nodrag nopan"
        data-kind={writer.kind}
        aria-current={centre ? 'true' : undefined}
        // The library lets no pointer through to what can be neither dragged nor selected.
        style={{ pointerEvents: 'all' }}
        aria-label={t(`people.graph.${writer.kind}`, { name: writer.name, number: writer.number })}
        onClick={() => onOpen({ kind: writer.kind, id: writer.id })}
      >
        <Icon size={15} stroke={1.6} aria-hidden="true" />
        <span className="sp-cut">
          <b>{writer.name}</b> <span className="sp-dim">{writer.number}</span>
        </span>
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} aria-hidden="true" />
    </>
  )
}
