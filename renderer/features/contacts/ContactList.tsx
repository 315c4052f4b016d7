import { Button, TextInput } from '@mantine/core'
import { IconCheck, IconFileImport, IconUserCheck } from '@tabler/icons-react'
import { type RefObject, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyCap } from '../../components/KeyCap.tsx'
import { Tabs } from '../../components/Tabs.tsx'
import { useTyped } from '../../components/useTyped.ts'
import { VirtualGrid, type VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { duration } from '../../i18n/format.ts'
import { useFormats, useNow } from '../../i18n/hooks.ts'
import { useFrom, useKeyHints } from '../../stores/stores.tsx'

const tabs = ['pending', 'approved', 'denied', 'revoked', 'privileged'] as const
/** Pause after the last key before the list is asked for. */
const PAUSE_MS = 250
const rowHeights = { small: 49, medium: 56, large: 66 }

interface Props {
  list: RefObject<VirtualGridHandle | null>
  search: RefObject<HTMLInputElement | null>
  /** Left out where the user may import nothing. */
  onImport?: () => void
}

/** Contacts of one state, with the counts of all. */
export function ContactList({ list, search, onImport }: Props) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const state = useFrom('contacts', (s) => s.state)
  const counts = useFrom('contacts', (s) => s.counts)
  const show = useFrom('contacts', (s) => s.show)
  const { status, error, ids, active, selected, gone, incoming } = useFrom('contactList', (s) => s)
  const { ensure, toggle, activate, selectTo, takeIn, load, clearSelection } = useFrom('contactList', (s) => s)
  const textSize = useFrom('session', (s) => s.settings.textSize)
  const formats = useFormats(undefined)
  const now = useNow(30_000)
  const onRange = useCallback((from: number, to: number) => ensure(from, to + 20), [ensure])
  return (
    <section className="sp-queue" aria-label={t('contacts.tabs')}>
      <Tabs label={t('contacts.tabs')} tabs={tabs} current={state} onShow={show}>
        {(each) =>
          each === 'privileged' ? (
            t('contacts.privilegedTab')
          ) : (
            <>
              {t(`contacts.${each}`)} <span className="sp-dim">{formats.number(counts[each] ?? 0)}</span>
            </>
          )
        }
      </Tabs>
      <Search input={search} onLeave={() => list.current?.focus()} />
      {incoming > 0 && (
        <div className="sp-queue-state">
          <button type="button" className="sp-chip sp-new" onClick={takeIn}>
            {t('queue.new', { count: incoming })} <KeyCap keys={hints.caps('contactLoadNew')} />
          </button>
        </div>
      )}
      {status === 'error' ? (
        <EmptyState
          alert
          title={t('contacts.errorTitle')}
          text={t(`error.${error ?? 'internal'}`)}
          action={<Button onClick={() => void load()}>{t('app.retry')}</Button>}
        />
      ) : status === 'ready' && ids.length === 0 ? (
        <EmptyState
          icon={<IconUserCheck size={34} stroke={1.3} aria-hidden="true" />}
          title={t('contacts.emptyTitle')}
          text={t(state === 'privileged' ? 'contacts.emptyPrivileged' : 'contacts.empty')}
        />
      ) : (
        <VirtualGrid
          ref={list}
          name="contact"
          label={t('contacts.list')}
          ids={ids}
          active={active}
          selected={selected}
          isGone={(id) => gone.has(id)}
          rowHeight={rowHeights[textSize]}
          onRange={onRange}
          onPick={(id, event) => {
            if (event.shiftKey) selectTo(id)
            else if (event.ctrlKey || event.metaKey) toggle(id)
            else activate(id)
          }}
          row={(id) => <Row id={id} now={now} onCheck={toggle} />}
        />
      )}
      {onImport && selected.size === 0 && (
        <div className="sp-list-acts">
          <Button
            variant="default"
            leftSection={<IconFileImport size={14} aria-hidden="true" />}
            rightSection={<KeyCap keys={hints.caps('contactImport')} />}
            aria-keyshortcuts={hints.aria('contactImport')}
            onClick={onImport}
          >
            {t('contacts.import.open')}
          </Button>
        </div>
      )}
      {selected.size > 0 && (
        <div className="sp-selection">
          <b>{t('queue.selected', { count: selected.size })}</b>
          <Button variant="subtle" color="gray" size="compact-xs" onClick={clearSelection}>
            {t('queue.clear')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Search({ input, onLeave }: { input: RefObject<HTMLInputElement | null>; onLeave: () => void }) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const person = useFrom('contacts', (s) => s.person)
  const setPerson = useFrom('contacts', (s) => s.setPerson)
  const [text, setText] = useTyped(person, setPerson, PAUSE_MS)
  return (
    <fieldset className="sp-filters sp-filters-only" aria-label={t('filter.label')}>
      <TextInput
        ref={input}
        size="xs"
        value={text}
        aria-label={t('filter.person')}
        placeholder={t('filter.person')}
        rightSection={<KeyCap keys={hints.caps('contactFilter')} />}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') onLeave()
        }}
      />
    </fieldset>
  )
}

function Row({ id, now, onCheck }: { id: string; now: number; onCheck: (id: string) => void }) {
  const { t } = useTranslation()
  const row = useFrom('contactList', (s) => s.rows.get(id))
  const gone = useFrom('contactList', (s) => s.gone.has(id))
  const privileged = useFrom('contacts', (s) => (s.state === 'privileged' ? s.privileged.get(id) : undefined))
  if (!row) return <span className="sp-dim">{t('queue.loadingRow')}</span>
  return (
    <>
      <span className="sp-row-line">
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: selecting by key is X on the row itself. */}
        <span
          className="sp-check"
          onClick={(event) => {
            event.stopPropagation()
            onCheck(id)
          }}
        >
          <IconCheck size={12} stroke={3.2} aria-hidden="true" />
        </span>
        <span className="sp-cut">
          <b>{row.member.name}</b> <span className="sp-dim">→ {row.individual.name}</span>
        </span>
        <span className="sp-age">{duration(now - Date.parse(row.decidedAt ?? row.requestedAt))}</span>
      </span>
      <span className="sp-row-preview sp-row-line">
        {gone && <span className="sp-badge">{t(`contacts.${row.state}`)}</span>}
        {privileged?.due && (
          <span className="sp-badge" data-tone="warn">
            {t('contacts.due')}
          </span>
        )}
        <span className="sp-badge">{row.relationship}</span>
        <span className="sp-cut">
          {row.member.number} · {row.member.city} · {row.individual.housingUnit}
        </span>
      </span>
    </>
  )
}
