import { useEffect, useState } from 'react'
import type { BatchPlan } from '../../../shared/console/batches.ts'
import type { QueueRow } from '../../../shared/console/review.ts'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import { useStores } from '../../stores/stores.tsx'
import type { BatchKind } from './batch.ts'

/** Most messages that are named one by one. */
export const LISTED = 8

export type PlannedBatch =
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly code: ErrorCode }
  | {
      readonly state: 'planned'
      readonly plan: BatchPlan
      /** Those worth a second look that are named, the most pressing first. */
      readonly second: readonly QueueRow[]
      /** How many there are in all. */
      readonly secondTotal: number
    }

/** Asks the workstation what a batch would do. */
export function useBatchPlan(kind: BatchKind, ids: readonly string[]): PlannedBatch {
  const { connection, queue } = useStores()
  const [planned, setPlanned] = useState<PlannedBatch>({ state: 'asking' })
  useEffect(() => {
    let here = true
    const ask = async (): Promise<PlannedBatch> => {
      const plan = await connection.call('review.planBatch', { kind, ids: [...ids] })
      const worth = [...new Set([...plan.claimed.map((each) => each.id), ...plan.secondLook])]
      const second = await queue.getState().rowsOf(worth.slice(0, LISTED))
      return { state: 'planned', plan, second, secondTotal: worth.length }
    }
    ask().then(
      (answer) => here && setPlanned(answer),
      (error: unknown) =>
        here && setPlanned({ state: 'failed', code: error instanceof Refusal ? error.code : 'internal' }),
    )
    return () => {
      here = false
    }
  }, [connection, queue, kind, ids])
  return planned
}
