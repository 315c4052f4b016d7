import { ALERTS_MAX, type UrgentAlert } from '../../../shared/console/alerts.ts'
import { type Closed, nothingClosed } from './closed.ts'
import type { Database } from './database.ts'
import { toInstant } from './time.ts'

/** The urgent messages that wait for somebody, as they are shown: worked out from what is stored, never kept apart. */
export interface AlertRepository {
  /**
   * The oldest first, at most 50, and how many there are in all.
   * @param escalated whether escalated ones are for this user too
   */
  waiting(escalated: boolean): { alerts: Omit<UrgentAlert, 'takenBy'>[]; total: number }
}

const WAITS = `urgent = 1 AND shown_state = 'pending_review' AND shown_assigned IS NULL`

export function createAlertRepository(db: Database, closed: Closed = nothingClosed): AlertRepository {
  const list = db.prepare<
    [number],
    {
      id: string
      direction: string
      sent_at: number
      shown_escalated: number
      member: string | null
      individual: string | null
      unit: string | null
    }
  >(
    `SELECT message.id, direction, sent_at, shown_escalated, member.name AS member, individual.name AS individual,
       individual.housing_unit AS unit
     FROM message INDEXED BY message_alert LEFT JOIN member ON member.id = member_id
       LEFT JOIN individual ON individual.id = individual_id
     WHERE ${WAITS} AND shown_escalated <= ? ORDER BY sent_at, message.id LIMIT ${ALERTS_MAX}`,
  )
  const count = db.prepare<[number], { n: number }>(
    `SELECT COUNT(*) AS n FROM message INDEXED BY message_alert WHERE ${WAITS} AND shown_escalated <= ?`,
  )
  return {
    waiting(escalated) {
      const upTo = escalated ? 1 : 0
      const rows = list.all(upTo)
      const open = rows.filter((row) => !closed.message(row.id))
      const alerts = open.map((row) => {
        const [from, to] = row.direction === 'inbound' ? [row.member, row.individual] : [row.individual, row.member]
        return {
          messageId: row.id,
          from: from ?? '–',
          to: to ?? '–',
          housingUnit: row.unit ?? '',
          at: toInstant(row.sent_at),
          escalated: row.shown_escalated === 1,
        }
      })
      // Beyond the list the few that are closed to the user are counted with the others.
      return { alerts, total: rows.length < ALERTS_MAX ? alerts.length : (count.get(upTo)?.n ?? 0) }
    },
  }
}
