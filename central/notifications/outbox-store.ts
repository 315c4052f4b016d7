import type { Bilingual } from '../../shared/domain/reasons.ts'
import type { Queryable } from '../database/database.ts'

export interface OutboxRow {
  readonly id: string
  readonly kind: string
  readonly reason: Bilingual | null
  /** Null when the member has no address or no account any more. */
  readonly email: string | null
  /** This attempt counted. */
  readonly attempts: number
}

/** Puts a notification into the outbox, where its recipient is a member with an address. */
export async function enqueue(
  db: Queryable,
  id: string,
  recipientId: string,
  kind: string,
  reason: Bilingual | null,
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO email_outbox (id, member_id, kind, reason, next_at)
     SELECT $1, m.id, $3, $4, $5 FROM members AS m WHERE m.id = $2 AND m.email <> '' AND m.status = 'active'`,
    [id, recipientId, kind, reason === null ? null : JSON.stringify(reason), now],
  )
}

/** Takes what is due, at most `limit`; nobody else tries it before `again`. */
export function claim(db: Queryable, now: Date, again: Date, limit: number): Promise<OutboxRow[]> {
  return db.query<OutboxRow>(
    `UPDATE email_outbox AS o SET attempts = o.attempts + 1, next_at = $2
     FROM (SELECT id FROM email_outbox WHERE state = 'waiting' AND next_at <= $1
           ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
     WHERE o.id = due.id
     RETURNING o.id, o.kind, o.reason, o.attempts,
       (SELECT m.email FROM members AS m WHERE m.id = o.member_id AND m.status = 'active' AND m.email <> '') AS email`,
    [now, again, limit],
  )
}

export async function done(db: Queryable, id: string, state: 'sent' | 'given_up', at: Date): Promise<void> {
  await db.query('UPDATE email_outbox SET state = $2, done_at = $3 WHERE id = $1', [id, state, at])
}

export async function later(db: Queryable, id: string, next: Date): Promise<void> {
  await db.query('UPDATE email_outbox SET next_at = $2 WHERE id = $1', [id, next])
}
