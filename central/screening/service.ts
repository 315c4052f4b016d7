import { Refusal } from '../../shared/domain/errors.ts'
import { TermChecker } from '../../shared/screening/check.ts'
import { type CompiledRuleSet, compileRuleSet } from '../../shared/screening/engine.ts'
import type { ScreenedMessage, ScreeningContext, ScreeningOutcome } from '../../shared/screening/evaluate.types.ts'
import type { RuleSetContent } from '../../shared/screening/rules.ts'
import { screen } from '../../shared/screening/screen.ts'
import type { Queryable, Transaction } from '../database/database.ts'
import type { FacilityService } from '../facility/service.ts'
import type { FeedService, Placed } from '../feed/service.ts'
import { type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import type { Clock } from '../ports.ts'
import { compiledRuleSets } from './compiled.ts'
import { find, inForce, insert, lockRules, type RuleSetRow, ruleSetOf, ruleSetsSql, update } from './store.ts'

export interface RuleChange {
  readonly ruleSetId: string
  readonly facilityId: string
  readonly staffId: string
}

export interface Proposal extends RuleChange {
  /** The number in force that the proposer saw. */
  readonly basedOn: number
  readonly comment: string
  readonly content: RuleSetContent
}

type Changed = { readonly placed: Placed; readonly version: number }

export interface ScreeningService {
  /** Screens a message with the rules in force. */
  screen(
    db: Queryable,
    facilityId: string,
    message: ScreenedMessage,
    context: ScreeningContext,
  ): Promise<ScreeningOutcome>
  /** The number of the rule set in force; 0 where the facility has none. */
  numberInForce(db: Queryable, facilityId: string): Promise<number>
  /** The rules in force, switched off ones too, in their order. */
  rulesInForce(
    db: Queryable,
    facilityId: string,
  ): Promise<{ readonly number: number; readonly ruleIds: readonly string[] }>
  /** @throws Refusal proposal_outdated, term_invalid, reason_unknown, proposal_closed */
  propose(tx: Transaction, proposal: Proposal): Promise<Changed>
  /** @throws Refusal not_found, wrong_facility, proposal_closed, proposal_outdated, second_supervisor_required */
  publish(tx: Transaction, change: RuleChange): Promise<Changed>
  /** @throws Refusal not_found, wrong_facility, proposal_closed */
  withdraw(tx: Transaction, change: RuleChange): Promise<Changed>
  readonly snapshotSources: readonly SnapshotSource[]
}

/** The rule sets of each facility, and screening with the one in force. */
export function screeningService(clock: Clock, facilities: FacilityService, feed: FeedService): ScreeningService {
  const compiled = compiledRuleSets()
  const nothing = compileRuleSet({ watchlists: [], rules: [] }, 0)

  const current = async (db: Queryable, facilityId: string): Promise<CompiledRuleSet> => {
    const version = await inForce(db, facilityId)
    if (version === null) return nothing
    const found = await compiled.get(version.id, async () => {
      const row = await find(db, version.id)
      return row === null ? null : { content: row.content, number: version.number }
    })
    return found ?? nothing
  }

  const put = (tx: Transaction, row: RuleSetRow): Changed => ({
    placed: feed.put(tx, row.facility_id, 'rule_set', row.version, ruleSetOf(row)),
    version: row.version,
  })

  const proposalFor = async (tx: Transaction, change: RuleChange): Promise<RuleSetRow> => {
    await lockRules(tx, change.facilityId)
    const row = await find(tx, change.ruleSetId)
    if (row === null) throw new Refusal('not_found')
    if (row.facility_id !== change.facilityId) throw new Refusal('wrong_facility')
    if (row.state !== 'proposed') throw new Refusal('proposal_closed')
    return row
  }

  const checkContent = async (db: Queryable, facilityId: string, content: RuleSetContent): Promise<void> => {
    for (const rule of content.rules) {
      if (rule.action.kind === 'reject') await facilities.reasonFor(db, facilityId, rule.action.reasonId, 'reject')
    }
    const problems = new TermChecker().problems(content)
    if (problems.length > 0) throw new Refusal('term_invalid', problems)
  }

  return {
    async screen(db, facilityId, message, context) {
      return screen(await current(db, facilityId), message, context)
    },
    async numberInForce(db, facilityId) {
      return (await inForce(db, facilityId))?.number ?? 0
    },
    async rulesInForce(db, facilityId) {
      const { version, content } = await current(db, facilityId)
      return { number: version, ruleIds: content.rules.map((rule) => rule.id) }
    },
    async propose(tx, proposal) {
      await lockRules(tx, proposal.facilityId)
      const number = (await inForce(tx, proposal.facilityId))?.number ?? 0
      if (proposal.basedOn !== number) throw new Refusal('proposal_outdated')
      await checkContent(tx, proposal.facilityId, proposal.content)
      const row: RuleSetRow = {
        id: proposal.ruleSetId,
        facility_id: proposal.facilityId,
        state: 'proposed',
        number: null,
        based_on: proposal.basedOn,
        comment: proposal.comment,
        content: proposal.content,
        proposed_by: proposal.staffId,
        proposed_at: clock(),
        published_by: null,
        published_at: null,
        version: 1,
      }
      if (!(await insert(tx, row))) throw new Refusal('proposal_closed')
      return put(tx, row)
    },
    async publish(tx, change) {
      const row = await proposalFor(tx, change)
      if (row.proposed_by === change.staffId) throw new Refusal('second_supervisor_required')
      const old = await inForce(tx, change.facilityId)
      if (row.based_on !== (old?.number ?? 0)) throw new Refusal('proposal_outdated')
      // A reason may have been retired since the proposal.
      await checkContent(tx, change.facilityId, row.content)
      const superseded = old === null ? null : await find(tx, old.id)
      if (superseded !== null) {
        const next: RuleSetRow = { ...superseded, state: 'superseded', version: superseded.version + 1 }
        await update(tx, next)
        put(tx, next)
      }
      const next: RuleSetRow = {
        ...row,
        state: 'in_force',
        number: row.based_on + 1,
        published_by: change.staffId,
        published_at: clock(),
        version: row.version + 1,
      }
      await update(tx, next)
      return put(tx, next)
    },
    async withdraw(tx, change) {
      const row = await proposalFor(tx, change)
      const next: RuleSetRow = { ...row, state: 'withdrawn', version: row.version + 1 }
      await update(tx, next)
      return put(tx, next)
    },
    snapshotSources: [
      snapshotSource({
        entity: 'rule_set',
        sql: ruleSetsSql,
        toRecord: (row) => ({ version: Number(row.version), data: ruleSetOf(row as unknown as RuleSetRow) }),
      }),
    ],
  }
}
