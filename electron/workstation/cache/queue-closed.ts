import type { QueueCounts, QueueName } from '../../../shared/console/review.ts'
import { notClosed } from './closed.ts'
import type { Database } from './database.ts'
import { queueNumbers, timedQueues } from './queues.ts'
import { toInstantOrNull } from './time.ts'

/** Most items that the list of decided messages goes back. */
export const DECIDED_LIMIT = 1_000

type Counted = Pick<QueueCounts, 'counts' | 'oldest' | 'late' | 'soon'>

/** Takes what is closed to the user out of the numbers: few messages, found by the threads of few contacts. */
export function takeOutClosed(
  db: Database,
  { counts, oldest, late, soon }: Counted,
  userId: string,
  edges: { readonly late: number; readonly soon: number },
): void {
  const numbers = Object.entries(queueNumbers) as [keyof typeof queueNumbers, number][]
  const names = new Map<number, QueueName>(numbers.map(([name, number]) => [number, name]))
  const hidden = db
    .prepare<[], { queue: number; sent_at: number; assigned: string | null }>(
      `SELECT queue, sent_at, shown_assigned AS assigned FROM message
       WHERE contact_id IN (SELECT id FROM temp.closed_contact) AND queue IS NOT NULL`,
    )
    .all()
  const less = (of: Record<QueueName, number>, name: QueueName): void => {
    of[name] = Math.max(0, of[name] - 1)
  }
  for (const message of hidden) {
    const queues = [names.get(message.queue) ?? null, message.assigned === userId ? ('assigned' as const) : null]
    for (const name of queues) {
      if (name === null) continue
      less(counts, name)
      if (!timedQueues.includes(message.queue)) continue
      if (message.sent_at < edges.late) less(late, name)
      else if (message.sent_at < edges.soon) less(soon, name)
    }
  }
  for (const [name, number] of numbers) {
    const first = db
      .prepare<[], { at: number }>(
        `SELECT sent_at AS at FROM message INDEXED BY message_age
         WHERE queue = ${number} AND ${notClosed('contact_id')} ORDER BY sent_at LIMIT 1`,
      )
      .get()
    oldest[name] = toInstantOrNull(first?.at ?? null)
  }
  const listed = db
    .prepare<[], { n: number }>(
      `SELECT COUNT(*) AS n FROM (SELECT contact_id FROM message WHERE queue IS NULL AND decided_at IS NOT NULL
         ORDER BY decided_at DESC LIMIT ${DECIDED_LIMIT}) WHERE ${notClosed('contact_id')}`,
    )
    .get()
  counts.decided = listed?.n ?? 0
}
