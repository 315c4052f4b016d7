import { Button, Select } from '@mantine/core'
import { IconCircleCheck, IconCloudOff } from '@tabler/icons-react'
import { type MouseEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { queueSort } from '../../../shared/console/review.ts'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyCap } from '../../components/KeyCap.tsx'
import { VirtualGrid, type VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { useNow } from '../../i18n/hooks.ts'
import { useFrom, useKeyHints, useStores } from '../../stores/stores.tsx'
import { BatchStrip } from './BatchStrip.tsx'
import { Filters } from './Filters.tsx'
import { QueueRowView } from './QueueRowView.tsx'
import { QueueTabs } from './QueueTabs.tsx'
import { ViewsMenu } from './ViewsMenu.tsx'

const rowHeights = { small: 49, medium: 56, large: 66 }

interface Props {
  list: RefObject<VirtualGridHandle | null>
  filterInput: RefObject<HTMLInputElement | null>
  onBatch: (kind: DecisionKind) => void
}

/** The queue: which one, what is filtered, the list itself, and what is selected. */
export function QueuePane({ list, filterInput, onBatch }: Props) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const { queue: queueStore } = useStores()
  const incoming = useFrom('queue', (s) => s.incoming)
  const takeIn = useFrom('queue', (s) => s.takeIn)
  const now = useNow(10_000)
  const filtered = useFrom('review', (s) => Object.keys(s.filter).length > 0)
  const pane = useRef<HTMLElement>(null)
  const empty = useFrom('queue', (s) => s.ids.length === 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list goes with its last item and comes back with the next.
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === pane.current) {
      ;(list.current ?? pane.current)?.focus()
    }
  }, [empty, list])
  const onLeave = useCallback(() => list.current?.focus(), [list])
  return (
    <section ref={pane} tabIndex={-1} className="sp-queue" aria-label={t('queue.label')}>
      <QueueTabs />
      <Filters input={filterInput} onLeave={onLeave} />
      <div className="sp-queue-state">
        {filtered && <Matching />}
        {incoming > 0 && (
          <button
            type="button"
            className="sp-chip sp-new"
            aria-label={t('queue.showNew', { count: incoming })}
            onClick={() => {
              takeIn()
              list.current?.focus()
            }}
          >
            {t('queue.new', { count: incoming })} <KeyCap keys={hints.caps('loadNew')} />
          </button>
        )}
        <span className="sp-grow" />
        <Order />
        <ViewsMenu />
      </div>
      <List list={list} now={now} onPick={(id, event) => pick(queueStore.getState(), id, event)} />
      <BatchStrip />
      <Selection onBatch={onBatch} />
    </section>
  )
}

/** How many match; apart, because it changes with every decision and nothing else here does. */
function Matching() {
  const { t } = useTranslation()
  const count = useFrom('queue', (s) => s.ids.length)
  return <span className="sp-dim">{t('queue.matching', { count })}</span>
}

function Order() {
  const { t } = useTranslation()
  const sort = useFrom('review', (s) => s.sort)
  const setSort = useFrom('review', (s) => s.setSort)
  return (
    <Select
      size="xs"
      w="8.4rem"
      className="sp-order"
      aria-label={t('filter.sort')}
      value={sort}
      allowDeselect={false}
      onChange={(value) => setSort(queueSort.options.find((each) => each === value) ?? 'priority')}
      data={queueSort.options.map((each) => ({ value: each, label: t(`filter.sortOf.${each}`) }))}
    />
  )
}

function pick(
  state: { selectTo(id: string): void; toggle(id: string): void; activate(id: string): void },
  id: string,
  event: MouseEvent,
) {
  if (event.shiftKey) state.selectTo(id)
  else if (event.ctrlKey || event.metaKey) state.toggle(id)
  else state.activate(id)
}

interface ListProps {
  list: RefObject<VirtualGridHandle | null>
  now: number
  onPick: (id: string, event: MouseEvent) => void
}

function List({ list, now, onPick }: ListProps) {
  const { t } = useTranslation()
  const queue = useFrom('review', (s) => s.queue)
  const filter = useFrom('review', (s) => s.filter)
  const setFilter = useFrom('review', (s) => s.setFilter)
  const { status, error, ids, active, selected, gone } = useFrom('queue', (s) => s)
  const load = useFrom('queue', (s) => s.load)
  const ensure = useFrom('queue', (s) => s.ensure)
  const toggle = useFrom('queue', (s) => s.toggle)
  const target = useFrom('session', (s) => s.session?.facility?.targetMinutes) ?? 60
  const textSize = useFrom('session', (s) => s.settings.textSize)
  const filling = useFrom('session', (s) => s.sync?.connection === 'filling')
  const onRange = useCallback((from: number, to: number) => ensure(from, to + 20), [ensure])

  if (status === 'error') {
    const waits = error === 'not_synchronised'
    return (
      <EmptyState
        alert={!waits}
        icon={<IconCloudOff size={34} stroke={1.3} aria-hidden="true" />}
        title={t('queue.errorTitle')}
        text={waits ? t('queue.notFilled') : t(`error.${error ?? 'internal'}`)}
        action={<Button onClick={() => void load()}>{t('app.retry')}</Button>}
      />
    )
  }
  if (status === 'ready' && ids.length === 0) {
    const filtered = Object.keys(filter).length > 0
    return (
      <EmptyState
        icon={<IconCircleCheck size={34} stroke={1.3} aria-hidden="true" />}
        title={t('queue.emptyTitle')}
        text={
          filtered
            ? t('queue.emptyFiltered')
            : filling
              ? t('queue.notFilled')
              : t(queue === 'needs_review' ? 'queue.emptyNeeds' : 'queue.emptyOther')
        }
        action={filtered && <Button onClick={() => setFilter({})}>{t('queue.clearFilters')}</Button>}
      />
    )
  }
  return (
    <>
      {status === 'loading' && (
        <p className="sp-queue-loading" role="status">
          {t('queue.loading')}
        </p>
      )}
      <VirtualGrid
        ref={list}
        name="message"
        label={t('queue.list')}
        ids={ids}
        active={active}
        selected={selected}
        isGone={(id) => gone.has(id)}
        rowHeight={rowHeights[textSize]}
        onRange={onRange}
        onPick={onPick}
        row={(id) => <QueueRowView id={id} now={now} target={target} gone={gone.has(id)} onCheck={toggle} />}
      />
    </>
  )
}

function Selection({ onBatch }: { onBatch: (kind: DecisionKind) => void }) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const count = useFrom('queue', (s) => s.selected.size)
  const clear = useFrom('queue', (s) => s.clearSelection)
  const may = useFrom('session', (s) => s.may)
  if (count === 0) return null
  return (
    <div className="sp-selection">
      <b>{t('queue.selected', { count })}</b>
      <Button variant="subtle" color="gray" size="compact-xs" onClick={clear}>
        {t('queue.clear')}
      </Button>
      <span className="sp-grow" />
      {may('decide') && (
        <div className="sp-selection-acts">
          {(['approve', 'hold', 'reject'] as const).map((kind) => (
            <button
              key={kind}
              type="button"
              className="sp-act"
              data-kind={kind}
              data-small
              onClick={() => onBatch(kind)}
            >
              {t(`action.${kind}`)} <KeyCap keys={hints.caps(`${kind}Selected`)} />
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
