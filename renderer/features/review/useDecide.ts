import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import { MESSAGE_PRICE, type Payment } from '../../../shared/domain/message.ts'
import { reasonText } from '../../i18n/sentences.ts'
import type { DecisionDetails } from '../../stores/decide.ts'
import { tellOutcome } from '../../stores/outcome.ts'
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
      await tellOutcome(stores, t, {
        ids,
        decide: () => review.decide(kind, ids, details),
        nameOf,
        done({ taken }) {
          const done = t(`done.${kind}`, { count: taken.length })
          const parts = [
            details.reasonId === undefined
              ? done
              : t('done.withReason', { done, reason: reasonText(review.reasons, details.reasonId, i18n.language) }),
          ]
          const credits = Math.min(refunds.length, taken.length) * MESSAGE_PRICE
          if (credits > 0) {
            parts.push(
              taken.length === 1
                ? t('done.refund', { amount: credits, name: refunds[0] })
                : t('done.refundMany', { amount: credits }),
            )
          }
          if (taken.length === 1 && credits === 0) parts.push(subject)
          return parts.join(' · ')
        },
        kept(back) {
          const { toggle, selected } = stores.queue.getState()
          for (const id of back) if (!selected.has(id)) toggle(id)
        },
        undone({ batchId }) {
          if (batchId !== null) stores.batches.getState().dismiss(batchId)
        },
      })
    },
    [stores, t, i18n],
  )
}
