import type { RuleSet } from '../../shared/central/entities.ts'
import type { RuleSetContent } from '../../shared/screening/rules.ts'
import type { Queryable } from '../database/database.ts'
import { instantOf } from '../ports.ts'

export interface RuleSetRow {
  readonly id: string
  readonly facility_id: string
  readonly state: RuleSet['state']
  readonly number: number | null
  readonly based_on: number
  readonly comment: string
  readonly content: RuleSetContent
  readonly proposed_by: string | null
  readonly proposed_at: Date
  readonly published_by: string | null
  readonly published_at: Date | null
  readonly version: number
}

export const ruleSetOf = (row: RuleSetRow): RuleSet => ({
  id: row.id,
  state: row.state,
  number: row.number,
  basedOn: row.based_on,
  comment: row.comment,
  content: row.content,
  proposedBy: row.proposed_by,
  proposedAt: instantOf(row.proposed_at),
  publishedBy: row.published_by,
  publishedAt: instantOf(row.published_at),
})

export const ruleSetsSql = 'SELECT * FROM rule_sets WHERE facility_id = $1 ORDER BY proposed_at, id'

const RULES_LOCK = 7_261_003

/** One change of a facility's rules at a time. */
export async function lockRules(db: Queryable, facilityId: string): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [RULES_LOCK, facilityId])
}

/** Which version is in force, without its content. */
export async function inForce(db: Queryable, facilityId: string): Promise<{ id: string; number: number } | null> {
  const rows = await db.query<{ id: string; number: number }>(
    `SELECT id, number FROM rule_sets WHERE facility_id = $1 AND state = 'in_force'`,
    [facilityId],
  )
  return rows[0] ?? null
}

export async function find(db: Queryable, id: string): Promise<RuleSetRow | null> {
  return (await db.query<RuleSetRow>('SELECT * FROM rule_sets WHERE id = $1', [id]))[0] ?? null
}

/** Stores a proposal. False when the id is taken. */
export async function insert(db: Queryable, row: RuleSetRow): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO rule_sets (id, facility_id, state, number, based_on, comment, content, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      row.id,
      row.facility_id,
      row.state,
      row.number,
      row.based_on,
      row.comment,
      JSON.stringify(row.content),
      row.proposed_by,
      row.proposed_at,
    ],
  )
  return rows.length > 0
}

export async function update(db: Queryable, row: RuleSetRow): Promise<void> {
  await db.query(
    `UPDATE rule_sets SET state = $2, number = $3, published_by = $4, published_at = $5, version = $6 WHERE id = $1`,
    [row.id, row.state, row.number, row.published_by, row.published_at, row.version],
  )
}
