import { v7 as uuidv7 } from 'uuid'
import type { DecideInput, DecideOutput, QueueRow } from '../../shared/console/review.ts'
import type { ErrorCode } from '../../shared/domain/errors.ts'
import type { DecisionKind } from '../../shared/domain/lifecycle.ts'
import type { Connection } from '../api/connection.ts'
import type { StableList } from './stableList.ts'

export interface DecisionDetails {
  reasonId?: string
  note?: string
  unreadConfirmed?: boolean
  /** Of a hold: until when, and for whom. */
  until?: string
  assignTo?: string
}

/** What became of a decision: told once the workstation has it durably, or has refused it. */
export interface DecisionOutcome {
  kind: DecisionKind
  /** Of a decision on several: names its results. */
  batchId: string | null
  taken: readonly string[]
  refused: readonly { id: string; code: ErrorCode }[]
  /** Epoch milliseconds. */
  undoUntil: number
  details: DecisionDetails
  undo(): Promise<{ undone: readonly string[]; tooLate: number }>
}

interface Ports {
  readonly connection: Connection
  readonly list: () => StableList<QueueRow>
  /** Which queue is shown: what is refused goes back to the one that it came from, if that is still on screen. */
  readonly place: () => string
  /** The version that the user saw. */
  readonly versionOf: (id: string) => number | undefined
  /** Something was decided or taken back. */
  readonly settled: () => void
}

export type Decide = (kind: DecisionKind, ids: readonly string[], details: DecisionDetails) => Promise<DecisionOutcome>

/** Makes the function that decides: the list moves on at once; what does not go through comes back to where it stood. */
export function createDecide({ connection, list, place, versionOf, settled }: Ports): Decide {
  /** Decides many, and puts back whatever central refuses afterwards, selected. */
  const decideBatch = async (batchId: string, input: DecideInput, putBack: (ids: readonly string[]) => void) => {
    const stop = connection.on('batch', ({ batchId: told, failed, counts, done, total }) => {
      if (told !== batchId) return
      const back = failed.filter((each) => each.outcome !== 'refused_here').map((each) => each.id)
      if (back.length > 0) {
        putBack(back)
        for (const id of back) if (list().ids.includes(id) && !list().selected.has(id)) list().toggle(id)
      }
      if (done >= total && counts.waiting === 0) stop()
    })
    try {
      return { answer: await connection.call('review.decideBatch', { ...input, batchId }), stop }
    } catch (error) {
      stop()
      throw error
    }
  }
  const decideOne = async (input: DecideInput): Promise<{ answer: DecideOutput; stop: () => void }> => ({
    answer: await connection.call('review.decide', input),
    stop: () => undefined,
  })

  return async (kind, ids, details) => {
    const versions = new Map(ids.flatMap((id) => [[id, versionOf(id)] as const]))
    const missing = ids.filter((id) => versions.get(id) === undefined)
    const here = place()
    const removed = list().remove(ids)
    const giveBack = (back: readonly string[], activate: boolean) => {
      if (place() === here) list().restore(removed, back, activate)
    }
    const single = ids.length === 1
    const batchId = single ? null : uuidv7()
    try {
      if (missing.length > 0) for (const row of await list().rowsOf(missing)) versions.set(row.id, row.version)
      const items = [...versions].flatMap(([id, version]) => (version === undefined ? [] : [{ id, version }]))
      const input = { kind, items, ...details }
      const { answer, stop } =
        batchId === null ? await decideOne(input) : await decideBatch(batchId, input, (back) => giveBack(back, false))
      if (answer.refused.length > 0) {
        giveBack(
          answer.refused.map((each) => each.id),
          single,
        )
      }
      settled()
      return {
        kind,
        batchId,
        details,
        taken: answer.taken,
        refused: answer.refused,
        undoUntil: Date.parse(answer.undoUntil),
        undo: async () => {
          const undone = await connection.call('review.undo', { batchId: answer.batchId })
          if (undone.tooLate === 0) stop()
          giveBack(undone.undone, true)
          settled()
          return undone
        },
      }
    } catch (error) {
      giveBack(ids, single)
      throw error
    }
  }
}
