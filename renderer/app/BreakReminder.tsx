import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useFrom, useStores } from '../stores/stores.tsx'

const MINUTE = 60_000

/** Suggests a break after as many minutes as the user chose, and again after as many more. */
export function BreakReminder() {
  const { t } = useTranslation()
  const { toasts } = useStores()
  const minutes = useFrom('session', (s) => s.settings.breakMinutes)
  useEffect(() => {
    if (minutes === 0) return
    const timer = setInterval(
      () => toasts.getState().notify(t('settings.breakTitle'), t('settings.breakText', { count: minutes })),
      minutes * MINUTE,
    )
    return () => clearInterval(timer)
  }, [minutes, toasts, t])
  return null
}
