import type { RuleSet } from '../../../shared/central/entities.ts'
import type { RuleSetContent } from '../../../shared/screening/rules.ts'
import type { Database } from './database.ts'
import { toInstant, toInstantOrNull, toMs, toMsOrNull } from './time.ts'

export interface VersionedRuleSet {
  readonly version: number
  readonly ruleSet: RuleSet
}

/** Without its content, which may be megabytes. */
export interface VersionedSummary {
  readonly version: number
  readonly ruleSet: Omit<RuleSet, 'content'>
}

export interface RuleDraft {
  readonly basedOn: number
  readonly content: RuleSetContent
}

/** Rule sets, and the drafts that users keep at this workstation. */
export interface RuleRepository {
  put(version: number, ruleSet: RuleSet): void
  get(id: string): VersionedRuleSet | null
  inForce(): VersionedRuleSet | null
  /** The id of the version in force, without its content. */
  inForceId(): string | null
  proposals(): VersionedSummary[]
  /** Versions that were in force before, newest first. */
  history(limit: number): VersionedSummary[]
  draft(userId: string): RuleDraft | null
  saveDraft(userId: string, draft: RuleDraft | null): void
  remove(id: string): void
}

interface Row {
  id: string
  version: number
  state: RuleSet['state']
  number: number | null
  based_on: number
  comment: string
  proposed_by: string | null
  proposed_at: number
  published_by: string | null
  published_at: number | null
}

interface FullRow extends Row {
  content: string
}

const summary = `id, version, state, number, based_on, comment, proposed_by, proposed_at, published_by, published_at`

export function createRuleRepository(db: Database): RuleRepository {
  const put = db.prepare(
    `INSERT INTO rule_set VALUES (:id, :version, :state, :number, :basedOn, :comment, :proposedBy, :proposedAt,
       :publishedBy, :publishedAt, :content)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, number = excluded.number,
       based_on = excluded.based_on, comment = excluded.comment, proposed_by = excluded.proposed_by,
       proposed_at = excluded.proposed_at, published_by = excluded.published_by,
       published_at = excluded.published_at, content = excluded.content
     WHERE excluded.version >= rule_set.version`,
  )
  const get = db.prepare<[string], FullRow>('SELECT * FROM rule_set WHERE id = ?')
  const inForce = db.prepare<[], FullRow>(
    `SELECT * FROM rule_set WHERE state = 'in_force' ORDER BY number DESC LIMIT 1`,
  )
  const inForceId = db
    .prepare<[], string>(`SELECT id FROM rule_set WHERE state = 'in_force' ORDER BY number DESC LIMIT 1`)
    .pluck()
  const proposals = db.prepare<[], Row>(
    `SELECT ${summary} FROM rule_set WHERE state = 'proposed' ORDER BY proposed_at DESC LIMIT 50`,
  )
  const history = db.prepare<[number], Row>(
    `SELECT ${summary} FROM rule_set WHERE state = 'superseded' ORDER BY number DESC LIMIT ?`,
  )
  const draft = db.prepare<[string], { based_on: number; content: string }>(
    'SELECT based_on, content FROM rule_draft WHERE user_id = ?',
  )
  const saveDraft = db.prepare(
    `INSERT INTO rule_draft VALUES (?, ?, ?)
     ON CONFLICT (user_id) DO UPDATE SET based_on = excluded.based_on, content = excluded.content`,
  )
  const dropDraft = db.prepare('DELETE FROM rule_draft WHERE user_id = ?')
  const remove = db.prepare('DELETE FROM rule_set WHERE id = ?')

  return {
    put(version, ruleSet) {
      put.run({
        ...ruleSet,
        version,
        proposedAt: toMs(ruleSet.proposedAt),
        publishedAt: toMsOrNull(ruleSet.publishedAt),
        content: JSON.stringify(ruleSet.content),
      })
    },
    get: (id) => view(get.get(id)),
    inForce: () => view(inForce.get()),
    inForceId: () => inForceId.get() ?? null,
    proposals: () => proposals.all().map(toSummary),
    history: (limit) => history.all(limit).map(toSummary),
    draft(userId) {
      const row = draft.get(userId)
      return row ? { basedOn: row.based_on, content: JSON.parse(row.content) as RuleSetContent } : null
    },
    saveDraft(userId, each) {
      if (each === null) dropDraft.run(userId)
      else saveDraft.run(userId, each.basedOn, JSON.stringify(each.content))
    },
    remove(id) {
      remove.run(id)
    },
  }
}

function view(row: FullRow | undefined): VersionedRuleSet | null {
  if (row === undefined) return null
  const { version, ruleSet } = toSummary(row)
  return { version, ruleSet: { ...ruleSet, content: JSON.parse(row.content) as RuleSetContent } }
}

function toSummary(row: Row): VersionedSummary {
  return {
    version: row.version,
    ruleSet: {
      id: row.id,
      state: row.state,
      number: row.number,
      basedOn: row.based_on,
      comment: row.comment,
      proposedBy: row.proposed_by,
      proposedAt: toInstant(row.proposed_at),
      publishedBy: row.published_by,
      publishedAt: toInstantOrNull(row.published_at),
    },
  }
}
