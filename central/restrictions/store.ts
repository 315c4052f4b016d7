import type { Restriction, RestrictionTarget } from '../../shared/central/entities.ts'
import type { Queryable } from '../database/database.ts'
import { instantOf } from '../ports.ts'

export interface RestrictionRow {
  readonly id: string
  readonly facility_id: string
  readonly kind: Restriction['kind']
  readonly scope: RestrictionTarget['scope']
  readonly individual_id: string | null
  readonly member_id: string | null
  readonly housing_unit: string | null
  readonly starts_at: Date
  readonly ends_at: Date | null
  readonly reason_text: string
  readonly public_wording: string
  readonly proposed_by: string | null
  readonly proposed_at: Date | null
  readonly imposed_by: string | null
  readonly imposed_at: Date | null
  readonly lifted_by: string | null
  readonly lifted_at: Date | null
  readonly lift_note: string | null
  readonly applied_at: Date | null
  readonly lapsed_at: Date | null
  /** The version that the latest act of a person gave it. */
  readonly decided_version: number
  readonly version: number
}

function targetOf(row: RestrictionRow): RestrictionTarget {
  const { scope } = row
  const [individualId, memberId] = [row.individual_id ?? '', row.member_id ?? '']
  switch (scope) {
    case 'pair':
      return { scope, individualId, memberId }
    case 'individual':
      return { scope, individualId }
    case 'member':
      return { scope, memberId }
    case 'housing_unit':
      return { scope, housingUnit: row.housing_unit ?? '' }
    case 'facility':
      return { scope }
  }
}

export const restrictionOf = (row: RestrictionRow): Restriction => ({
  id: row.id,
  kind: row.kind,
  target: targetOf(row),
  from: instantOf(row.starts_at),
  until: instantOf(row.ends_at),
  reason: row.reason_text,
  publicWording: row.public_wording,
  state: row.lifted_at !== null ? 'lifted' : row.imposed_by !== null ? 'imposed' : 'proposed',
  proposedBy: row.proposed_by,
  proposedAt: instantOf(row.proposed_at),
  imposedBy: row.imposed_by,
  imposedAt: instantOf(row.imposed_at),
  liftedBy: row.lifted_by,
  liftedAt: instantOf(row.lifted_at),
  liftNote: row.lift_note,
})

export const restrictionsSql = 'SELECT * FROM restrictions WHERE facility_id = $1 ORDER BY starts_at, id'

/** Reads a restriction and holds it until the commit. */
export async function find(db: Queryable, id: string): Promise<RestrictionRow | null> {
  return (await db.query<RestrictionRow>('SELECT * FROM restrictions WHERE id = $1 FOR UPDATE', [id]))[0] ?? null
}

/** Stores a restriction. False when the id is taken. */
export async function insert(db: Queryable, row: RestrictionRow): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO restrictions (id, facility_id, scope, individual_id, member_id, housing_unit, starts_at, ends_at,
       reason_text, proposed_by, proposed_at, imposed_by, imposed_at, applied_at, kind, public_wording)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (id) DO NOTHING RETURNING 1`,
    [
      row.id,
      row.facility_id,
      row.scope,
      row.individual_id,
      row.member_id,
      row.housing_unit,
      row.starts_at,
      row.ends_at,
      row.reason_text,
      row.proposed_by,
      row.proposed_at,
      row.imposed_by,
      row.imposed_at,
      row.applied_at,
      row.kind,
      row.public_wording,
    ],
  )
  return rows.length > 0
}

/** Writes what a person changed in a restriction's life. */
export async function update(db: Queryable, row: RestrictionRow): Promise<void> {
  await db.query(
    `UPDATE restrictions SET imposed_by = $2, imposed_at = $3, lifted_by = $4, lifted_at = $5, applied_at = $6,
       version = $7, decided_version = $7, lift_note = $8 WHERE id = $1`,
    [row.id, row.imposed_by, row.imposed_at, row.lifted_by, row.lifted_at, row.applied_at, row.version, row.lift_note],
  )
}

/** Marks one restriction that has begun since as applied; those that another process is at are left to it. */
export async function claimBegun(db: Queryable, now: Date): Promise<RestrictionRow | null> {
  const rows = await db.query<RestrictionRow>(
    `UPDATE restrictions SET applied_at = $1, version = version + 1 WHERE id = (
       SELECT id FROM restrictions WHERE applied_at IS NULL AND lifted_at IS NULL AND imposed_by IS NOT NULL
         AND starts_at <= $1 ORDER BY starts_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *`,
    [now],
  )
  return rows[0] ?? null
}

/** Marks one restriction whose end has come since as lapsed; those that another process is at are left to it. */
export async function claimLapsed(db: Queryable, now: Date): Promise<RestrictionRow | null> {
  const rows = await db.query<RestrictionRow>(
    `UPDATE restrictions SET lapsed_at = $1, version = version + 1 WHERE id = (
       SELECT id FROM restrictions WHERE lapsed_at IS NULL AND lifted_at IS NULL AND imposed_by IS NOT NULL
         AND applied_at IS NOT NULL AND ends_at <= $1 ORDER BY ends_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *`,
    [now],
  )
  return rows[0] ?? null
}

/** When the next restriction begins or lapses, or null. */
export async function nextChange(db: Queryable): Promise<Date | null> {
  const rows = await db.query<{ next: Date | null }>(
    `SELECT least(
       (SELECT min(starts_at) FROM restrictions
          WHERE applied_at IS NULL AND lifted_at IS NULL AND imposed_by IS NOT NULL),
       (SELECT min(ends_at) FROM restrictions
          WHERE lapsed_at IS NULL AND lifted_at IS NULL AND imposed_by IS NOT NULL AND ends_at IS NOT NULL)) AS next`,
  )
  return rows[0]?.next ?? null
}

const SUSPENSION_LOCK = 7_261_009

/** Whether a suspension of the same person stands or will, besides one. */
export async function isSuspended(db: Queryable, row: RestrictionRow, now: Date): Promise<boolean> {
  await db.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [
    SUSPENSION_LOCK,
    row.individual_id ?? row.member_id ?? '',
  ])
  const rows = await db.query(
    `SELECT 1 FROM restrictions WHERE facility_id = $1 AND kind = 'suspension' AND lifted_at IS NULL AND id <> $2
       AND imposed_by IS NOT NULL AND (ends_at IS NULL OR ends_at > $3)
       AND individual_id IS NOT DISTINCT FROM $4 AND member_id IS NOT DISTINCT FROM $5 LIMIT 1`,
    [row.facility_id, row.id, now, row.individual_id, row.member_id],
  )
  return rows.length > 0
}
