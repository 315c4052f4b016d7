import { IconAddressBook } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDecisionKind, ContactItem } from '../../../shared/console/contacts.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyCap } from '../../components/KeyCap.tsx'
import { NameButton } from '../../components/NameButton.tsx'
import { duration } from '../../i18n/format.ts'
import { useFormats, useNow } from '../../i18n/hooks.ts'
import { reasonText, restrictionText } from '../../i18n/sentences.ts'
import { useFrom, useKeyHints } from '../../stores/stores.tsx'
import { Card, Others, PrivilegeCard } from './ContactCards.tsx'

/** What can be done to a contact by its state. */
const kindsOf = {
  pending: ['approve', 'deny'],
  approved: ['revoke'],
  denied: ['reopen'],
  revoked: ['reopen'],
} as const
const shortcutOf = {
  approve: 'contactApprove',
  deny: 'contactDeny',
  revoke: 'contactRevoke',
  reopen: 'contactReopen',
} as const
const toneOf = { approve: 'approve', deny: 'reject', revoke: 'reject', reopen: 'hold' } as const

interface Props {
  can: Record<ContactDecisionKind | 'privilege', boolean>
  tools: ReactNode
  onAct: (kind: ContactDecisionKind) => void
  onPrivilege: () => void
}

/** One contact: the two people side by side, who else they write to, what was before, and the decision. */
export function ContactPane({ can, tools, onAct, onPrivilege }: Props) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const active = useFrom('contactList', (s) => s.active)
  const item = useFrom('contacts', (s) => s.item)
  const error = useFrom('contacts', (s) => s.itemError)
  const open = useFrom('contacts', (s) => s.open)
  const tab = useFrom('contacts', (s) => s.state)
  useEffect(() => {
    if (active !== null) open(active)
  }, [active, open])
  const shown = item !== null && item.contact.id === active ? item : null
  return (
    <div className="sp-middle">
      {shown ? (
        <Shown item={shown} tools={tools} />
      ) : (
        <div className="sp-reading">
          {tools}
          {error ? (
            <EmptyState alert title={t('contacts.errorTitle')} text={t(`error.${error}`)} />
          ) : (
            active === null && (
              <EmptyState
                icon={<IconAddressBook size={36} stroke={1.3} aria-hidden="true" />}
                title={t('roomTitle.contacts')}
                text={t('contacts.choose')}
              />
            )
          )}
        </div>
      )}
      <div className="sp-actions" role="toolbar" aria-label={t('action.bar')}>
        {kindsOf[tab === 'privileged' ? (shown?.row.state ?? 'approved') : tab].map((kind) => (
          <button
            key={kind}
            type="button"
            className="sp-act"
            data-kind={toneOf[kind]}
            aria-disabled={!can[kind]}
            aria-keyshortcuts={hints.aria(shortcutOf[kind])}
            onClick={() => can[kind] && onAct(kind)}
          >
            {t(`contacts.${kind}`)} <KeyCap keys={hints.caps(shortcutOf[kind])} />
          </button>
        ))}
        {can.privilege && shown && (
          <button
            type="button"
            className="sp-act"
            aria-keyshortcuts={hints.aria('contactPrivileged')}
            onClick={onPrivilege}
          >
            {t(shown.contact.privileged ? 'contacts.reviewPrivileged' : 'contacts.markPrivileged')}{' '}
            <KeyCap keys={hints.caps('contactPrivileged')} />
          </button>
        )}
      </div>
    </div>
  )
}

