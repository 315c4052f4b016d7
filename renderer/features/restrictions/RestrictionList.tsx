import { Button, TextInput } from '@mantine/core'
import { IconBan, IconLock, IconPlus } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestrictionRow } from '../../../shared/console/restrictions.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { PagedGrid } from '../../components/PagedGrid.tsx'
import { Tabs } from '../../components/Tabs.tsx'
import { useTyped } from '../../components/useTyped.ts'
import type { VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { spanText, statusTone, targetText } from '../../i18n/restrictionText.ts'
import { useFrom, useKeyHints } from '../../stores/stores.tsx'

const views = ['current', 'proposed', 'past'] as const
const rowHeights = { small: 49, medium: 56, large: 66 }
const PAUSE_MS = 220

interface Props {
  list: RefObject<VirtualGridHandle | null>
  find: RefObject<HTMLInputElement | null>
  can: { begin: boolean; lockdown: boolean }
}

/** Restrictions of one view, and the ways to a new one. */
export function RestrictionList({ list, find, can }: Props) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const view = useFrom('restrictions', (s) => s.view)
  const counts = useFrom('restrictions', (s) => s.counts)
  const show = useFrom('restrictions', (s) => s.show)
  const begin = useFrom('restrictions', (s) => s.begin)
  const offline = useFrom('session', (s) => s.sync?.connection === 'offline')
  const formats = useFormats(undefined)
  return (
    <section className="sp-queue" aria-label={t('restrictions.list')}>
      <Tabs label={t('restrictions.tabs')} tabs={views} current={view} onShow={show}>
        {(each) => (
          <>
            {t(`restrictions.view.${each}`)} <span className="sp-dim">{formats.number(counts[each])}</span>
          </>
        )}
      </Tabs>
      <Find input={find} onLeave={() => list.current?.focus()} />
      {offline && <p className="sp-hint sp-hint-list">{t('restrictions.offline')}</p>}
      <Rows list={list} />
      {can.begin && (
        <div className="sp-list-acts">
          <Button
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            rightSection={<KeyCap keys={hints.caps('restrictionNew')} />}
            aria-keyshortcuts={hints.aria('restrictionNew')}
            onClick={() => begin({ scope: 'pair' })}
          >
            {t('restrictions.new')}
          </Button>
          {can.lockdown && (
            <Button
              variant="default"
              leftSection={<IconLock size={14} aria-hidden="true" />}
              rightSection={<KeyCap keys={hints.caps('restrictionLockdown')} />}
              aria-keyshortcuts={hints.aria('restrictionLockdown')}
              onClick={() => begin({ scope: 'housing_unit', lockdown: true })}
            >
              {t('restrictions.lockdown')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

function Find({ input, onLeave }: { input: RefObject<HTMLInputElement | null>; onLeave: () => void }) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const shown = useFrom('restrictions', (s) => s.text)
  const look = useFrom('restrictions', (s) => s.look)
  const [text, setText] = useTyped(shown, look, PAUSE_MS)
  return (
    <fieldset className="sp-filters sp-filters-only" aria-label={t('filter.label')}>
      <TextInput
        ref={input}
        size="xs"
        value={text}
        aria-label={t('restrictions.find')}
        placeholder={t('restrictions.findHint')}
        rightSection={<KeyCap keys={hints.caps('restrictionFind')} />}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('')
          if (event.key === 'Escape' || event.key === 'Enter') onLeave()
        }}
      />
    </fieldset>
  )
}

function Rows({ list }: { list: RefObject<VirtualGridHandle | null> }) {
  const { t } = useTranslation()
  const page = useFrom('restrictionList', (s) => s)
  const view = useFrom('restrictions', (s) => s.view)
  const searching = useFrom('restrictions', (s) => s.text !== '')
  const active = useFrom('restrictions', (s) => s.active)
  const activate = useFrom('restrictions', (s) => s.activate)
  const textSize = useFrom('session', (s) => s.settings.textSize)
  return (
    <PagedGrid
      ref={list}
      name="restriction"
      label={t('restrictions.list')}
      page={page}
      error={{
        title: t('restrictions.errorTitle'),
        text: t(`error.${page.error ?? 'internal'}`),
        action: <Button onClick={() => void page.load()}>{t('app.retry')}</Button>,
      }}
      empty={{
        icon: <IconBan size={34} stroke={1.3} aria-hidden="true" />,
        title: t(`restrictions.emptyTitle.${view}`),
        text: searching ? t('restrictions.nothingFound') : t(`restrictions.empty.${view}`),
      }}
      active={active}
      rowHeight={rowHeights[textSize]}
      onPick={(row) => activate(row.id)}
      row={(row) => <Row row={row} />}
    />
  )
}

function Row({ row }: { row: RestrictionRow }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  return (
    <>
      <span className="sp-row-line">
        <b className="sp-cut">{targetText(t, row)}</b>
        <span className="sp-grow" />
        <span className="sp-badge" data-tone={statusTone[row.status]}>
          {t(`restrictions.status.${row.status}`)}
        </span>
      </span>
      <span className="sp-row-line sp-dim">
        <span className="sp-cut">
          {spanText(t, formats, row)} · {row.reason}
        </span>
      </span>
    </>
  )
}
