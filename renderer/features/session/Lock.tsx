import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFrom } from '../../stores/stores.tsx'
import { Door } from './Door.tsx'
import { SignIn } from './SignIn.tsx'

/** A locked session: nothing of the facility is on screen until its user, or somebody else, gives a password. */
export function Lock() {
  const { t } = useTranslation()
  const name = useFrom('session', (s) => s.session?.user?.name ?? '')
  const waiting = useFrom('session', (s) => s.sync?.waiting ?? 0)
  const idle = useFrom('session', (s) => s.lockedByIdle)
  const busy = useFrom('session', (s) => s.signingIn)
  const error = useFrom('session', (s) => s.signInError)
  const unlock = useFrom('session', (s) => s.unlock)
  const [other, setOther] = useState(false)
  const form = useForm({ initialValues: { password: '' } })
  if (other) {
    return (
      <SignIn
        username=""
        beside={
          <>
            <p className="sp-hint">{t('lock.switchHint', { name })}</p>
            <Button variant="subtle" size="sm" onClick={() => setOther(false)}>
              {t('lock.back', { name })}
            </Button>
          </>
        }
      />
    )
  }
  return (
    <Door title={t('lock.title')} foot={waiting > 0 ? t('line.waiting', { count: waiting }) : undefined}>
      <form
        className="sp-sign-form"
        onSubmit={form.onSubmit(async ({ password }) => {
          await unlock(password)
          form.setFieldValue('password', '')
        })}
      >
        <p className="sp-locked">
          <IconLock size={18} aria-hidden="true" /> <b>{name}</b>
        </p>
        <p className="sp-dim">
          {idle && `${t('lock.textIdle')} `}
          {t('lock.text')}
        </p>
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus
          {...form.getInputProps('password')}
        />
        {error && (
          <p className="sp-problem" role="alert">
            {t(`error.${error}`)}
          </p>
        )}
        <Button type="submit" size="sm" loading={busy}>
          {t('lock.unlock')}
        </Button>
        <Button variant="subtle" size="sm" onClick={() => setOther(true)}>
          {t('lock.other')}
        </Button>
      </form>
    </Door>
  )
}
