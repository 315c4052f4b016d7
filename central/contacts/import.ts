import { createHash } from 'node:crypto'
import type { ImportProblem, ImportReport } from '../../shared/central/operations.people.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { BULK_LIMIT } from '../../shared/domain/roles.ts'
import type { AuditService } from '../audit/service.ts'
import { type Database, type Queryable, sqlState } from '../database/database.ts'
import type { FeedService } from '../feed/service.ts'
import type { NotificationService } from '../notifications/service.ts'
import { type Clock, newId } from '../ports.ts'
import type { RecusalService } from '../recusals/service.ts'
import { type ImportLine, linesOf } from './import-lines.ts'
import {
  approveAll,
  contactsOfPairs,
  type ImportedIndividual,
  individualsByNumber,
  insertApproved,
  lockImport,
  membersByNumber,
} from './import-store.ts'
import { type ContactRow, contactOf, type MemberRow, memberOf } from './store.ts'

/** Changes that a report shows. */
const SHOWN = 200

export interface Importer {
  readonly facilityId: string
  readonly id: string
  /** Whether the user may change more than a few contacts at once. */
  readonly inBulk: boolean
}

export interface ImportService {
  /**
   * A dry run without `digest`. With the digest of a dry run the list is applied: all of it in one transaction, or
   * nothing. What is approved already stays as it is, so that a repeat changes nothing.
   * @throws Refusal invalid_input, import_has_bad_lines, import_changed, bulk_limit
   */
  import(who: Importer, csv: string, digest: string | undefined): Promise<ImportReport>
}

type GoodLine = Exclude<ImportLine, { problem: ImportProblem }>

interface Change {
  readonly line: GoodLine
  readonly member: MemberRow
  readonly individual: ImportedIndividual
  /** The pending request that is approved; null where the contact is made. */
  readonly pending: ContactRow | null
}

interface Plan {
  readonly lines: number
  readonly unchanged: number
  readonly bad: { line: number; problem: ImportProblem }[]
  readonly changes: Change[]
}

