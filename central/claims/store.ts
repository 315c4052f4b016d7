import type { Queryable } from '../database/database.ts'

/** A live claim with the name of who holds it. */
export interface ClaimRow {
  readonly message_id: string
  readonly staff_id: string
  readonly name: string
  readonly until: Date
}

/** Those of some messages that a user still can decide, in the order of their ids, kept so until the commit. */
export async function decidable(
  db: Queryable,
  facilityId: string,
  staffId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT id FROM messages WHERE id = ANY($2::uuid[]) AND facility_id = $1
       AND state IN ('pending_review', 'held', 'scheduled')
       AND NOT EXISTS (SELECT 1 FROM recusals AS r WHERE r.staff_id = $3 AND r.withdrawn_at IS NULL
         AND r.person_id IN (messages.member_id, messages.individual_id))
     ORDER BY id FOR SHARE`,
    [facilityId, ids, staffId],
  )
  return rows.map((row) => row.id)
}

/** Takes or extends; what somebody else holds stays as it is. Gives those that were taken. */
export async function take(
  db: Queryable,
  claim: { facilityId: string; staffId: string; ids: readonly string[]; now: Date; until: Date },
): Promise<string[]> {
  const rows = await db.query<{ message_id: string }>(
    `INSERT INTO claims (message_id, facility_id, staff_id, until)
     SELECT id, $2, $3, $5 FROM unnest($1::uuid[]) AS id
     ON CONFLICT (message_id) DO UPDATE SET staff_id = EXCLUDED.staff_id, until = EXCLUDED.until
       WHERE claims.staff_id = EXCLUDED.staff_id OR claims.until <= $4
     RETURNING message_id`,
    [claim.ids, claim.facilityId, claim.staffId, claim.now, claim.until],
  )
  return rows.map((row) => row.message_id)
}

const liveSql = `SELECT message_id, staff_id, name, until FROM claims JOIN staff_users ON staff_users.id = staff_id`

/** The live claims on some messages. */
export function liveOn(db: Queryable, ids: readonly string[], now: Date): Promise<ClaimRow[]> {
  return db.query<ClaimRow>(`${liveSql} WHERE message_id = ANY($1::uuid[]) AND until > $2`, [ids, now])
}

/** The live claims of a facility. */
export function liveIn(db: Queryable, facilityId: string, now: Date): Promise<ClaimRow[]> {
  return db.query<ClaimRow>(`${liveSql} WHERE claims.facility_id = $1 AND until > $2`, [facilityId, now])
}

/** Gives back what a member of staff holds. Whether there was anything. */
export async function release(
  db: Queryable,
  facilityId: string,
  staffId: string,
  ids: readonly string[],
): Promise<boolean> {
  // Locked in the order in which claims are taken, so that the two never wait for each other in a ring.
  const rows = await db.query(
    `DELETE FROM claims WHERE message_id IN (
       SELECT message_id FROM claims WHERE message_id = ANY($3::uuid[]) AND facility_id = $1 AND staff_id = $2
       ORDER BY message_id FOR UPDATE) RETURNING 1`,
    [facilityId, staffId, ids],
  )
  return rows.length > 0
}

/** Ends the claim on a message, whoever holds it. Whether there was one. */
export async function end(db: Queryable, messageId: string): Promise<boolean> {
  return (await db.query('DELETE FROM claims WHERE message_id = $1 RETURNING 1', [messageId])).length > 0
}

/** Says that a connection of a member of staff stands until a moment. */
export async function stay(
  db: Queryable,
  connection: { id: string; facilityId: string; staffId: string; until: Date },
): Promise<void> {
  await db.query(
    `INSERT INTO presence (id, facility_id, staff_id, until) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET until = EXCLUDED.until`,
    [connection.id, connection.facilityId, connection.staffId, connection.until],
  )
}

/** Forgets a connection, and those of the facility whose process ended without a word. */
export async function leave(db: Queryable, id: string, facilityId: string, now: Date): Promise<void> {
  await db.query('DELETE FROM presence WHERE id = $1 OR (facility_id = $2 AND until <= $3)', [id, facilityId, now])
}

/** Who of a facility's staff is connected, each once. */
export function present(db: Queryable, facilityId: string, now: Date): Promise<{ id: string; name: string }[]> {
  return db.query<{ id: string; name: string }>(
    `SELECT id, name FROM staff_users WHERE id IN (SELECT staff_id FROM presence WHERE facility_id = $1 AND until > $2)
     ORDER BY name, id`,
    [facilityId, now],
  )
}
