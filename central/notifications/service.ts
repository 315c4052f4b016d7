import type { Notification } from '../../shared/central/operations.correspondents.ts'
import type { Bilingual } from '../../shared/domain/reasons.ts'
import type { Database, Transaction } from '../database/database.ts'
import { type Clock, instantOf, newId } from '../ports.ts'
import { enqueue } from './outbox-store.ts'
import { insert, latest } from './store.ts'

export interface Notice {
  readonly recipientId: string
  readonly kind: Notification['kind']
  readonly messageId?: string
  readonly contactId?: string
  /** The public text of the reason, as it stands now. */
  readonly reason?: Bilingual | null
  /** Service credits given back. */
  readonly refund?: number
}

export interface NotificationService {
  /** Leaves a notice for a member or an individual, in the transaction of what it tells. */
  send(tx: Transaction, notice: Notice): Promise<void>
  /** The latest 200 of one recipient, newest first. */
  list(recipientId: string): Promise<Notification[]>
}

/**
 * Notices inside the service. They say what happened, never what a message says.
 *
 * @param byMail whether members are told by e-mail too: then a notice enters the outbox in the same transaction
 */
export function notificationService(database: Database, clock: Clock, byMail = false): NotificationService {
  return {
    async send(tx, notice) {
      const id = newId(clock)
      if (byMail) await enqueue(tx, id, notice.recipientId, notice.kind, notice.reason ?? null, clock())
      await insert(tx, {
        id,
        recipient_id: notice.recipientId,
        kind: notice.kind,
        message_id: notice.messageId ?? null,
        contact_id: notice.contactId ?? null,
        reason: notice.reason ?? null,
        refund: notice.refund ?? 0,
        at: clock(),
      })
    },
    async list(recipientId) {
      return (await latest(database, recipientId, 200)).map((row) => ({
        id: row.id,
        kind: row.kind,
        messageId: row.message_id,
        contactId: row.contact_id,
        reason: row.reason,
        refund: row.refund,
        at: instantOf(row.at),
      }))
    },
  }
}
