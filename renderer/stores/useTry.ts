import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../shared/domain/errors.ts'

export interface Try {
  readonly busy: boolean
  /** Why it was refused, as a sentence; null before that. */
  readonly problem: string | null
  attempt(work: () => Promise<unknown>): void
}

/** What a dialog does when it is confirmed: one attempt at a time, a refusal as a sentence, `onDone` when it was taken. */
export function useTry(onDone: () => void): Try {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  return {
    busy,
    problem,
    attempt(work) {
      setBusy(true)
      setProblem(null)
      work().then(
        () => {
          setBusy(false)
          onDone()
        },
        (error: unknown) => {
          setBusy(false)
          setProblem(t(`error.${error instanceof Refusal ? error.code : 'internal'}`))
        },
      )
    },
  }
}
