import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile, ProfileContact } from '../../../shared/console/people.ts'
import { NameButton } from '../../components/NameButton.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'

const stateTone = { pending: 'accent', approved: 'good', denied: 'bad', revoked: 'bad' }
/** Rows that are shown before more are asked for. */
const FIRST = 12

/** Everybody with whom the person writes or asked to, and their threads. */
export function ProfileContacts({ profile }: { profile: Profile }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const { contacts } = profile
  return (
    <article className="sp-card">
      <h3 className="sp-caption">
        {t('people.contacts')} <span className="sp-dim">{contacts.length}</span>
      </h3>
      {contacts.length === 0 ? (
        <p className="sp-dim">{t('people.noContacts')}</p>
      ) : (
        <table className="sp-people-table sp-people-contacts">
          <thead>
            <tr>
              <th scope="col">{t('people.column.name')}</th>
              <th scope="col">{t('people.column.state')}</th>
              <th scope="col" className="sp-num">
                {t('people.column.messages')}
              </th>
              <th scope="col">{t('people.column.last')}</th>
              <th scope="col">
                <span className="sp-hidden">{t('context.thread')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(all ? contacts : contacts.slice(0, FIRST)).map((contact) => (
              <Contact key={contact.contactId} contact={contact} />
            ))}
          </tbody>
        </table>
      )}
      {!all && contacts.length > FIRST && (
        <button type="button" className="sp-chip sp-more" onClick={() => setAll(true)}>
          {t('people.showAll', { count: contacts.length })}
        </button>
      )}
    </article>
  )
}

function Contact({ contact }: { contact: ProfileContact }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const openThread = useFrom('people', (s) => s.openThread)
  const formats = useFormats(zone)
  const [open, setOpen] = useState(false)
  const { other, lastMessageId } = contact
  return (
    <>
      <tr>
        <td>
          <NameButton
            name={other.name}
            hint={t('people.open')}
            onOpen={() => openProfile({ kind: other.kind, id: other.id })}
          />
          <div className="sp-dim">
            {other.number} · {contact.relationship}
          </div>
        </td>
        <td>
          <span className="sp-badge" data-tone={stateTone[contact.state]}>
            {t(`contacts.${contact.state}`)}
          </span>{' '}
          {contact.privileged && <span className="sp-badge">{t('context.privileged')}</span>}
        </td>
        <td className="sp-num">
          <span title={t('people.inAndOut', { inbound: contact.inbound, outbound: contact.outbound })}>
            <span className="sp-hidden">
              {t('people.inAndOut', { inbound: contact.inbound, outbound: contact.outbound })}
            </span>
            <span aria-hidden="true">
              → {formats.number(contact.inbound)} · ← {formats.number(contact.outbound)}
            </span>
          </span>
          {contact.pending > 0 && (
            <div>
              <span className="sp-badge" data-tone="warn">
                {t('people.toDecide', { count: contact.pending })}
              </span>
            </div>
          )}
        </td>
        <td className="sp-num">
          {contact.lastMessageAt === null ? '–' : formats.moment(contact.lastMessageAt, Date.now())}
        </td>
        <td>
          {lastMessageId !== null && (
            <button
              type="button"
              className="sp-chip"
              aria-expanded={open}
              aria-label={t('people.threadWith', { name: other.name })}
              onClick={() => {
                if (!open) openThread(contact.contactId, lastMessageId)
                setOpen(!open)
              }}
            >
              {t('context.thread')}
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5}>
            <Thread contactId={contact.contactId} />
          </td>
        </tr>
      )}
    </>
  )
}

const messageTone = {
  delivered: 'sp-good',
  rejected: 'sp-bad',
  held: 'sp-warn',
  pending_review: 'sp-dim',
  scheduled: 'sp-dim',
}

/** The latest messages of a thread; each opens in the review room. */
function Thread({ contactId }: { contactId: string }) {
  const { t } = useTranslation()
  const thread = useFrom('people', (s) => s.threads.get(contactId))
  const openMessage = useFrom('rooms', (s) => s.openMessage)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  if (thread === undefined || thread.state === 'asking') return <p className="sp-dim">{t('people.loading')}</p>
  if (thread.state === 'refused') return <p className="sp-bad">{t(`error.${thread.code}`)}</p>
  return (
    <ol className="sp-plain sp-profile-thread">
      {thread.value.map((entry) => (
        <li key={entry.id}>
          <button
            type="button"
            title={t('people.openMessage')}
            onClick={() => void openMessage({ id: entry.id, state: entry.state })}
          >
            <span className="sp-dim">{formats.moment(entry.sentAt, Date.now())}</span>
            <span aria-hidden="true">{entry.direction === 'inbound' ? '→' : '←'}</span>
            <span className="sp-hidden">{t(`direction.${entry.direction}`)}</span>
            <span className="sp-cut" dir="auto">
              {entry.preview ?? t('reading.withheld')}
            </span>
            <span className={messageTone[entry.state]}>{t(`state.${entry.state}`)}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
