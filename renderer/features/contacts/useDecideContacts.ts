import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDecisionKind } from '../../../shared/console/contacts.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { reasonText } from '../../i18n/sentences.ts'
import { useStores } from '../../stores/stores.tsx'

const doneKeys = {
  approve: 'done.contactApprove',
  deny: 'done.contactDeny',
  revoke: 'done.contactRevoke',
  reopen: 'done.contactReopen',
} as const

/** Decides contacts and tells what came of it, with the way back while there is one. */
export function useDecideContacts() {
  const { t, i18n } = useTranslation()
  const stores = useStores()
  return useCallback(
    async (kind: ContactDecisionKind, ids: readonly string[], details: { reasonId?: string; note?: string }) => {
      const toasts = stores.toasts.getState()
      const expected = toasts.expect()
      const nameOf = (id: string) => {
        const row = stores.contactList.getState().rows.get(id)
        return row ? `${row.member.name} – ${row.individual.name}` : id
      }
      try {
        const outcome = await stores.contacts.getState().decide(kind, ids, details)
        if (outcome.refused.length > 0) {
          const lines = outcome.refused.map(({ id, code }) =>
            t('refusal.item', { name: nameOf(id), why: t(`error.${code}`) }),
          )
          toasts.notify(t('refusal.title', { count: outcome.refused.length }), lines.join('\n'))
        }
        if (outcome.taken.length === 0) return
        const done = t(doneKeys[kind], { count: outcome.taken.length })
        const { reasons } = stores.review.getState()
        const withReason =
          details.reasonId === undefined
            ? done
            : t('done.withReason', { done, reason: reasonText(reasons, details.reasonId, i18n.language) })
        const one = outcome.taken.length === 1 ? outcome.taken[0] : undefined
        expected.offer({
          message: one === undefined ? withReason : `${withReason} · ${nameOf(one)}`,
          until: outcome.undoUntil,
          undo: () => {
            outcome.undo().then(
              ({ undone, tooLate }) =>
                toasts.say(tooLate > 0 ? t('done.tooLate') : t('done.undone', { count: undone.length })),
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
      } finally {
        expected.close()
      }
    },
    [stores, t, i18n],
  )
}
