import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDecisionKind } from '../../../shared/console/contacts.ts'
import { reasonText } from '../../i18n/sentences.ts'
import { tellOutcome } from '../../stores/outcome.ts'
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
      const nameOf = (id: string) => {
        const row = stores.contactList.getState().rows.get(id)
        return row ? `${row.member.name} – ${row.individual.name}` : id
      }
      await tellOutcome(stores, t, {
        ids,
        decide: () => stores.contacts.getState().decide(kind, ids, details),
        nameOf,
        done({ taken }) {
          const done = t(doneKeys[kind], { count: taken.length })
          const { reasons } = stores.review.getState()
          const withReason =
            details.reasonId === undefined
              ? done
              : t('done.withReason', { done, reason: reasonText(reasons, details.reasonId, i18n.language) })
          const one = taken.length === 1 ? taken[0] : undefined
          return one === undefined ? withReason : `${withReason} · ${nameOf(one)}`
        },
      })
    },
    [stores, t, i18n],
  )
}
