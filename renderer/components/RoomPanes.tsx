import { ActionIcon } from '@mantine/core'
import {
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Group, Panel, Separator, useDefaultLayout, usePanelRef } from 'react-resizable-panels'

export interface PaneWords {
  readonly resize: string
  readonly hideList: string
  readonly showList: string
  readonly hideDetails: string
  readonly showDetails: string
}

interface Props {
  /** Under which name the widths are remembered. */
  readonly id: string
  readonly words: PaneWords
  readonly list: ReactNode
  /** Takes the buttons that put the outer panes away. */
  readonly main: (tools: ReactNode) => ReactNode
  /** Left out, the room has two panes. */
  readonly details?: ReactNode
}

/** A list, what is chosen in it, and what is around that: panes whose widths are remembered; the outer ones can be put away. */
export function RoomPanes({ id, words, list, main, details }: Props) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id, storage: localStorage })
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
  const tools = (
    <span className="sp-heading-tools">
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={leftAway ? words.showList : words.hideList}
        onClick={() => toggle(left)}
      >
        <LeftIcon size={18} stroke={1.6} />
      </ActionIcon>
      {details !== undefined && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={rightAway ? words.showDetails : words.hideDetails}
          onClick={() => toggle(right)}
        >
          <RightIcon size={18} stroke={1.6} />
        </ActionIcon>
      )}
    </span>
  )
  return (
    <Group
      id={id}
      orientation="horizontal"
      className="sp-panes"
      {...(defaultLayout ? { defaultLayout } : {})}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel
        id="list"
        panelRef={left}
        collapsible
        collapsedSize={0}
        minSize="16rem"
        defaultSize="30%"
        onResize={({ inPixels }) => setLeftAway(inPixels < 1)}
      >
        {!leftAway && list}
      </Panel>
      <Separator className="sp-separator" aria-label={words.resize} />
      <Panel id="main" minSize="24rem">
        {main(tools)}
      </Panel>
      {details !== undefined && (
        <>
          <Separator className="sp-separator" aria-label={words.resize} />
          <Panel
            id="details"
            panelRef={right}
            collapsible
            collapsedSize={0}
            minSize="14rem"
            defaultSize="23%"
            onResize={({ inPixels }) => setRightAway(inPixels < 1)}
          >
            {!rightAway && details}
          </Panel>
        </>
      )}
    </Group>
  )
}
