import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '../../../shared/domain/errors.ts'
import { useFrom } from '../../stores/stores.tsx'
import { Door } from './Door.tsx'
import { Enrol } from './Enrol.tsx'
import { TroublePanel } from './TroublePanel.tsx'
import { isTrouble } from './troubles.ts'

/** Refusals after which a code of an administrator's is the next step. */
const asksForEnrolment: ReadonlySet<ErrorCode | null> = new Set<ErrorCode | null>([
  'workstation_required',
  'workstation_unknown',
  'workstation_revoked',
])

/**
 * The door: name, password, and what is true about the line and this workstation before anybody types.
 *
 * @param props.beside shown below the form, for whoever wants to go back to a locked session
 */
export function SignIn({ beside, username }: { beside?: ReactNode; username?: string }) {
  const { t } = useTranslation()
  const session = useFrom('session', (s) => s.session)
  const sync = useFrom('session', (s) => s.sync)
  const busy = useFrom('session', (s) => s.signingIn)
  const error = useFrom('session', (s) => s.signInError)
  const signIn = useFrom('session', (s) => s.signIn)
  const [enrolling, setEnrolling] = useState(false)
  const known = username ?? session?.lastUsername ?? ''
  const form = useForm({ initialValues: { username: known, password: '' } })
  if (enrolling) return <Enrol onDone={() => setEnrolling(false)} />
  const trouble = isTrouble(error) ? error : session?.trouble
  const offline = sync?.connection === 'offline' || error === 'unavailable'
  const signedOut = sync === null || sync.connection === 'signed_out'
  const enrolled = session?.workstation !== null
  return (
    <Door
      title={t('signIn.title')}
      foot={offline ? t('signIn.offline') : t(signedOut ? 'signIn.unknown' : 'signIn.online')}
    >
      <form
        className="sp-sign-form"
        onSubmit={form.onSubmit(async (values) => {
          await signIn(values.username, values.password)
          form.setFieldValue('password', '')
        })}
      >
        {isTrouble(trouble) && <TroublePanel trouble={trouble} />}
        <TextInput
          label={t('signIn.name')}
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus
          autoFocus={known === ''}
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus={known !== ''}
          {...form.getInputProps('password')}
        />
        {error && !isTrouble(error) && (
          <p className="sp-problem" role="alert">
            {t(`error.${error}`)}
          </p>
        )}
        {offline && <p className="sp-hint">{t('signIn.offlineHint')}</p>}
        <Button type="submit" size="sm" loading={busy}>
          {t(isTrouble(error) ? 'trouble.again' : 'signIn.submit')}
        </Button>
        {(!enrolled || asksForEnrolment.has(error)) && (
          <Button
            variant={asksForEnrolment.has(error) || session?.trouble === 'workstation_revoked' ? 'light' : 'subtle'}
            size="sm"
            onClick={() => setEnrolling(true)}
          >
            {t(enrolled ? 'enrol.openAgain' : 'enrol.open')}
          </Button>
        )}
        {beside}
      </form>
    </Door>
  )
}
