import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchItem } from '../../../shared/console/batches.ts'
import type { QueueRow } from '../../../shared/console/review.ts'
import { VirtualGrid, type VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { useFrom, useShortcut, useStores } from '../../stores/stores.tsx'

const ROW = 44
const tones = {
  applied: 'good',
  waiting: undefined,
  conflict: 'bad',
  refused: 'bad',
  refused_here: 'bad',
  undone: undefined,
} as const

/** The messages of a batch with what became of each; one is opened where it stands now. */
export function BatchItems({ items }: { items: readonly BatchItem[] }) {
  const { t } = useTranslation()
  const { queue } = useStores()
  const openMessage = useFrom('rooms', (s) => s.openMessage)
  const [rows, setRows] = useState<ReadonlyMap<string, QueueRow>>(new Map())
  const [active, setActive] = useState<string | null>(null)
  const grid = useRef<VirtualGridHandle>(null)
  const asked = useRef(new Set<string>())
  const ids = useMemo(() => items.map((item) => item.id), [items])
  const byId = useMemo(() => new Map(items.map((item) => [item.id, item])), [items])
  const current = active !== null && byId.has(active) ? active : (ids[0] ?? null)
  const fetch = useCallback(
    (from: number, to: number) => {
      const wanted = ids.slice(from, to).filter((id) => !asked.current.has(id))
      if (wanted.length === 0) return
      for (const id of wanted) asked.current.add(id)
      queue
        .getState()
        .rowsOf(wanted)
        .then(
          (found) => setRows((now) => new Map([...now, ...found.map((row) => [row.id, row] as const)])),
          () => {
            for (const id of wanted) asked.current.delete(id)
          },
        )
    },
    [ids, queue],
  )
  const move = (by: number) => {
    const at = current === null ? -1 : ids.indexOf(current)
    setActive(ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? null)
  }
  useShortcut('next', () => move(1))
  useShortcut('previous', () => move(-1))
  useShortcut('openItem', () => current !== null && void openMessage({ id: current }), current !== null)
  useEffect(() => grid.current?.focus(), [])
  return (
    <VirtualGrid
      ref={grid}
      name="batch-item"
      label={t('batchPage.items')}
      ids={ids}
      active={current}
      selected={new Set()}
      isGone={() => false}
      rowHeight={ROW}
      onRange={fetch}
      onPick={(id, event) => (event.detail > 1 ? void openMessage({ id }) : setActive(id))}
      row={(id) => <Item item={byId.get(id)} row={rows.get(id)} onOpen={() => void openMessage({ id })} />}
    />
  )
}

interface ItemProps {
  item: BatchItem | undefined
  row: QueueRow | undefined
  onOpen: () => void
}

function Item({ item, row, onOpen }: ItemProps) {
  const { t } = useTranslation()
  if (!item) return null
  const why = item.by !== null && item.outcome === 'conflict' ? t('batchPage.first', { by: item.by }) : null
  return (
    <span className="sp-row-line">
      <span className="sp-badge" data-tone={tones[item.outcome]}>
        {t(`batchPage.outcome.${item.outcome}`)}
      </span>
      <span className="sp-cut">
        {row ? (
          <>
            <b>{row.from.name}</b> <span className="sp-dim">→ {row.to.name}</span>
          </>
        ) : (
          <span className="sp-dim">{t('batchPage.gone')}</span>
        )}
      </span>
      <span className="sp-grow" />
      <span className="sp-dim sp-cut">
        {why ?? (item.code !== null && t(`error.${item.code}`))}
        {item.outcome !== 'conflict' && item.by !== null && ` (${item.by})`}
      </span>
      {row && (
        <button type="button" className="sp-link" tabIndex={-1} onClick={onOpen}>
          {t('batchPage.openOne')}
        </button>
      )}
    </span>
  )
}
