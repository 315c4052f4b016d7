import type { Privilege, PrivilegeEvidence } from '../../shared/central/entities.people.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { AuditService } from '../audit/service.ts'
import type { Transaction } from '../database/database.ts'
import type { FeedService, Placed } from '../feed/service.ts'
import type { WithholdService } from '../messaging/withhold.ts'
import { type Clock, instantOf } from '../ports.ts'
import { type ContactRow, contactOf, findContact, updatePrivilege } from './store.ts'

export interface PrivilegeChange {
  readonly contactId: string
  readonly facilityId: string
  readonly staffId: string
  /** The version of the contact that the user saw. */
  readonly basedOn: number
}

type Changed = { readonly placed: Placed; readonly version: number }

export interface PrivilegeService {
  /**
   * Marks a contact as privileged: from now on its messages are neither screened nor shown to staff, and those that were
   * are withdrawn.
   * @throws Refusal not_found, wrong_facility, outdated, contact_wrong_state
   */
  mark(tx: Transaction, change: PrivilegeChange, evidence: PrivilegeEvidence): Promise<Changed>
  /** Says that the evidence holds, as it is given, for another year. @throws Refusal as `mark` */
  review(tx: Transaction, change: PrivilegeChange, evidence: PrivilegeEvidence): Promise<Changed>
  /** Ends the privilege for what is sent from now on; what was withheld stays so. @throws Refusal as `mark` */
  unmark(tx: Transaction, change: PrivilegeChange, note: string): Promise<Changed>
}

/** The same day a year later, in UTC. */
function yearAfter(at: Date): Date {
  const due = new Date(at)
  due.setUTCFullYear(due.getUTCFullYear() + 1)
  return due
}

/** Privileged contacts: attorneys, ombudsmen, clergy. */
export function privilegeService(
  clock: Clock,
  withhold: WithholdService,
  feed: FeedService,
  audit: AuditService,
): PrivilegeService {
  const standing = async (tx: Transaction, change: PrivilegeChange): Promise<ContactRow> => {
    const row = await findContact(tx, change.contactId, 'FOR UPDATE')
    if (row === null) throw new Refusal('not_found')
    if (row.facility_id !== change.facilityId) throw new Refusal('wrong_facility')
    if (row.version !== change.basedOn) throw new Refusal('outdated')
    return row
  }

  const store = async (tx: Transaction, next: ContactRow, staffId: string, withheld: number): Promise<Changed> => {
    await updatePrivilege(tx, next)
    audit.record(tx, next.facility_id, {
      actorId: staffId,
      action: next.privileged ? 'contact.privileged' : 'contact.not_privileged',
      subjectId: next.id,
      details: {
        evidence: next.privilege?.kind ?? null,
        number: next.privilege?.number ?? null,
        reviewDue: next.privileged ? (next.privilege?.reviewDue ?? null) : null,
        withheld,
      },
    })
    return { placed: feed.put(tx, next.facility_id, 'contact', next.version, contactOf(next)), version: next.version }
  }

  return {
    async mark(tx, change, evidence) {
      const row = await standing(tx, change)
      const markable = row.state === 'pending' || row.state === 'approved'
      if (row.privileged || !markable) throw new Refusal('contact_wrong_state')
      const now = clock()
      const privilege: Privilege = {
        ...evidence,
        markedBy: change.staffId,
        markedAt: instantOf(now),
        reviewedBy: null,
        reviewedAt: null,
        reviewDue: instantOf(yearAfter(now)),
        endedBy: null,
        endedAt: null,
        endNote: null,
      }
      const next = { ...row, privileged: true, privilege, version: row.version + 1 }
      return store(tx, next, change.staffId, await withhold.contact(tx, row.facility_id, row.id))
    },
    async review(tx, change, evidence) {
      const row = await standing(tx, change)
      if (!row.privileged) throw new Refusal('contact_wrong_state')
      const now = clock()
      const privilege: Privilege = {
        markedBy: row.privilege?.markedBy ?? change.staffId,
        markedAt: row.privilege?.markedAt ?? instantOf(now),
        ...evidence,
        reviewedBy: change.staffId,
        reviewedAt: instantOf(now),
        reviewDue: instantOf(yearAfter(now)),
        endedBy: null,
        endedAt: null,
        endNote: null,
      }
      return store(tx, { ...row, privilege, version: row.version + 1 }, change.staffId, 0)
    },
    async unmark(tx, change, note) {
      const row = await standing(tx, change)
      if (!row.privileged) throw new Refusal('contact_wrong_state')
      const ended = { endedBy: change.staffId, endedAt: instantOf(clock()), endNote: note }
      const privilege = row.privilege === null ? null : { ...row.privilege, ...ended }
      return store(tx, { ...row, privileged: false, privilege, version: row.version + 1 }, change.staffId, 0)
    },
  }
}