function Shown({ item, tools }: { item: ContactItem; tools: ReactNode }) {
  const { t, i18n } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const reasons = useFrom('review', (s) => s.reasons)
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const formats = useFormats(zone)
  const now = useNow(30_000)
  const { contact, member, individual } = item
  const since = duration(now - Date.parse(contact.decidedAt ?? contact.requestedAt))
  return (
    <section className="sp-reading" aria-label={t('context.contact')}>
      <header className="sp-heading">
        <div className="sp-grow">
          <h2>
            <NameButton
              name={member.name}
              hint={t('people.open')}
              onOpen={() => openProfile({ kind: 'member', id: member.id })}
            />{' '}
            <span className="sp-dim">{contact.state === 'pending' ? t('contacts.wants') : '→'}</span>{' '}
            <NameButton
              name={individual.name}
              hint={t('people.open')}
              onOpen={() => openProfile({ kind: 'individual', id: individual.id })}
            />
          </h2>
          <p className="sp-dim">
            {contact.relationship} ·{' '}
            {contact.state === 'pending'
              ? t('contacts.requested', { age: since })
              : t('contacts.decidedAgo', { state: t(`contacts.${contact.state}`), age: since })}
            {contact.reasonId !== null && ` · ${reasonText(reasons, contact.reasonId, i18n.language)}`}
            {contact.privileged && ` · ${t('contacts.privileged')}`}
          </p>
          {item.watchlistHits.length > 0 && (
            <p className="sp-badges">
              {item.watchlistHits.map((hit) => (
                <span key={`${hit.watchlistId}-${hit.who}`} className="sp-badge" data-tone="warn">
                  {t('contacts.watched', {
                    who: t(`people.one.${hit.who}`),
                    list: hit.watchlist,
                    category: t(`category.${hit.category}`),
                  })}
                </span>
              ))}
            </p>
          )}
          {item.restrictions.length > 0 && (
            <p>
              <b className="sp-bad">{t('context.restrictions')}</b>{' '}
              {item.restrictions.map((each) => restrictionText(t, formats, each)).join(' · ')}
            </p>
          )}
        </div>
        {tools}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by key. */}
      <section className="sp-page" tabIndex={0} aria-label={t('context.label')}>
        <div className="sp-pair">
          <Card title={t('contacts.member')} name={member.name}>
            <dl className="sp-facts">
              <dt>{t('contacts.number')}</dt>
              <dd>{member.memberNumber}</dd>
              <dt>{t('contacts.email')}</dt>
              <dd>{member.email}</dd>
              <dt>{t('people.phone')}</dt>
              <dd>{member.phone === '' ? '–' : member.phone}</dd>
              <dt>{t('people.address')}</dt>
              <dd>{[member.address, member.city].filter((part) => part !== '').join(', ')}</dd>
              <dt>{t('contacts.status')}</dt>
              <dd>{t(`personStatus.${member.status}`)}</dd>
            </dl>
            <Others list={item.memberContacts} />
          </Card>
          <Card title={t('contacts.individual')} name={individual.name}>
            <dl className="sp-facts">
              <dt>{t('context.booking')}</dt>
              <dd>{individual.bookingNumber}</dd>
              <dt>{t('contacts.unit')}</dt>
              <dd>{individual.housingUnit}</dd>
              <dt>{t('contacts.status')}</dt>
              <dd>{t(`personStatus.${individual.status}`)}</dd>
              <dt>{t('contacts.messages')}</dt>
              <dd>{formats.number(item.messages)}</dd>
            </dl>
            <Others list={item.individualContacts} />
          </Card>
          {contact.privileged && <PrivilegeCard privilege={contact.privilege} />}
          <Card title={t('contacts.earlier')}>
            {item.earlier.length === 0 ? (
              <p className="sp-dim">{t('contacts.noEarlier')}</p>
            ) : (
              <ul className="sp-plain">
                {item.earlier.map((each) => (
                  <li key={each.id}>
                    {formats.day(each.requestedAt)} · <b>{t(`contacts.${each.state}`)}</b>
                    {each.reasonId !== null && ` · ${reasonText(reasons, each.reasonId, i18n.language)}`}
                  </li>
                ))}
              </ul>
            )}
          </Card>
          <Card title={t('contacts.duplicates')} warn={item.likelyDuplicates.length > 0}>
            {item.likelyDuplicates.length === 0 ? (
              <p className="sp-dim">{t('contacts.noDuplicates')}</p>
            ) : (
              <ul className="sp-plain">
                {item.likelyDuplicates.map((each) => (
                  <li key={each.id}>
                    <NameButton
                      name={each.name}
                      hint={t('people.open')}
                      onOpen={() => openProfile({ kind: 'member', id: each.id })}
                    />{' '}
                    {each.number}{' '}
                    <span className="sp-badge" data-tone="warn">
                      {each.why.map((why) => t(`contacts.why.${why}`)).join(' · ')}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
      </section>
    </section>
  )
}
