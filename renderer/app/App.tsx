import { MantineProvider } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import { ModalsProvider } from '@mantine/modals'
import type { i18n as I18n } from 'i18next'
import { useCallback, useEffect } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { EmptyState } from '../components/EmptyState.tsx'
import { Lock } from '../features/session/Lock.tsx'
import { SignIn } from '../features/session/SignIn.tsx'
import { ClockContext } from '../i18n/hooks.ts'
import { centralNow } from '../stores/session.ts'
import { type Stores, StoresProvider, useFrom, useStores } from '../stores/stores.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Frame } from './Frame.tsx'
import { theme } from './theme.ts'
import { useLeaveWarning } from './useLeaveWarning.ts'

interface Props {
  stores: Stores
  i18n: I18n
  /** Carries `data-app-state`: `loading` until the first screen stands, then `loaded`. */
  root: HTMLElement
  /** `test` switches off transitions and portals. */
  env?: 'default' | 'test'
}

/** The console: providers around the one screen that the session calls for. */
export function App({ stores, i18n, root, env = 'default' }: Props) {
  return (
    <StoresProvider stores={stores}>
      <I18nextProvider i18n={i18n}>
        <Look i18n={i18n} env={env}>
          <Screen root={root} />
        </Look>
      </I18nextProvider>
    </StoresProvider>
  )
}

function Look({ i18n, env, children }: { i18n: I18n; env: 'default' | 'test'; children: React.ReactNode }) {
  const settings = useFrom('session', (s) => s.settings)
  const { session } = useStores()
  const clock = useCallback(() => centralNow(session.getState()), [session])
  const system = useColorScheme('light', { getInitialValueInEffect: false })
  const scheme = settings.theme === 'contrast' ? 'dark' : settings.theme === 'auto' ? system : settings.theme
  useEffect(() => {
    const page = document.documentElement
    page.dataset.text = settings.textSize
    page.dataset.readingFont = settings.readingFont
    page.dataset.readingSize = settings.readingSize
    page.dataset.contrast = settings.theme === 'contrast' ? 'high' : 'normal'
    page.lang = settings.language
    if (i18n.language !== settings.language) void i18n.changeLanguage(settings.language)
  }, [settings, i18n])
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} env={env}>
      <ClockContext value={clock}>
        <ModalsProvider>{children}</ModalsProvider>
      </ClockContext>
    </MantineProvider>
  )
}

function Screen({ root }: { root: HTMLElement }) {
  const { t } = useTranslation()
  const ready = useFrom('session', (s) => s.ready)
  const line = useFrom('session', (s) => s.line)
  const status = useFrom('session', (s) => s.session?.status)
  const state = ready && line === 'open' ? 'loaded' : line === 'unreachable' ? 'unreachable' : 'loading'
  useLeaveWarning()
  useEffect(() => {
    root.dataset.appState = state
  }, [root, state])

  // Once signed in the room stays as it is, with what was typed; a strip tells that nothing can be decided now.
  if (line === 'unreachable' && status !== 'signed_in') {
    return (
      <main style={{ height: '100vh' }}>
        <EmptyState alert title={t('app.unreachableTitle')} text={t('app.unreachable')} />
      </main>
    )
  }
  if (!ready) {
    return (
      <main style={{ height: '100vh' }}>
        <EmptyState title={t('app.name')} text={t('app.loading')} />
      </main>
    )
  }
  if (status === 'locked') return <Lock />
  if (status !== 'signed_in') return <SignIn />
  return (
    <ErrorBoundary title={t('app.brokenTitle')} text={t('app.broken')} again={t('app.reopen')}>
      <Frame />
    </ErrorBoundary>
  )
}
