import type { TFunction } from 'i18next'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import type { Stores } from './stores.tsx'

/** What became of something that was decided: what was taken can be taken back for a while. */
export interface Outcome {
  readonly taken: readonly string[]
  readonly refused: readonly { readonly id: string; readonly code: ErrorCode }[]
  /** Epoch milliseconds. */
  readonly undoUntil: number
  undo(): Promise<{ undone: readonly string[]; tooLate: number }>
}

/** How a decision and what came of it are told. */
export interface Telling<O extends Outcome> {
  /** What is decided on. */
  readonly ids: readonly string[]
  decide(): Promise<O>
  /** What one of them is called, for those that were refused. */
  nameOf(id: string): string
  /** What was done, in one line. */
  done(outcome: O): string
  /** Those that were not decided, to be selected again where several were. */
  kept?(ids: readonly string[]): void
  /** All of it was taken back in time. */
  undone?(outcome: O): void
}

/** Refusals that are told one by one. */
const NAMED = 20

/**
 * Decides, and tells what came of it: what was done with the way back while there is one, what was refused and why, or
 * that nothing could be decided.
 */
export async function tellOutcome<O extends Outcome>(
  stores: Pick<Stores, 'toasts' | 'session'>,
  t: TFunction,
  telling: Telling<O>,
): Promise<void> {
  const toasts = stores.toasts.getState()
  const expected = toasts.expect()
  const { ids } = telling
  try {
    const outcome = await telling.decide()
    const { taken, refused } = outcome
    if (refused.length > 0) {
      const lines = refused
        .slice(0, NAMED)
        .map(({ id, code }) => t('refusal.item', { name: telling.nameOf(id), why: t(`error.${code}`) }))
      toasts.notify(t('refusal.title', { count: refused.length }), lines.join('\n'))
      if (ids.length > 1) telling.kept?.(refused.map((each) => each.id))
    }
    if (taken.length === 0) return
    expected.offer({
      message: telling.done(outcome),
      until: outcome.undoUntil,
      undo: () => {
        outcome.undo().then(
          ({ undone, tooLate }) => {
            if (tooLate === 0) telling.undone?.(outcome)
            toasts.say(tooLate > 0 ? t('done.tooLate') : t('done.undone', { count: undone.length }))
          },
          (error: unknown) => toasts.notify(t('action.undo'), t(`error.${codeOf(error)}`)),
        )
      },
    })
  } catch (error) {
    const code = codeOf(error)
    const silent = code === 'unavailable' && stores.session.getState().line !== 'open'
    toasts.notify(t('refusal.title', { count: ids.length }), silent ? t('app.unreachableTitle') : t(`error.${code}`))
    if (ids.length > 1) telling.kept?.(ids)
  } finally {
    expected.close()
  }
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof Refusal ? error.code : 'internal'
}
