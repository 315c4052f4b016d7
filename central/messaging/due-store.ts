import type { Queryable } from '../database/database.ts'
import { columns, type MessageRow } from './store.ts'

/** Scheduled messages whose time has come, locked; those that another process is delivering are left to it. */
export function claimDue(db: Queryable, now: Date, limit: number): Promise<MessageRow[]> {
  return db.query<MessageRow>(
    `SELECT ${columns} FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE m.state = 'scheduled' AND m.deliver_at <= $1 ORDER BY m.deliver_at LIMIT $2
     FOR UPDATE OF m SKIP LOCKED`,
    [now, limit],
  )
}

/** When the next scheduled message is due, or null. */
export async function nextDue(db: Queryable): Promise<Date | null> {
  const rows = await db.query<{ next: Date | null }>(
    `SELECT min(deliver_at) AS next FROM messages WHERE state = 'scheduled'`,
  )
  return rows[0]?.next ?? null
}

/** Held messages whose time has come, locked; those that another process is returning are left to it. */
export function claimHeldDue(db: Queryable, now: Date, limit: number): Promise<MessageRow[]> {
  return db.query<MessageRow>(
    `SELECT ${columns} FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE m.state = 'held' AND m.held_until <= $1 ORDER BY m.held_until LIMIT $2
     FOR UPDATE OF m SKIP LOCKED`,
    [now, limit],
  )
}

/** When the next hold ends by itself, or null. */
export async function nextHeldDue(db: Queryable): Promise<Date | null> {
  const rows = await db.query<{ next: Date | null }>(
    `SELECT min(held_until) AS next FROM messages WHERE state = 'held' AND held_until IS NOT NULL`,
  )
  return rows[0]?.next ?? null
}

/** The scheduled messages of a facility, locked; those that are just being delivered are left to that. */
export function claimScheduled(db: Queryable, facilityId: string): Promise<MessageRow[]> {
  return db.query<MessageRow>(
    `SELECT ${columns} FROM messages AS m JOIN contacts AS c ON c.id = m.contact_id
     WHERE m.facility_id = $1 AND m.state = 'scheduled' ORDER BY m.id FOR UPDATE OF m SKIP LOCKED`,
    [facilityId],
  )
}
