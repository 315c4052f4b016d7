import type { alertMethods } from '../../shared/console/alerts.ts'
import type { BatchReport, batchMethods } from '../../shared/console/batches.ts'
import type { Handlers } from '../../shared/console/methods.ts'
import type { SavedView, viewMethods } from '../../shared/console/views.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { arrows } from '../../shared/domain/lifecycle.ts'
import { MESSAGE_PRICE } from '../../shared/domain/message.ts'
import type { Category } from '../../shared/screening/rules.ts'
import { fakeId } from './fake-facility.ts'
import type { FakeWorld } from './fake-world.ts'

type Batches = Pick<Handlers, keyof typeof batchMethods | keyof typeof viewMethods | keyof typeof alertMethods>

/** Batches, saved views and alerts of the fake workstation. A batch is decided at once by its `review.decide`. */
export function createFakeBatches(world: FakeWorld, decide: Handlers['review.decide']): Batches {
  const { facility } = world
  const reports = new Map<string, BatchReport>()
  const views = new Map<string, SavedView>()
  const none = { waiting: 0, applied: 0, conflict: 0, refused: 0, refused_here: 0, undone: 0 }

  return {
    'review.planBatch': ({ kind, ids }) => {
      const chosen = facility.messages.filter((each) => ids.includes(each.id))
      const able = chosen.filter((each) => arrows[kind].from.includes(each.state))
      const flagged = able.filter((each) => each.screening.matches.length > 0)
      const categories = new Map<Category, number>()
      for (const each of flagged) {
        for (const one of new Set(each.screening.matches.map((match) => match.category))) {
          categories.set(one, (categories.get(one) ?? 0) + 1)
        }
      }
      return {
        items: able.map(({ id }) => ({ id, version: 1 })),
        refused: chosen.filter((each) => !able.includes(each)).map(({ id }) => ({ id, code: 'wrong_state', by: null })),
        senders: new Set(able.map((each) => (each.direction === 'inbound' ? each.memberId : each.individualId))).size,
        recipients: new Set(able.map((each) => (each.direction === 'inbound' ? each.individualId : each.memberId)))
          .size,
        flagged: flagged.length,
        categories: [...categories].map(([category, count]) => ({ category, count })),
        cod: able.filter((each) => each.cod).length,
        escalated: able.filter((each) => each.escalated).length,
        urgent: able.filter((each) => each.urgent).length,
        refundCredits: kind === 'reject' ? able.filter((each) => each.payment === 'paid').length * MESSAGE_PRICE : 0,
        unread: flagged.map((each) => each.id),
        claimed: world.colleagues.claims
          .filter((each) => !each.mine && ids.includes(each.messageId))
          .map((each) => ({ id: each.messageId, by: each.by.name })),
        secondLook: flagged.slice(0, 200).map((each) => each.id),
        overLimit: ids.length > 50 && world.session.user?.role !== 'supervisor',
      }
    },
    'review.decideBatch': async ({ batchId, ...input }) => {
      const answer = await decide(input)
      const counts = { ...none, applied: answer.taken.length, refused_here: answer.refused.length }
      const refused = answer.refused.map(({ id, code }) => ({ id, code, by: null, outcome: 'refused_here' as const }))
      reports.set(batchId, {
        id: batchId,
        kind: input.kind,
        by: world.session.user?.name ?? '',
        at: new Date().toISOString(),
        reasonId: input.reasonId ?? null,
        counts,
        items: [...answer.taken.map((id) => ({ id, code: null, by: null, outcome: 'applied' as const })), ...refused],
        complete: true,
      })
      const total = input.items.length
      // Nothing is sent anywhere here: what was taken waits until a test tells more.
      const told = { ...none, waiting: answer.taken.length, refused_here: answer.refused.length }
      world.emit('batch', { batchId, kind: input.kind, done: total, total, counts: told, failed: refused })
      return answer
    },
    'review.batch': ({ batchId }) => {
      const report = reports.get(batchId)
      if (report === undefined) throw new Refusal('not_found')
      return report
    },
    'review.batches': () => ({
      batches: [...reports.values()].map(({ items, complete: _, ...batch }) => ({ ...batch, total: items.length })),
    }),
    'views.list': () => ({ views: [...views.values()] }),
    'views.save': ({ id, scope, ...view }) => {
      const target = id ?? fakeId(30, views.size + 1)
      const by = scope === 'shared' ? (world.session.user?.name ?? null) : null
      views.set(target, { ...view, id: target, scope, by, waiting: false })
      world.emit('changed', { changes: [{ topic: 'views', ids: [target], everything: false }] })
      return { id: target }
    },
    'views.remove': ({ id }) => {
      if (!views.delete(id)) throw new Refusal('not_found')
      world.emit('changed', { changes: [{ topic: 'views', ids: [id], everything: false }] })
      return {}
    },
    'alerts.list': () => ({ alerts: world.alerts, total: world.alerts.length }),
  }
}
