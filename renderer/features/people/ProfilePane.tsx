import { Button } from '@mantine/core'
import { IconEyeOff, IconUsers } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../shared/console/people.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { useFrom } from '../../stores/stores.tsx'
import type { PersonDialog } from './dialogs.ts'
import { Identity } from './Identity.tsx'
import { ProfileContacts } from './ProfileContacts.tsx'
import { ProfileHead } from './ProfileHead.tsx'
import { ProfileDecisions, ProfileRestrictions } from './ProfileHistory.tsx'

// The picture brings a library of its own, which nobody needs before a profile is open.
const WhoWrites = lazy(() => import('./WhoWrites.tsx'))

interface Props {
  tools: ReactNode
  onDialog: (dialog: PersonDialog) => void
  onRestrict: () => void
}

/** The profile that is open, or why there is none. */
export function ProfilePane({ tools, onDialog, onRestrict }: Props) {
  const { t } = useTranslation()
  const person = useFrom('people', (s) => s.person)
  const profile = useFrom('people', (s) => s.profile)
  const refresh = useFrom('people', (s) => s.refreshProfile)
  if (person === null || profile.state !== 'here') {
    const code = profile.state === 'refused' ? profile.code : null
    return (
      <div className="sp-middle">
        <div className="sp-reading">
          {tools}
          {person === null ? (
            <EmptyState
              icon={<IconUsers size={36} stroke={1.3} aria-hidden="true" />}
              title={t('people.emptyTitle')}
              text={t('people.empty')}
            />
          ) : code === null ? (
            <EmptyState title={t('people.loading')} />
          ) : code === 'recused' ? (
            <Closed />
          ) : (
            <EmptyState
              alert
              title={t('people.errorTitle')}
              text={t(`error.${code}`)}
              action={<Button onClick={() => void refresh()}>{t('app.retry')}</Button>}
            />
          )}
        </div>
      </div>
    )
  }
  return <Shown profile={profile.value} tools={tools} onDialog={onDialog} onRestrict={onRestrict} />
}

function Shown({ profile, tools, onDialog, onRestrict }: Props & { profile: Profile }) {
  const { t } = useTranslation()
  return (
    <div className="sp-middle">
      <section className="sp-reading" aria-label={t('people.profile')}>
        <ProfileHead profile={profile} tools={tools} onDialog={onDialog} onRestrict={onRestrict} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long profile must be scrollable by key. */}
        <section className="sp-page" tabIndex={0} aria-label={t('people.all')}>
          <div className="sp-profile">
            <Identity profile={profile} />
            {profile.restrictions.length > 0 && <ProfileRestrictions profile={profile} />}
            <ProfileContacts profile={profile} />
            <Suspense fallback={<p className="sp-dim">{t('people.loading')}</p>}>
              <WhoWrites profile={profile} />
            </Suspense>
            {profile.restrictions.length === 0 && <ProfileRestrictions profile={profile} />}
            <ProfileDecisions profile={profile} />
          </div>
        </section>
      </section>
    </div>
  )
}

/** What stands in the place of a profile that a declared relation closes to the user. */
function Closed() {
  const { t } = useTranslation()
  const person = useFrom('people', (s) => s.person)
  const me = useFrom('session', (s) => s.session?.user?.id)
  const recusals = useFrom('recusals', (s) => s.recusals)
  const mine =
    recusals.state === 'here'
      ? recusals.value.find((row) => row.person.id === person?.id && row.staffId === me && row.withdrawnAt === null)
      : undefined
  return (
    <EmptyState
      alert
      icon={<IconEyeOff size={36} stroke={1.3} aria-hidden="true" />}
      title={t('recusals.closedTitle')}
      text={`${t('recusals.closed')}${mine ? ` ${t('recusals.yours', { relation: mine.relation, name: mine.declaredByName })}` : ''}`}
    />
  )
}