/** Bulk import of the contacts that a facility has approved elsewhere. */
export function importService(
  database: Database,
  clock: Clock,
  recusals: RecusalService,
  feed: FeedService,
  notifications: NotificationService,
  audit: AuditService,
): ImportService {
  const planOf = async (db: Queryable, who: Importer, lines: readonly ImportLine[], hold: boolean): Promise<Plan> => {
    const good = lines.filter((line): line is GoodLine => !('problem' in line))
    const members = await membersByNumber(db, [...new Set(good.map((line) => line.member))], hold)
    const individuals = await individualsByNumber(db, who.facilityId, [...new Set(good.map((line) => line.individual))])
    const closed = new Set(await recusals.closedTo(db, who.id))
    const pairs = good.flatMap((line) => {
      const [member, individual] = [members.get(line.member), individuals.get(line.individual)]
      return member && individual ? [{ memberId: member.id, individualId: individual.id }] : []
    })
    const contacts = await contactsOfPairs(db, pairs, hold)
    const bad: Plan['bad'] = []
    const changes: Change[] = []
    let unchanged = 0
    const judge = (line: ImportLine): ImportProblem | Change | null => {
      if ('problem' in line) return line.problem
      const member = members.get(line.member)
      if (member === undefined) return 'member_unknown'
      const individual = individuals.get(line.individual)
      if (individual === undefined) return 'individual_unknown'
      if (closed.has(member.id) || closed.has(individual.id)) return 'recused'
      const contact = contacts.get(`${member.id} ${individual.id}`) ?? null
      if (contact?.state === 'approved') return null
      if (contact?.state === 'denied' || contact?.state === 'revoked') return 'decided_against'
      if (member.status !== 'active') return 'member_deactivated'
      if (individual.status !== 'active') return 'individual_gone'
      return { line, member, individual, pending: contact }
    }
    for (const line of lines) {
      const verdict = judge(line)
      if (verdict === null) unchanged++
      else if (typeof verdict === 'string') bad.push({ line: line.line, problem: verdict })
      else changes.push(verdict)
    }
    return { lines: lines.length, unchanged, bad, changes }
  }

  const reportOf = (csv: string, plan: Plan, applied: boolean): ImportReport => {
    const shape = plan.changes.map((each) => [each.line.line, each.pending?.id ?? null])
    const digest = createHash('sha256')
      .update(csv)
      .update(JSON.stringify([shape, plan.bad]))
      .digest('base64url')
    return {
      digest,
      applied,
      lines: plan.lines,
      unchanged: plan.unchanged,
      created: plan.changes.filter((each) => each.pending === null).length,
      approved: plan.changes.filter((each) => each.pending !== null).length,
      bad: plan.bad,
      changes: plan.changes.slice(0, SHOWN).map((each) => ({
        line: each.line.line,
        what: each.pending === null ? 'create' : 'approve',
        member: each.member.name,
        individual: each.individual.name,
        relationship: each.pending?.relationship ?? each.line.relationship,
      })),
    }
  }

  const contactAfter = (who: Importer, change: Change, now: Date): ContactRow =>
    change.pending === null
      ? {
          id: newId(clock),
          facility_id: who.facilityId,
          member_id: change.member.id,
          individual_id: change.individual.id,
          relationship: change.line.relationship,
          state: 'approved',
          privileged: false,
          privilege: null,
          requested_at: now,
          decided_at: now,
          decided_by: who.id,
          reason_id: null,
          version: 1,
        }
      : {
          ...change.pending,
          state: 'approved',
          decided_at: now,
          decided_by: who.id,
          reason_id: null,
          version: change.pending.version + 1,
        }

  const apply = (who: Importer, csv: string, lines: readonly ImportLine[], digest: string): Promise<ImportReport> =>
    database.transaction(async (tx) => {
      await lockImport(tx, who.facilityId)
      const plan = await planOf(tx, who, lines, true)
      const report = reportOf(csv, plan, true)
      if (plan.bad.length > 0) throw new Refusal('import_has_bad_lines')
      if (report.digest !== digest) throw new Refusal('import_changed')
      if (plan.changes.length > BULK_LIMIT && !who.inBulk) throw new Refusal('bulk_limit')
      if (plan.changes.length === 0) return report
      const now = clock()
      const rows = plan.changes.map((change) => contactAfter(who, change, now))
      const isNew = (_: unknown, n: number): boolean => plan.changes[n]?.pending === null
      const [made, approved] = [rows.filter(isNew), rows.filter((row, n) => !isNew(row, n))]
      if (made.length > 0) await insertApproved(tx, made)
      if (approved.length > 0) await approveAll(tx, approved)
      for (const member of new Map(plan.changes.map((change) => [change.member.id, change.member])).values()) {
        feed.put(tx, who.facilityId, 'member', member.version, memberOf(member))
      }
      for (const row of rows) {
        feed.put(tx, who.facilityId, 'contact', row.version, contactOf(row))
        await notifications.send(tx, { recipientId: row.member_id, kind: 'contact_approved', contactId: row.id })
      }
      const counts = { created: made.length, approved: approved.length, unchanged: plan.unchanged }
      audit.recordAll(tx, who.facilityId, [
        { actorId: who.id, action: 'contacts.import', subjectId: null, details: { ...counts, list: digest } },
        ...rows.map((row) => ({
          actorId: who.id,
          action: 'contact.imported',
          subjectId: row.id,
          details: { version: row.version, list: digest },
        })),
      ])
      return report
    })

  return {
    async import(who, csv, digest) {
      const lines = linesOf(csv)
      if (digest === undefined) {
        return database.reading(async (db) => reportOf(csv, await planOf(db, who, lines, false), false))
      }
      try {
        return await apply(who, csv, lines, digest)
      } catch (error) {
        // A member asked for the same contact in the same instant: the dry run no longer holds.
        throw sqlState(error) === '23505' ? new Refusal('import_changed') : error
      }
    },
  }
}
