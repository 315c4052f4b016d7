import type { PersonKind } from '../../../shared/central/entities.people.ts'
import type { Restriction, RestrictionTarget } from '../../../shared/central/entities.ts'
import {
  RESTRICTIONS_PAGE,
  type RestrictionPreview,
  type RestrictionView,
} from '../../../shared/console/restrictions.ts'
import { likePattern } from './contacts.ts'
import type { Database } from './database.ts'
import { kept } from './kept.ts'
import { toInstant, toInstantOrNull, toMs, toMsOrNull } from './time.ts'

export interface VersionedRestriction {
  readonly version: number
  readonly restriction: Restriction
}

/** The place after which a page begins. */
export interface RestrictionPlace {
  readonly from: number
  readonly id: string
}

/** Restrictions as central told them; whether one is in force at a moment is for the reader's clock. */
export interface RestrictionRepository {
  put(version: number, restriction: Restriction): void
  remove(id: string): void
  get(id: string): VersionedRestriction | null
  /** One page, the latest to begin first, of those whose people, numbers or unit hold a text. */
  page(
    view: RestrictionView,
    text: string | undefined,
    after: RestrictionPlace | null,
    now: number,
  ): VersionedRestriction[]
  counts(now: number): Record<RestrictionView, number>
  /** All that name a person, and what limits their unit or the facility and is not over; at most 200. */
  ofPerson(person: { kind: PersonKind; id: string; housingUnit: string | null }, now: number): VersionedRestriction[]
  /** Whether the messaging of a person is suspended at a moment. */
  isSuspended(kind: PersonKind, id: string, now: number): boolean
  /** What a restriction would stop. */
  preview(target: RestrictionTarget, now: number): Omit<RestrictionPreview, 'token'>
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

const versioned = (row: RestrictionRow): VersionedRestriction => ({
  version: row.version,
  restriction: restrictionOf(row),
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
  const get = db.prepare<[string], RestrictionRow>('SELECT * FROM restriction WHERE id = ?')
  const views: Readonly<Record<RestrictionView, string>> = {
    current: `restriction.state = 'imposed' AND (ends_at IS NULL OR ends_at > :now)`,
    proposed: `restriction.state = 'proposed'`,
    past: `(restriction.state = 'lifted' OR restriction.state = 'imposed' AND ends_at <= :now)`,
  }
  const page = (view: RestrictionView) =>
    db.prepare<{ now: number; text: string | null; from: number; id: string }, RestrictionRow>(
      `SELECT restriction.* FROM restriction LEFT JOIN member ON member.id = member_id
         LEFT JOIN individual ON individual.id = individual_id
       WHERE ${views[view]} AND (starts_at < :from OR starts_at = :from AND restriction.id > :id)
         AND (:text IS NULL OR member.name LIKE :text ESCAPE '\\' OR member_number LIKE :text ESCAPE '\\'
           OR individual.name LIKE :text ESCAPE '\\' OR booking_number LIKE :text ESCAPE '\\'
           OR restriction.housing_unit LIKE :text ESCAPE '\\')
       ORDER BY starts_at DESC, restriction.id LIMIT ${RESTRICTIONS_PAGE + 1}`,
    )
  const pages = { current: page('current'), proposed: page('proposed'), past: page('past') }
  const counts = db.prepare<{ now: number }, Record<RestrictionView, number>>(
    `SELECT COUNT(*) FILTER (WHERE ${views.current}) AS current, COUNT(*) FILTER (WHERE ${views.proposed}) AS proposed,
       COUNT(*) FILTER (WHERE ${views.past}) AS past FROM restriction`,
  )
  const ofPerson = (column: 'individual_id' | 'member_id') =>
    db.prepare<{ id: string; unit: string | null; now: number }, RestrictionRow>(
      `SELECT * FROM restriction WHERE ${column} = :id
         OR (scope = 'facility' OR scope = 'housing_unit' AND housing_unit = :unit) AND state = 'imposed'
           AND (ends_at IS NULL OR ends_at > :now)
       ORDER BY starts_at DESC, id LIMIT 200`,
    )
  const ofOne = { individual: ofPerson('individual_id'), member: ofPerson('member_id') }
  const suspended = (column: 'individual_id' | 'member_id') =>
    db
      .prepare<{ id: string; now: number }, number>(
        `SELECT 1 FROM restriction WHERE ${column} = :id AND kind = 'suspension' AND state = 'imposed'
           AND starts_at <= :now AND (ends_at IS NULL OR ends_at > :now) LIMIT 1`,
      )
      .pluck()
  const suspension = { individual: suspended('individual_id'), member: suspended('member_id') }
  const touched: Readonly<Record<RestrictionTarget['scope'], string>> = {
    pair: 'contact.individual_id = :individualId AND contact.member_id = :memberId',
    individual: 'contact.individual_id = :individualId',
    member: 'contact.member_id = :memberId',
    housing_unit: 'individual.housing_unit = :housingUnit',
    facility: 'TRUE',
  }
  /** Messages of a few contacts are found by their threads, those of a whole unit among what is open. */
  const waiting = (scope: RestrictionTarget['scope'], queue: string): string =>
    scope === 'housing_unit' || scope === 'facility'
      ? `SELECT COUNT(*) FROM message JOIN individual ON individual.id = message.individual_id
         WHERE queue ${queue} AND ${touched[scope]}`
      : `SELECT COUNT(*) FROM contact CROSS JOIN message ON message.contact_id = contact.id
         WHERE queue ${queue} AND ${touched[scope]}`
  const previewOf = kept((scope: RestrictionTarget['scope']) =>
    db.prepare<[Record<string, string | number>], Omit<RestrictionPreview, 'token'>>(
      `SELECT COUNT(*) AS contacts, COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM restriction AS r
             WHERE r.state = 'imposed' AND r.starts_at <= :now AND (r.ends_at IS NULL OR r.ends_at > :now)
               AND (r.scope = 'facility' OR r.scope = 'housing_unit' AND r.housing_unit = individual.housing_unit
                 OR r.scope = 'individual' AND r.individual_id = contact.individual_id
                 OR r.scope = 'member' AND r.member_id = contact.member_id
                 OR r.scope = 'pair' AND r.individual_id = contact.individual_id
                   AND r.member_id = contact.member_id))) AS already,
           (${waiting(scope, '= 4')}) AS scheduled, (${waiting(scope, 'BETWEEN 1 AND 3')}) AS pending
         FROM contact JOIN individual ON individual.id = contact.individual_id
         WHERE shown_state = 'approved' AND ${touched[scope]}`,
    ),
  )
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
    get(id) {
      const row = get.get(id)
      return row ? versioned(row) : null
    },
    page(view, text, after, now) {
      const place = { from: after?.from ?? Number.MAX_SAFE_INTEGER, id: after?.id ?? '' }
      const pattern = text === undefined || text === '' ? null : likePattern(text)
      return pages[view].all({ now, text: pattern, ...place }).map(versioned)
    },
    counts: (now) => counts.get({ now }) ?? { current: 0, proposed: 0, past: 0 },
    ofPerson: (person, now) => ofOne[person.kind].all({ id: person.id, unit: person.housingUnit, now }).map(versioned),
    isSuspended: (kind, id, now) => suspension[kind].get({ id, now }) !== undefined,
    preview(target, now) {
      const { scope, ...given } = target
      return previewOf(scope).get({ ...given, now }) ?? { contacts: 0, already: 0, scheduled: 0, pending: 0 }
    },
    ofPair: ({ memberId, individualId, housingUnit }, now) =>
      ofPair.all({ memberId, individualId, housingUnit, now }).map(restrictionOf),
  }
}
