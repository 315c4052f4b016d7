import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../../shared/domain/errors.ts'
import { useStores } from '../../stores/stores.tsx'

/** Runs what a button does: one at a time, with a toast of what came of it. True when it was done. */
export function useAct(): { busy: boolean; act: (run: () => Promise<void>, done: string) => Promise<boolean> } {
  const { t } = useTranslation()
  const { toasts } = useStores()
  const [busy, setBusy] = useState(false)
  const act = async (run: () => Promise<void>, done: string) => {
    setBusy(true)
    try {
      await run()
      toasts.getState().notify(t('roomTitle.rules'), done)
      return true
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'internal'
      toasts.getState().notify(t('rules.failed'), t(`error.${code}`))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, act }
}
