import type { Notification } from '../../shared/central/operations.correspondents.ts'
import type { Bilingual } from '../../shared/domain/reasons.ts'
import type { Queryable } from '../database/database.ts'

export interface NotificationRow {
  readonly id: string
  readonly recipient_id: string
  readonly kind: Notification['kind']
  readonly message_id: string | null
  readonly contact_id: string | null
  readonly reason: Bilingual | null
  readonly refund: number
  readonly at: Date
}

export async function insert(db: Queryable, row: NotificationRow): Promise<void> {
  await db.query(
    `INSERT INTO notifications (id, recipient_id, kind, message_id, contact_id, reason, refund, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      row.id,
      row.recipient_id,
      row.kind,
      row.message_id,
      row.contact_id,
      row.reason === null ? null : JSON.stringify(row.reason),
      row.refund,
      row.at,
    ],
  )
}

export function latest(db: Queryable, recipientId: string, limit: number): Promise<NotificationRow[]> {
  return db.query<NotificationRow>(
    `SELECT id, recipient_id, kind, message_id, contact_id, reason, refund, at FROM notifications
     WHERE recipient_id = $1 ORDER BY at DESC, id DESC LIMIT $2`,
    [recipientId, limit],
  )
}
