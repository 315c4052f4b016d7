import { ActionIcon } from '@mantine/core'
import {
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Group, Panel, Separator, useDefaultLayout, usePanelRef } from 'react-resizable-panels'

interface PanesProps {
  queue: ReactNode
  reading: (tools: ReactNode) => ReactNode
  context: ReactNode
  /** What stands beside the buttons that put a pane away. */
  tools: ReactNode
}

/** Three panes whose widths are remembered; the outer two can be put away. */
export function Panes({ queue, reading, context, tools: more }: PanesProps) {
  const { t } = useTranslation()
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'sallyport.review', storage: localStorage })
  const left = usePanelRef()
  const right = usePanelRef()
  const [leftAway, setLeftAway] = useState(false)
  const [rightAway, setRightAway] = useState(false)
  const toggle = (panel: typeof left) => {
    if (panel.current?.isCollapsed()) panel.current.expand()
    else panel.current?.collapse()
  }
  const LeftIcon = leftAway ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const RightIcon = rightAway ? IconLayoutSidebarRightExpand : IconLayoutSidebarRightCollapse
  const resize = t('context.resize')
  const tools = (
    <>
      {more}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t(leftAway ? 'context.expandQueue' : 'context.collapseQueue')}
        onClick={() => toggle(left)}
      >
        <LeftIcon size={18} stroke={1.6} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t(rightAway ? 'context.expand' : 'context.collapse')}
        onClick={() => toggle(right)}
      >
        <RightIcon size={18} stroke={1.6} />
      </ActionIcon>
    </>
  )
  return (
    <Group
      id="sallyport.review"
      orientation="horizontal"
      className="sp-panes"
      {...(defaultLayout ? { defaultLayout } : {})}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel
        id="queue"
        panelRef={left}
        collapsible
        collapsedSize={0}
        minSize="17rem"
        defaultSize="30%"
        onResize={({ inPixels }) => setLeftAway(inPixels < 1)}
      >
        {!leftAway && queue}
      </Panel>
      <Separator className="sp-separator" aria-label={resize} />
      <Panel id="reading" minSize="24rem">
        {reading(tools)}
      </Panel>
      <Separator className="sp-separator" aria-label={resize} />
      <Panel
        id="context"
        panelRef={right}
        collapsible
        collapsedSize={0}
        minSize="14rem"
        defaultSize="22%"
        onResize={({ inPixels }) => setRightAway(inPixels < 1)}
      >
        {!rightAway && context}
      </Panel>
    </Group>
  )
}
