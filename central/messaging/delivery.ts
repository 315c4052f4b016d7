import { earliestInWindows } from '../../shared/screening/evaluate.ts'
import type { ContactService } from '../contacts/service.ts'
import type { Database, Transaction } from '../database/database.ts'
import type { FacilityService } from '../facility/service.ts'
import type { FeedService } from '../feed/service.ts'
import type { NotificationService } from '../notifications/service.ts'
import type { Clock } from '../ports.ts'
import { claimDue, nextDue } from './due-store.ts'
import type { ReturnService } from './returns.ts'
import { type MessageRow, messageOf, recipientOf, update } from './store.ts'

export interface DeliveryService {
  /**
   * Takes scheduled messages whose time has come, at most `limit`: delivers them, or sends back to review what may not
   * be delivered any more; what comes too late for its window waits for the next one. Returns how many it took; what another process has taken is left to that.
   */
  deliverDue(limit: number): Promise<number>
  /** When the next scheduled message is due, or null. */
  nextDue(): Promise<Date | null>
}

/** The delivery of messages that a delay or a window held back. */
export function deliveryService(
  database: Database,
  clock: Clock,
  contacts: ContactService,
  facilities: FacilityService,
  returns: ReturnService,
  feed: FeedService,
  notifications: NotificationService,
): DeliveryService {
  /** Now, unless the window of the message has closed since its time came, while no process was there. */
  const earliestDelivery = async (tx: Transaction, row: MessageRow, now: Date): Promise<Date> => {
    const { timeZone } = await facilities.facility(tx, row.facility_id)
    return new Date(earliestInWindows(row.screening.rules, now.getTime(), timeZone))
  }
  return {
    deliverDue: (limit) =>
      database.transaction(async (tx) => {
        const now = clock()
        const due = await claimDue(tx, now, limit)
        const grounds = await contacts.deliveryGrounds(
          tx,
          due.map((row) => ({ contactId: row.contact_id, direction: row.direction })),
        )
        for (const [n, row] of due.entries()) {
          const ground = grounds[n] ?? null
          if (ground !== null) {
            await returns.toReview(tx, row, ground)
            continue
          }
          const earliest = await earliestDelivery(tx, row, now)
          if (earliest > now) {
            const later: MessageRow = { ...row, deliver_at: earliest, version: row.version + 1 }
            await update(tx, later)
            feed.put(tx, row.facility_id, 'message', later.version, messageOf(later))
            continue
          }
          const delivered: MessageRow = {
            ...row,
            state: 'delivered',
            delivered_at: now,
            state_since: now,
            version: row.version + 1,
          }
          await update(tx, delivered)
          await notifications.send(tx, {
            messageId: row.id,
            contactId: row.contact_id,
            recipientId: recipientOf(row),
            kind: 'message_delivered',
          })
          feed.put(tx, row.facility_id, 'message', delivered.version, messageOf(delivered))
        }
        return due.length
      }),
    nextDue: () => nextDue(database),
  }
}
