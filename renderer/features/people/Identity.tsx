import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../shared/console/people.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'

/** Who the person is and what they have: identity, how their messages were decided, the three balances. */
export function Identity({ profile }: { profile: Profile }) {
  const { t } = useTranslation()
  const { individual, member, row, decided } = profile
  return (
    <div className="sp-cards">
      <article className="sp-card">
        <h3 className="sp-caption">{t('people.identity')}</h3>
        <dl className="sp-facts">
          <Fact name={t(individual ? 'context.booking' : 'contacts.number')}>{row.number}</Fact>
          <Fact name={t('contacts.status')}>{t(`personStatus.${row.status}`)}</Fact>
          {individual && <Fact name={t('contacts.unit')}>{individual.housingUnit}</Fact>}
          {member && (
            <>
              <Fact name={t('contacts.email')}>{member.email === '' ? '–' : member.email}</Fact>
              <Fact name={t('people.phone')}>{member.phone === '' ? '–' : member.phone}</Fact>
              <Fact name={t('people.address')}>
                {[member.address, member.city].filter((part) => part !== '').join(', ')}
              </Fact>
            </>
          )}
          <Fact name={t('context.decisions')}>{t('context.decisionsText', decided)}</Fact>
        </dl>
      </article>
      <Balances />
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

const kinds = ['service', 'prepaid', 'pinDebit'] as const

/** The three kinds of balance, kept apart: credits as credits, telephone money as money. To be read, never changed. */
function Balances() {
  const { t } = useTranslation()
  const balances = useFrom('people', (s) => s.balances)
  const ask = useFrom('people', (s) => s.askBalances)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  return (
    <article className="sp-card">
      <h3 className="sp-caption">{t('people.balances')}</h3>
      {balances.state === 'here' ? (
        <>
          <dl className="sp-facts sp-balances">
            {kinds.map((kind) => (
              <Fact key={kind} name={t(`people.balance.${kind}`)}>
                {kind === 'service'
                  ? t('people.credits', {
                      count: balances.value.service,
                      number: formats.number(balances.value.service),
                    })
                  : formats.money(balances.value[kind])}
              </Fact>
            ))}
          </dl>
          <p className="sp-dim">{t('people.balancesAt', { time: formats.moment(balances.value.at, Date.now()) })}</p>
        </>
      ) : balances.state === 'asking' ? (
        <p className="sp-dim" role="status">
          {t('people.balancesAsking')}
        </p>
      ) : (
        <>
          <p className="sp-dim" role="status">
            {balances.code === 'unavailable' ? t('people.balancesOffline') : t(`error.${balances.code}`)}
          </p>
          <Button variant="default" size="compact-xs" onClick={ask}>
            {t('app.retry')}
          </Button>
        </>
      )}
    </article>
  )
}
