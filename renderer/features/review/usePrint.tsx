import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Printed, PrintScope } from '../../../shared/console/print.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { useStores } from '../../stores/stores.tsx'
import { PrintSheet } from './PrintSheet.tsx'

/** Printing the message on screen or its thread: the workstation records it before anything is shown to a printer. */
export function usePrint(): { print: (scope: PrintScope) => void; sheet: ReactNode } {
  const { t } = useTranslation()
  const { connection, queue, toasts } = useStores()
  const [printed, setPrinted] = useState<Printed | null>(null)
  const print = useCallback(
    (scope: PrintScope) => {
      const id = queue.getState().active
      if (id === null) return
      connection.call('review.print', { id, scope }).then(setPrinted, (error: unknown) => {
        toasts.getState().notify(t('print.failed'), t(`error.${error instanceof Refusal ? error.code : 'internal'}`))
      })
    },
    [connection, queue, toasts, t],
  )
  const done = useCallback(() => setPrinted(null), [])
  return { print, sheet: printed && <PrintSheet printed={printed} onDone={done} /> }
}
