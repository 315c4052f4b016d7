import type { CommandKind, CommandResult } from '../../shared/central/commands.ts'
import type { Queryable } from '../database/database.ts'

export interface CommandRow {
  readonly id: string
  readonly facility_id: string
  readonly staff_id: string
  readonly kind: string
  readonly target: string
  readonly batch_id: string | null
  readonly received_at: Date
}

/** Makes the row of a command. False when it exists; waits for a transaction that is just making it. */
export async function take(db: Queryable, row: CommandRow): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO commands (id, facility_id, staff_id, kind, target, batch_id, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING RETURNING 1`,
    [row.id, row.facility_id, row.staff_id, row.kind, row.target, row.batch_id, row.received_at],
  )
  return rows.length > 0
}

export async function find(db: Queryable, id: string): Promise<{ staff_id: string; result: CommandResult } | null> {
  const rows = await db.query<{ staff_id: string; result: CommandResult }>(
    'SELECT staff_id, result FROM commands WHERE id = $1',
    [id],
  )
  return rows[0] ?? null
}

export async function storeResult(db: Queryable, id: string, result: CommandResult): Promise<void> {
  await db.query('UPDATE commands SET result = $2 WHERE id = $1', [id, JSON.stringify(result)])
}

export interface AnsweredCommand {
  readonly staff_id: string
  readonly staff_name: string
  readonly kind: CommandKind
  readonly target: string
  readonly result: CommandResult
  readonly received_at: Date
}

/** The commands of a batch that have been answered, in the order in which they came. */
export function commandsOfBatch(
  db: Queryable,
  facilityId: string,
  batchId: string,
  limit: number,
): Promise<AnsweredCommand[]> {
  return db.query<AnsweredCommand>(
    `SELECT staff_id, staff_users.name AS staff_name, kind, target, result, received_at
     FROM commands JOIN staff_users ON staff_users.id = staff_id
     WHERE batch_id = $2 AND commands.facility_id = $1 AND result IS NOT NULL
     ORDER BY received_at, commands.id LIMIT $3`,
    [facilityId, batchId, limit],
  )
}

const BATCH_LOCK = 7_261_004

/** How many commands of a batch this user has sent so far, counted one command at a time. */
export async function countBatch(db: Queryable, batchId: string, staffId: string): Promise<number> {
  await db.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [BATCH_LOCK, batchId])
  const rows = await db.query<{ many: number }>(
    'SELECT count(*) AS many FROM commands WHERE batch_id = $1 AND staff_id = $2',
    [batchId, staffId],
  )
  return rows[0]?.many ?? 0
}
