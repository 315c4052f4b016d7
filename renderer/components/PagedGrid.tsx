import { type ReactNode, type Ref, useMemo } from 'react'
import { EmptyState } from './EmptyState.tsx'
import { VirtualGrid, type VirtualGridHandle } from './VirtualGrid.tsx'

/** The next page is asked for when so many rows or fewer are left below. */
const AHEAD = 20
const none: ReadonlySet<string> = new Set()

interface Props<Row extends { readonly id: string }> {
  readonly name: string
  readonly label: string
  readonly page: {
    readonly status: 'loading' | 'ready' | 'error'
    readonly rows: readonly Row[]
    readonly more: boolean
    readonly next: () => void
  }
  readonly error: { readonly title: string; readonly text: string; readonly action: ReactNode }
  /** What stands there when the list has come and nothing is in it. */
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly text: string }
  /** A line above the rows. */
  readonly head?: ReactNode
  readonly active: string | null
  /** In pixels. */
  readonly rowHeight: number
  readonly onPick: (row: Row) => void
  readonly row: (row: Row) => ReactNode
  readonly ref?: Ref<VirtualGridHandle>
}

/** A list that is fetched page by page as it is looked at, one row of which is chosen; with its states. */
export function PagedGrid<Row extends { readonly id: string }>(props: Props<Row>) {
  const { rows, more, status, next } = props.page
  const ids = useMemo(() => rows.map((row) => row.id), [rows])
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows])
  if (status === 'error') return <EmptyState alert {...props.error} />
  if (status === 'ready' && rows.length === 0) return <EmptyState {...props.empty} />
  return (
    <>
      {props.head}
      <VirtualGrid
        {...(props.ref === undefined ? {} : { ref: props.ref })}
        name={props.name}
        label={props.label}
        ids={ids}
        active={props.active}
        selected={none}
        multiple={false}
        isGone={() => false}
        rowHeight={props.rowHeight}
        onRange={(_from, to) => {
          if (more && to > ids.length - AHEAD) next()
        }}
        onPick={(id) => {
          const row = byId.get(id)
          if (row !== undefined) props.onPick(row)
        }}
        row={(id) => {
          const row = byId.get(id)
          return row === undefined ? null : props.row(row)
        }}
      />
    </>
  )
}
