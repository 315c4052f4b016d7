import type { ReactNode } from 'react'

interface Props<Id extends string> {
  readonly label: string
  readonly tabs: readonly Id[]
  /** Null while what is shown is none of them. */
  readonly current: Id | null
  readonly onShow: (id: Id) => void
  /** What a tab says: its name, and how many there are. */
  readonly children: (id: Id) => ReactNode
}

/** The lists of a room, one of which is shown. */
export function Tabs<Id extends string>({ label, tabs, current, onShow, children }: Props<Id>) {
  return (
    <nav className="sp-tabs" aria-label={label}>
      {tabs.map((id) => (
        <button
          key={id}
          type="button"
          className="sp-tab"
          aria-current={id === current ? 'true' : undefined}
          onClick={() => onShow(id)}
        >
          {children(id)}
        </button>
      ))}
    </nav>
  )
}
