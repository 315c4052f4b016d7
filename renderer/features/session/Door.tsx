import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFrom } from '../../stores/stores.tsx'

/** The frame of every screen before the rooms: whose console this is, what is kept where, and the language. */
export function Door({ title, children, foot }: { title: string; children: ReactNode; foot?: ReactNode }) {
  const { t } = useTranslation()
  const session = useFrom('session', (s) => s.session)
  const language = useFrom('session', (s) => s.settings.language)
  const change = useFrom('session', (s) => s.change)
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
        <small>
          {session?.workstation ? t('enrol.enrolled', { name: session.workstation }) : t('enrol.not')}
          <br />
          {session?.keystore === 'system' ? t('signIn.keystoreSystem') : t('signIn.keystoreFile')}
        </small>
      </header>
      <main className="sp-sign-main">
        <h2>{title}</h2>
        {children}
        <div className="sp-sign-foot">
          <span className="sp-dim" role="status">
            {foot}
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
      </main>
    </div>
  )
}
