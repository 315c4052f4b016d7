import { Button, Select, TextInput } from '@mantine/core'
import { IconUserSearch } from '@tabler/icons-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../shared/console/people.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { PagedGrid } from '../../components/PagedGrid.tsx'
import { Tabs } from '../../components/Tabs.tsx'
import { useTyped } from '../../components/useTyped.ts'
import type { VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom, useKeyHints, useStores } from '../../stores/stores.tsx'
import { RecusalList } from './RecusalList.tsx'

const tabs = ['individual', 'member', 'recusals'] as const
const rowHeights = { small: 45, medium: 51, large: 60 }
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
  return (
    <section className="sp-queue" aria-label={t('people.list')}>
      <Tabs
        label={t('people.tabs')}
        tabs={tabs}
        current={recusals ? 'recusals' : searching ? null : kind}
        onShow={(each) => {
          setRecusals(each === 'recusals')
          if (each !== 'recusals') show(each)
        }}
      >
        {(each) => (each === 'recusals' ? t('recusals.tab') : t(`people.kind.${each}`))}
      </Tabs>
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
  const [text, setText] = useTyped(shown, look, PAUSE_MS)
  useEffect(() => {
    if (shown === '') setText('')
  }, [shown, setText])
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
  const page = useFrom('peopleList', (s) => s)
  const total = useFrom('people', (s) => s.total) ?? page.rows.length
  const searching = useFrom('people', (s) => s.text.length >= 2)
  const active = useFrom('rooms', (s) => s.profile?.id ?? null)
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const textSize = useFrom('session', (s) => s.settings.textSize)
  const formats = useFormats(undefined)
  const found = searching
    ? t('people.found', { count: page.rows.length })
    : t('people.inAll', { count: total, number: formats.number(total) })
  return (
    <PagedGrid
      ref={list}
      name="person"
      label={t('people.list')}
      page={page}
      error={{
        title: t('people.errorTitle'),
        text: t(`error.${page.error ?? 'internal'}`),
        action: <Button onClick={() => void page.load()}>{t('app.retry')}</Button>,
      }}
      empty={{
        icon: <IconUserSearch size={34} stroke={1.3} aria-hidden="true" />,
        title: t(searching ? 'people.nobodyTitle' : 'people.noneTitle'),
        text: t(searching ? 'people.nobody' : 'people.none'),
      }}
      head={
        <div className="sp-queue-state sp-dim" role="status">
          {page.status === 'loading' ? t('queue.loadingRow') : found}
        </div>
      }
      active={active}
      rowHeight={rowHeights[textSize]}
      onPick={({ kind, id }) => openProfile({ kind, id })}
      row={(row) => <Row row={row} withKind={searching} />}
    />
  )
}

function Row({ row, withKind }: { row: PersonRow; withKind: boolean }) {
  const { t } = useTranslation()
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
