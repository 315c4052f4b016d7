import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import { MESSAGE_PRICE, type Payment } from '../../../shared/domain/message.ts'
import { reasonText } from '../../i18n/sentences.ts'
import type { DecisionDetails } from '../../stores/decide.ts'
import { useStores } from '../../stores/stores.tsx'

/** Who gets how much back when a message with this payment is rejected; null when no money moves. */
export function payerOf(payment: Payment, from: string, to: string): string | null {
  if (payment === 'paid') return from
  return payment === 'cod_paid' ? to : null
}

/**
 * Decides and tells what came of it: the undo toast once the workstation has the decision durably, or why it was
 * refused. The list moves on before the answer.
 */
export function useDecide() {
  const { t, i18n } = useTranslation()
  const stores = useStores()
  return useCallback(
    async (kind: DecisionKind, ids: readonly string[], details: DecisionDetails = {}) => {
      const review = stores.review.getState()
      const list = stores.queue.getState()
      const toasts = stores.toasts.getState()
      const expected = toasts.expect()
      const nameOf = (id: string) => {
        const row = stores.queue.getState().rows.get(id) ?? review.items.get(id)?.row
        return row ? `${row.from.name} → ${row.to.name}` : id
      }
      const subject = ids[0] === undefined ? '' : nameOf(ids[0])
      const refunds = ids.flatMap((id) => {
        const row = list.rows.get(id) ?? review.items.get(id)?.row
        if (!row || (kind !== 'reject' && kind !== 'recall')) return []
        const payment = review.items.get(id)?.message.payment ?? (row.cod ? 'cod_unpaid' : 'paid')
        return payerOf(payment, row.from.name, row.to.name) ?? []
      })
      try {
        const outcome = await review.decide(kind, ids, details)
        const { taken, refused } = outcome
        if (refused.length > 0) {
          const lines = refused
            .slice(0, 20)
            .map(({ id, code }) => t('refusal.item', { name: nameOf(id), why: t(`error.${code}`) }))
          toasts.notify(t('refusal.title', { count: refused.length }), lines.join('\n'))
          if (ids.length > 1) for (const { id } of refused) stores.queue.getState().toggle(id)
        }
        if (taken.length === 0) return
        const done = t(`done.${kind}`, { count: taken.length })
        const parts = [
          details.reasonId === undefined
            ? done
            : t('done.withReason', { done, reason: reasonText(review.reasons, details.reasonId, i18n.language) }),
        ]
        const only = taken.length === 1 ? taken[0] : undefined
        const credits = Math.min(refunds.length, taken.length) * MESSAGE_PRICE
        if (credits > 0) {
          parts.push(
            taken.length === 1
              ? t('done.refund', { amount: credits, name: refunds[0] })
              : t('done.refundMany', { amount: credits }),
          )
        }
        if (only !== undefined && credits === 0) parts.push(subject)
        expected.offer({
          message: parts.join(' · '),
          until: outcome.undoUntil,
          undo: () => {
            outcome.undo().then(
              ({ undone, tooLate }) => {
                if (tooLate === 0 && outcome.batchId !== null) stores.batches.getState().dismiss(outcome.batchId)
                toasts.say(tooLate > 0 ? t('done.tooLate') : t('done.undone', { count: undone.length }))
              },
              (error: unknown) =>
                toasts.notify(t('action.undo'), t(`error.${error instanceof Refusal ? error.code : 'internal'}`)),
            )
          },
        })
      } catch (error) {
        const code = error instanceof Refusal ? error.code : 'internal'
        const silent = code === 'unavailable' && stores.session.getState().line !== 'open'
        const why = silent ? t('app.unreachableTitle') : t(`error.${code}`)
        toasts.notify(t('refusal.title', { count: ids.length }), why)
        if (ids.length > 1) {
          const { toggle, selected } = stores.queue.getState()
          for (const id of ids) if (!selected.has(id)) toggle(id)
        }
      } finally {
        expected.close()
      }
    },
    [stores, t, i18n],
  )
}
