import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../../shared/domain/errors.ts'
import { useStores } from '../../stores/stores.tsx'

/** Assigns messages and tells what came of it, with the way back. The list stays as it is: the rows tell whose they are. */
export function useAssign(): (ids: readonly string[], to: string | null) => Promise<void> {
  const { t } = useTranslation()
  const stores = useStores()
  return useCallback(
    async (ids, to) => {
      const { connection, session, review } = stores
      const toasts = stores.toasts.getState()
      const expected = toasts.expect()
      const code = (error: unknown) => t(`error.${error instanceof Refusal ? error.code : 'internal'}`)
      try {
        const rows = await stores.queue.getState().rowsOf(ids)
        const items = rows.map(({ id, version }) => ({ id, version }))
        const answer = await connection.call('review.assign', { items, to })
        const [first] = answer.refused
        if (first) toasts.notify(t('assign.failed', { count: answer.refused.length }), t(`error.${first.code}`))
        if (answer.taken.length === 0) return
        const mine = to === session.getState().session?.user?.id
        const done = to === null ? 'assign.doneNobody' : mine ? 'assign.doneMe' : 'assign.done'
        stores.queue.getState().refetch(answer.taken)
        for (const id of answer.taken) review.getState().refreshItem(id)
        expected.offer({
          message: t(done, { count: answer.taken.length }),
          until: Date.parse(answer.undoUntil),
          undo: () => {
            connection.call('review.undo', { batchId: answer.batchId }).then(
              ({ undone, tooLate }) =>
                toasts.say(tooLate > 0 ? t('done.tooLate') : t('done.undone', { count: undone.length })),
              (error: unknown) => toasts.notify(t('action.undo'), code(error)),
            )
          },
        })
      } catch (error) {
        toasts.notify(t('assign.failed', { count: ids.length }), code(error))
      } finally {
        expected.close()
      }
    },
    [stores, t],
  )
}
