import { Button, Select, TextInput } from '@mantine/core'
import { IconUserSearch } from '@tabler/icons-react'
import { type RefObject, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonKind } from '../../../shared/central/entities.people.ts'
import type { PersonRow } from '../../../shared/console/people.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyCap } from '../../components/KeyCap.tsx'
import { VirtualGrid, type VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom, useKeyHints, useStores } from '../../stores/stores.tsx'
import { RecusalList } from './RecusalList.tsx'

const kinds = ['individual', 'member'] as const
const rowHeights = { small: 45, medium: 51, large: 60 }
const none: ReadonlySet<string> = new Set()
/** Pause after the last key before the list is asked for. */
const PAUSE_MS = 180

interface Props {
  list: RefObject<VirtualGridHandle | null>
  find: RefObject<HTMLInputElement | null>
}

/** Everybody on either side, who was looked for, or whose relations to staff were declared. */
export function PeopleList({ list, find }: Props) {
  const { t } = useTranslation()
  const kind = useFrom('people', (s) => s.kind)
  const searching = useFrom('people', (s) => s.text.length >= 2)
  const show = useFrom('people', (s) => s.show)
  const [recusals, setRecusals] = useState(false)
  const choose = (next: PersonKind) => {
    setRecusals(false)
    show(next)
  }
  return (
    <section className="sp-queue" aria-label={t('people.list')}>
      <nav className="sp-tabs" aria-label={t('people.tabs')}>
        {kinds.map((each) => (
          <button
            key={each}
            type="button"
            className="sp-tab"
            aria-current={!recusals && !searching && each === kind ? 'true' : undefined}
            onClick={() => choose(each)}
          >
            {t(`people.kind.${each}`)}
          </button>
        ))}
        <button
          type="button"
          className="sp-tab"
          aria-current={recusals ? 'true' : undefined}
          onClick={() => setRecusals(true)}
        >
          {t('recusals.tab')}
        </button>
      </nav>
      {recusals ? (
        <RecusalList />
      ) : (
        <>
          <Find input={find} onLeave={() => list.current?.focus()} />
          <Rows list={list} />
        </>
      )}
    </section>
  )
}

/** Looks while one types; Enter opens the best that was found. */
function Find({ input, onLeave }: { input: RefObject<HTMLInputElement | null>; onLeave: () => void }) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const shown = useFrom('people', (s) => s.text)
  const look = useFrom('people', (s) => s.look)
  const kind = useFrom('people', (s) => s.kind)
  const unit = useFrom('people', (s) => s.housingUnit)
  const show = useFrom('people', (s) => s.show)
  const units = useFrom('session', (s) => s.session?.facility?.housingUnits)
  const { peopleList } = useStores()
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const [text, setText] = useState(shown)
  useEffect(() => {
    if (shown === '') setText('')
  }, [shown])
  useEffect(() => {
    if (text.trim() === shown) return
    const timer = setTimeout(() => void look(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, shown, look])
  return (
    <fieldset className="sp-filters sp-filters-only" aria-label={t('filter.label')}>
      <div className="sp-filter-line">
        <TextInput
          ref={input}
          className="sp-grow"
          size="xs"
          value={text}
          aria-label={t('people.find')}
          placeholder={t('people.findHint')}
          rightSection={<KeyCap keys={hints.caps('personFind')} />}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'ArrowDown') {
              event.preventDefault()
              onLeave()
            }
            if (event.key === 'Enter' && text.trim().length >= 2) {
              void look(text).then(() => {
                const best = peopleList.getState().rows[0]
                if (best) openProfile({ kind: best.kind, id: best.id })
              })
            }
            if (event.key === 'Escape') {
              setText('')
              onLeave()
            }
          }}
        />
        {kind === 'individual' && shown.length < 2 && (
          <Select
            size="xs"
            w="6.5rem"
            aria-label={t('people.unit')}
            data={[...(units ?? [])]}
            placeholder={t('people.everyUnit')}
            clearable
            value={unit}
            onChange={(next) => show('individual', next)}
          />
        )}
      </div>
    </fieldset>
  )
}

function Rows({ list }: { list: RefObject<VirtualGridHandle | null> }) {
  const { t } = useTranslation()
  const { status, error, rows, more } = useFrom('peopleList', (s) => s)
  const { load, next } = useFrom('peopleList', (s) => s)
  const total = useFrom('people', (s) => s.total)
  const searching = useFrom('people', (s) => s.text.length >= 2)
  const active = useFrom('rooms', (s) => s.profile?.id ?? null)
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const textSize = useFrom('session', (s) => s.settings.textSize)
  const formats = useFormats(undefined)
  const ids = useMemo(() => rows.map((row) => row.id), [rows])
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows])
  if (status === 'error') {
    return (
      <EmptyState
        alert
        title={t('people.errorTitle')}
        text={t(`error.${error ?? 'internal'}`)}
        action={<Button onClick={() => void load()}>{t('app.retry')}</Button>}
      />
    )
  }
  if (status === 'ready' && rows.length === 0) {
    return (
      <EmptyState
        icon={<IconUserSearch size={34} stroke={1.3} aria-hidden="true" />}
        title={t(searching ? 'people.nobodyTitle' : 'people.noneTitle')}
        text={t(searching ? 'people.nobody' : 'people.none')}
      />
    )
  }
  return (
    <>
      <div className="sp-queue-state sp-dim" role="status">
        {status === 'loading'
          ? t('queue.loadingRow')
          : searching
            ? t('people.found', { count: rows.length })
            : t('people.inAll', { count: total ?? rows.length, number: formats.number(total ?? rows.length) })}
      </div>
      <VirtualGrid
        ref={list}
        name="person"
        label={t('people.list')}
        ids={ids}
        active={active}
        selected={none}
        multiple={false}
        isGone={() => false}
        rowHeight={rowHeights[textSize]}
        onRange={(_from, to) => {
          if (more && to > ids.length - 20) next()
        }}
        onPick={(id) => {
          const row = byId.get(id)
          if (row) openProfile({ kind: row.kind, id })
        }}
        row={(id) => <Row row={byId.get(id)} withKind={searching} />}
      />
    </>
  )
}

function Row({ row, withKind }: { row: PersonRow | undefined; withKind: boolean }) {
  const { t } = useTranslation()
  if (!row) return null
  return (
    <>
      <span className="sp-row-line">
        <b className="sp-cut">{row.name}</b>
        <span className="sp-age">{row.number}</span>
      </span>
      <span className="sp-row-line sp-dim">
        <span className="sp-cut">
          {withKind && `${t(`people.one.${row.kind}`)} · `}
          {row.housingUnit ?? row.city}
        </span>
        <span className="sp-grow" />
        {row.status !== 'active' && <span className="sp-badge">{t(`personStatus.${row.status}`)}</span>}
        {row.suspended && (
          <span className="sp-badge" data-tone="bad">
            {t('people.suspended')}
          </span>
        )}
      </span>
    </>
  )
}
