import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { memo, type ReactNode, useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '../../../shared/console/review.ts'
import { duration } from '../../i18n/format.ts'
import { useFormats, useNow } from '../../i18n/hooks.ts'
import { reasonText, restrictionText } from '../../i18n/sentences.ts'
import type { Person } from '../../stores/rooms.ts'
import { useFrom, useKeyHints, useShortcut } from '../../stores/stores.tsx'

/** Who these two are: their thread, contact, the two people, what was decided, and notes. */
export function ContextPane({ onNote }: { onNote: () => void }) {
  const { t } = useTranslation()
  const active = useFrom('queue', (s) => s.active)
  const item = useFrom('review', (s) => (active === null ? undefined : s.items.get(active)))
  // The message is painted first; what stands around it follows in a render of its own.
  const around = useDeferredValue(item)
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const sender = item && { kind: senderKind(item), id: item.row.from.id }
  useShortcut('profile', () => sender && openProfile(sender), sender !== undefined)
  return (
    <aside className="sp-context" aria-label={t('context.label')} tabIndex={-1}>
      {around && <Around item={around} onNote={onNote} />}
    </aside>
  )
}

const Around = memo(function Around({ item, onNote }: { item: ReviewItem; onNote: () => void }) {
  return (
    <>
      <Thread item={item} />
      <Pair item={item} />
      <People item={item} />
      <History item={item} />
      <Notes item={item} onNote={onNote} />
    </>
  )
})

/** Who wrote it: inbound messages come from members. */
const senderKind = ({ row }: ReviewItem): Person['kind'] => (row.direction === 'inbound' ? 'member' : 'individual')

function Part({
  title,
  person,
  aside,
  children,
}: {
  title: string
  person?: Person
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="sp-part">
      <header>
        <h3 className="sp-caption sp-cut">{person ? <Name person={person}>{title}</Name> : title}</h3>
        <span className="sp-dim sp-part-aside">{aside}</span>
      </header>
      {children}
    </section>
  )
}

/** The name of a person as the way to their profile. */
function Name({ person, children }: { person: Person; children: string }) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  return (
    <button
      type="button"
      className="sp-name"
      aria-label={t('context.profileOf', { name: children })}
      title={hints.caps('profile')}
      onClick={() => openProfile(person)}
    >
      {children}
    </button>
  )
}

const stateTone = {
  delivered: 'sp-good',
  rejected: 'sp-bad',
  held: 'sp-warn',
  pending_review: 'sp-dim',
  scheduled: 'sp-dim',
}

function Thread({ item }: { item: ReviewItem }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  return (
    <Part title={t('context.thread')} aside={t('context.messages', { count: item.threadTotal })}>
      <ol className="sp-thread">
        {item.thread.slice(0, 12).map((entry) => (
          <li key={entry.id} aria-current={entry.id === item.message.id ? 'true' : undefined}>
            <span className="sp-dim">{formats.day(entry.sentAt)}</span>
            <span aria-hidden="true">{entry.direction === 'inbound' ? '→' : '←'}</span>
            <span className="sp-hidden">{t(`direction.${entry.direction}`)}</span>
            <span className="sp-cut" dir="auto">
              {entry.preview ?? t('reading.withheld')}
            </span>
            <span className={stateTone[entry.state]}>{t(`state.${entry.state}`)}</span>
          </li>
        ))}
      </ol>
    </Part>
  )
}

function Pair({ item }: { item: ReviewItem }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const { contact, contactDecisions, restrictions } = item
  const approved =
    contact.state === 'approved' && contact.decidedAt
      ? t('context.approvedAgo', { age: duration(now - Date.parse(contact.decidedAt)) })
      : t(`contacts.${contact.state}`)
  return (
    <Part title={t('context.contact')} aside={approved}>
      <dl className="sp-facts">
        <dt>{t('context.relationship')}</dt>
        <dd>
          {contact.relationship}
          {contact.privileged && ` · ${t('context.privileged')}`}
        </dd>
        <dt>{t('context.decisions')}</dt>
        <dd>{t('context.decisionsText', contactDecisions)}</dd>
        {restrictions.length > 0 && (
          <>
            <dt className="sp-bad">{t('context.restrictions')}</dt>
            <dd>{restrictions.map((each) => restrictionText(t, formats, each)).join(' · ')}</dd>
          </>
        )}
      </dl>
    </Part>
  )
}

function People({ item }: { item: ReviewItem }) {
  const { t } = useTranslation()
  const { member, individual } = item
  const others = (list: ReviewItem['memberOtherContacts']) =>
    list.length === 0
      ? t('context.noOthers')
      : `${t('context.others', { count: list.length })} · ${list
          .slice(0, 4)
          .map((each) => each.name)
          .join(', ')}${list.length > 4 ? ' …' : ''}`
  return (
    <>
      <Part title={member.name} person={{ kind: 'member', id: member.id }} aside={member.memberNumber}>
        <dl className="sp-facts">
          <dt>{t('context.city')}</dt>
          <dd>
            {member.city} · {t(`personStatus.${member.status}`)}
          </dd>
          <dt>{t('context.also')}</dt>
          <dd>{others(item.memberOtherContacts)}</dd>
        </dl>
      </Part>
      <Part title={individual.name} person={{ kind: 'individual', id: individual.id }} aside={individual.housingUnit}>
        <dl className="sp-facts">
          <dt>{t('context.booking')}</dt>
          <dd>
            {individual.bookingNumber} · {t(`personStatus.${individual.status}`)}
          </dd>
          <dt>{t('context.also')}</dt>
          <dd>{others(item.individualOtherContacts)}</dd>
        </dl>
      </Part>
    </>
  )
}

function History({ item }: { item: ReviewItem }) {
  const { t, i18n } = useTranslation()
  const reasons = useFrom('review', (s) => s.reasons)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  if (item.decisions.length === 0) return null
  return (
    <Part title={t('context.history')} aside={item.decisions.length}>
      <ul className="sp-plain">
        {item.decisions.map((decision) => (
          <li key={decision.id}>
            <b>{t(`decided.${decision.kind}`)}</b>
            {decision.reasonId !== null && ` · ${reasonText(reasons, decision.reasonId, i18n.language)}`}
            <span className="sp-dim">
              {' '}
              · {decision.by}, {formats.moment(decision.at, Date.now())}
            </span>
            {decision.note && <p className="sp-note">{decision.note}</p>}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Notes({ item, onNote }: { item: ReviewItem; onNote: () => void }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  return (
    <Part
      title={t('context.notes')}
      aside={
        <Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={12} />} onClick={onNote}>
          {t('context.addNote')}
        </Button>
      }
    >
      {item.notes.length === 0 && <p className="sp-dim">{t('context.noNotes')}</p>}
      <ul className="sp-plain">
        {item.notes.map((note) => (
          <li key={note.id}>
            <span className="sp-dim">
              {note.by}, {formats.moment(note.at, Date.now())}
            </span>
            <p className="sp-note" dir="auto">
              {note.text}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  )
}
