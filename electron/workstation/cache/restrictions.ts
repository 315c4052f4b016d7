import type { Restriction, RestrictionTarget } from '../../../shared/central/entities.ts'
import type { Database } from './database.ts'
import { toInstant, toInstantOrNull, toMs, toMsOrNull } from './time.ts'

/** Restrictions as central told them; whether one is in force at a moment is for the reader's clock. */
export interface RestrictionRepository {
  put(version: number, restriction: Restriction): void
  remove(id: string): void
  /** All of them, the latest to begin first. */
  list(): Restriction[]
  /** What limits two people, now or later: imposed and not over at `now` (milliseconds since 1970). The first first. */
  ofPair(pair: { memberId: string; individualId: string; housingUnit: string }, now: number): Restriction[]
}

interface RestrictionRow {
  id: string
  version: number
  kind: Restriction['kind']
  scope: RestrictionTarget['scope']
  individual_id: string | null
  member_id: string | null
  housing_unit: string | null
  starts_at: number
  ends_at: number | null
  reason: string
  public_wording: string
  state: Restriction['state']
  proposed_by: string | null
  proposed_at: number | null
  imposed_by: string | null
  imposed_at: number | null
  lifted_by: string | null
  lifted_at: number | null
  lift_note: string | null
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

const restrictionOf = (row: RestrictionRow): Restriction => ({
  id: row.id,
  kind: row.kind,
  target: targetOf(row),
  from: toInstant(row.starts_at),
  until: toInstantOrNull(row.ends_at),
  reason: row.reason,
  publicWording: row.public_wording,
  state: row.state,
  proposedBy: row.proposed_by,
  proposedAt: toInstantOrNull(row.proposed_at),
  imposedBy: row.imposed_by,
  imposedAt: toInstantOrNull(row.imposed_at),
  liftedBy: row.lifted_by,
  liftedAt: toInstantOrNull(row.lifted_at),
  liftNote: row.lift_note,
})

export function createRestrictionRepository(db: Database): RestrictionRepository {
  const put = db.prepare(
    `INSERT INTO restriction (id, version, kind, scope, individual_id, member_id, housing_unit, starts_at, ends_at, reason,
       public_wording, state, proposed_by, proposed_at, imposed_by, imposed_at, lifted_by, lifted_at, lift_note)
     VALUES (:id, :version, :kind, :scope, :individualId, :memberId, :housingUnit, :from, :until, :reason,
       :publicWording, :state, :proposedBy, :proposedAt, :imposedBy, :imposedAt, :liftedBy, :liftedAt, :liftNote)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state,
       imposed_by = excluded.imposed_by, imposed_at = excluded.imposed_at,
       lifted_by = excluded.lifted_by, lifted_at = excluded.lifted_at, lift_note = excluded.lift_note
     WHERE excluded.version >= restriction.version`,
  )
  const list = db.prepare<[], RestrictionRow>('SELECT * FROM restriction ORDER BY starts_at DESC, id')
  const ofPair = db.prepare<
    { memberId: string; individualId: string; housingUnit: string; now: number },
    RestrictionRow
  >(
    `SELECT * FROM restriction WHERE state = 'imposed' AND (ends_at IS NULL OR ends_at > :now) AND (scope = 'facility'
       OR scope = 'pair' AND individual_id = :individualId AND member_id = :memberId
       OR scope = 'individual' AND individual_id = :individualId OR scope = 'member' AND member_id = :memberId
       OR scope = 'housing_unit' AND housing_unit = :housingUnit) ORDER BY starts_at, id`,
  )
  const remove = db.prepare('DELETE FROM restriction WHERE id = ?')
  return {
    put(version, restriction) {
      const { target, ...rest } = restriction
      put.run({
        ...rest,
        version,
        scope: target.scope,
        individualId: 'individualId' in target ? target.individualId : null,
        memberId: 'memberId' in target ? target.memberId : null,
        housingUnit: 'housingUnit' in target ? target.housingUnit : null,
        from: toMs(rest.from),
        until: toMsOrNull(rest.until),
        proposedAt: toMsOrNull(rest.proposedAt),
        imposedAt: toMsOrNull(rest.imposedAt),
        liftedAt: toMsOrNull(rest.liftedAt),
      })
    },
    remove(id) {
      remove.run(id)
    },
    list: () => list.all().map(restrictionOf),
    ofPair: ({ memberId, individualId, housingUnit }, now) =>
      ofPair.all({ memberId, individualId, housingUnit, now }).map(restrictionOf),
  }
}
