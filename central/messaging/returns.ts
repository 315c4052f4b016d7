import type { AuditService } from '../audit/service.ts'
import type { ContactService } from '../contacts/service.ts'
import type { Transaction } from '../database/database.ts'
import type { FeedService } from '../feed/service.ts'
import type { Clock } from '../ports.ts'
import { claimScheduled } from './due-store.ts'
import { type MessageRow, messageOf, update } from './store.ts'

export interface ReturnService {
  /**
   * Sends a scheduled message back to review, because it may not be delivered now. Its sender goes on seeing
   * "Pending Review"; an officer rejects it with the refund, or approves it once it may be delivered.
   */
  toReview(tx: Transaction, row: MessageRow, ground: string): Promise<void>
  /** Sends back every scheduled message of a facility that may not be delivered now. Returns how many. */
  undeliverable(tx: Transaction, facilityId: string): Promise<number>
}

/** Scheduled messages on which something has come meanwhile: a restriction, a release, a revoked contact. */
export function returnService(
  clock: Clock,
  contacts: ContactService,
  feed: FeedService,
  audit: AuditService,
): ReturnService {
  const toReview: ReturnService['toReview'] = async (tx, row, ground) => {
    const returned: MessageRow = { ...row, state: 'pending_review', state_since: clock(), version: row.version + 1 }
    await update(tx, returned)
    audit.record(tx, row.facility_id, {
      actorId: null,
      action: 'message.returned_to_review',
      subjectId: row.id,
      details: { ground, version: returned.version },
    })
    feed.put(tx, row.facility_id, 'message', returned.version, messageOf(returned))
  }
  return {
    toReview,
    async undeliverable(tx, facilityId) {
      const scheduled = await claimScheduled(tx, facilityId)
      const grounds = await contacts.deliveryGrounds(
        tx,
        scheduled.map((row) => ({ contactId: row.contact_id, direction: row.direction })),
      )
      let returned = 0
      for (const [n, row] of scheduled.entries()) {
        const ground = grounds[n] ?? null
        if (ground === null) continue
        await toReview(tx, row, ground)
        returned++
      }
      return returned
    },
  }
}
