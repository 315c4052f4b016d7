import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useFrom } from '../../stores/stores.tsx'

/** The door: name, password, and what is true about the line before anybody types. */
export function SignIn() {
  const { t } = useTranslation()
  const session = useFrom('session', (s) => s.session)
  const sync = useFrom('session', (s) => s.sync)
  const busy = useFrom('session', (s) => s.signingIn)
  const error = useFrom('session', (s) => s.signInError)
  const signIn = useFrom('session', (s) => s.signIn)
  const language = useFrom('session', (s) => s.settings.language)
  const change = useFrom('session', (s) => s.change)
  const known = session?.lastUsername ?? ''
  const form = useForm({ initialValues: { username: known, password: '' } })
  const offline = sync?.connection === 'offline' || error === 'unavailable'
  const signedOut = sync === null || sync.connection === 'signed_out'
  return (
    <div className="sp-sign">
      <header className="sp-sign-side">
        <div>
          <svg width="44" height="44" viewBox="0 0 30 30" aria-hidden="true" className="sp-mark">
            <rect x="2" y="2" width="26" height="26" rx="6" fill="none" stroke="currentColor" strokeWidth="2" />
            <path d="M9 10h12M9 15h12M9 20h12" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
          </svg>
          <h1>{t('app.name')}</h1>
          <p>{session?.facility?.name}</p>
        </div>
        <small>{session?.keystore === 'system' ? t('signIn.keystoreSystem') : t('signIn.keystoreFile')}</small>
      </header>
      <main className="sp-sign-main">
        <h2>{t('signIn.title')}</h2>
        <form
          className="sp-sign-form"
          onSubmit={form.onSubmit(async (values) => {
            await signIn(values.username, values.password)
            form.setFieldValue('password', '')
          })}
        >
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
          {error && (
            <p className="sp-problem" role="alert">
              {t(`error.${error}`)}
            </p>
          )}
          {offline && <p className="sp-hint">{t('signIn.offlineHint')}</p>}
          <Button type="submit" size="sm" loading={busy}>
            {t('signIn.submit')}
          </Button>
          <div className="sp-sign-foot">
            <span className="sp-dim" role="status">
              {offline ? t('signIn.offline') : t(signedOut ? 'signIn.unknown' : 'signIn.online')}
            </span>
            <SegmentedControl
              size="xs"
              aria-label={t('signIn.language')}
              value={language}
              data={[
                { value: 'en', label: 'English' },
                { value: 'es', label: 'Español' },
              ]}
              onChange={(value) => change({ language: value === 'es' ? 'es' : 'en' })}
            />
          </div>
        </form>
      </main>
    </div>
  )
}
