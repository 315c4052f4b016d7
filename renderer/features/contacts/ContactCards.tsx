import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Privilege } from '../../../shared/central/entities.people.ts'
import type { ContactItem } from '../../../shared/console/contacts.ts'
import { useFormats, useNow } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'

/** A titled card of the pane; `warn` where it needs a look. */
export function Card(props: { title: string; name?: string; warn?: boolean; children: ReactNode }) {
  return (
    <article className="sp-card" data-warn={props.warn ?? false}>
      <h3 className="sp-caption">{props.title}</h3>
      {props.name && <p className="sp-card-name">{props.name}</p>}
      {props.children}
    </article>
  )
}

const stateTone = { pending: 'accent', approved: 'good', denied: 'bad', revoked: 'bad' }

/** Other contacts of one of the two. */
export function Others({ list }: { list: ContactItem['memberContacts'] }) {
  const { t } = useTranslation()
  return (
    <>
      <h4 className="sp-caption">{t('contacts.others')}</h4>
      {list.length === 0 ? (
        <p className="sp-dim">{t('contacts.noOthers')}</p>
      ) : (
        <ul className="sp-plain">
          {list.map((each) => (
            <li key={each.id} className="sp-row-line">
              <span className="sp-cut">
                {each.name}{' '}
                <span className="sp-dim">
                  {each.number} · {each.relationship}
                </span>
              </span>
              <span className="sp-grow" />
              <span className="sp-badge" data-tone={stateTone[each.state]}>
                {t(`contacts.${each.state}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** On which evidence a contact is privileged, and when that is to be looked at again. */
export function PrivilegeCard({ privilege }: { privilege: Privilege | null }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const now = useNow(60_000)
  const due = privilege === null || Date.parse(privilege.reviewDue) <= now
  return (
    <Card title={t('contacts.privilege')} warn={due}>
      {privilege === null ? (
        <p>{t('contacts.noEvidence')}</p>
      ) : (
        <dl className="sp-facts">
          <dt>{t('contacts.evidence.kind')}</dt>
          <dd>{t(`contacts.privilegeKind.${privilege.kind}`)}</dd>
          <dt>{t('contacts.evidence.number')}</dt>
          <dd>{privilege.number}</dd>
          <dt>{t('contacts.evidence.office')}</dt>
          <dd>{privilege.office}</dd>
          <dt>{t('contacts.evidence.marked')}</dt>
          <dd>{formats.date(privilege.markedAt)}</dd>
          <dt>{t('contacts.evidence.due')}</dt>
          <dd>
            {formats.date(privilege.reviewDue)}{' '}
            {due && (
              <span className="sp-badge" data-tone="warn">
                {t('contacts.due')}
              </span>
            )}
          </dd>
        </dl>
      )}
    </Card>
  )
}
