import { Refusal } from '../../shared/domain/errors.ts'
import { openStates, refuseEscalated } from '../../shared/domain/lifecycle.ts'
import { may } from '../../shared/domain/roles.ts'
import type { Queryable, Transaction } from '../database/database.ts'
import type { FeedService, Placed } from '../feed/service.ts'
import type { RecusalService } from '../recusals/service.ts'
import type { StaffPrincipal, StaffService } from '../staff/service.ts'
import { find, type MessageRow, messageOf, update } from './store.ts'

export interface Assignment {
  readonly messageId: string
  /** To whom; null for nobody. */
  readonly to: string | null
}

export type Assigned =
  | { readonly placed: Placed; readonly version: number }
  /** Whose it is, where that keeps the user from assigning it. */
  | { readonly assignedTo: string }

export interface AssignmentService {
  /**
   * Assigns an open message. Officers take what is nobody's and give back what is their own; the rest is for
   * supervisors. Assigning does not bind decisions: it says who is to decide, and a claim who is deciding.
   * @throws Refusal not_found, wrong_facility, wrong_state, forbidden, staff_unknown, escalated
   */
  assign(tx: Transaction, who: StaffPrincipal, assignment: Assignment): Promise<Assigned>
}

/**
 * @throws Refusal staff_unknown where this is nobody of the facility's active staff who decides, or somebody to whom the
 *   message is closed; escalated
 */
export async function checkDecider(
  db: Queryable,
  staff: StaffService,
  recusals: Pick<RecusalService, 'closedTo'>,
  staffId: string,
  message: Pick<MessageRow, 'facility_id' | 'member_id' | 'individual_id' | 'escalated'>,
): Promise<void> {
  const found = await staff.member(db, message.facility_id, staffId)
  if (found === null || !found.active || !may(found.role, 'decide')) throw new Refusal('staff_unknown')
  const closed = await recusals.closedTo(db, staffId)
  if (closed.includes(message.member_id) || closed.includes(message.individual_id)) throw new Refusal('staff_unknown')
  const refused = refuseEscalated(found.role, message)
  if (refused !== null) throw new Refusal(refused)
}

/** Who is to decide which message. */
export function assignmentService(staff: StaffService, recusals: RecusalService, feed: FeedService): AssignmentService {
  return {
    async assign(tx, who, { messageId, to }) {
      const row = await find(tx, messageId, true)
      if (row === null) throw new Refusal('not_found')
      if (row.facility_id !== who.facilityId) throw new Refusal('wrong_facility')
      if (!openStates.includes(row.state)) throw new Refusal('wrong_state')
      if (!may(who.role, 'assign_others')) {
        if (to !== null && to !== who.id) throw new Refusal('forbidden')
        if (row.assigned_to !== null && row.assigned_to !== who.id) {
          return { assignedTo: await staff.nameOf(tx, row.assigned_to) }
        }
      }
      if (to !== null) await checkDecider(tx, staff, recusals, to, row)
      const after = { ...row, assigned_to: to, version: row.version + 1 }
      await update(tx, after)
      return {
        placed: feed.put(tx, row.facility_id, 'message', after.version, messageOf(after)),
        version: after.version,
      }
    },
  }
}
