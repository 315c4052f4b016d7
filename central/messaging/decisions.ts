import type { Winner } from '../../shared/central/commands.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { arrows, type DecisionKind, reasonUseOf, refuseEscalated, transition } from '../../shared/domain/lifecycle.ts'
import type { Reason } from '../../shared/domain/reasons.ts'
import { may, type Role } from '../../shared/domain/roles.ts'
import { earliestInWindows } from '../../shared/screening/evaluate.ts'
import type { ClaimService } from '../claims/service.ts'
import type { ContactService } from '../contacts/service.ts'
import type { CreditService } from '../credits/service.ts'
import type { Transaction } from '../database/database.ts'
import type { FacilityService } from '../facility/service.ts'
import type { FeedService, Placed } from '../feed/service.ts'
import type { NotificationService } from '../notifications/service.ts'
import { type Clock, instantOf, newId } from '../ports.ts'
import type { RecusalService } from '../recusals/service.ts'
import type { StaffService } from '../staff/service.ts'
import { checkDecider } from './assignments.ts'
import {
  type DecisionRow,
  decisionAfter,
  decisionOf,
  insertDecision,
  insertNote,
  lastReasoned,
  type NoteRow,
  noteOf,
} from './history-store.ts'
import { find, type MessageRow, messageOf, recipientOf, senderOf, update } from './store.ts'

export interface MessageDecision {
  readonly messageId: string
  readonly kind: DecisionKind
  readonly facilityId: string
  readonly staffId: string
  /** The version of the message that the user saw. */
  readonly basedOn: number
  readonly reasonId: string | null
  readonly note: string | null
  readonly batchId: string | null
  readonly role: Role
  /** Of a hold: when it ends by itself, and for whom it is. */
  readonly until: string | null
  readonly assignTo: string | null
}

export interface StaffNote {
  readonly messageId: string
  readonly facilityId: string
  readonly staffId: string
  readonly text: string
}

export type Decided =
  | { readonly placed: Placed; readonly version: number }
  | { readonly winner: Winner }
  | { readonly claimedBy: string }

export interface DecisionService {
  /**
   * Applies a decision with its refund, its notifications and its feed entries.
   * @returns the winner instead, when somebody else decided after the version that the user saw; who has claimed it,
   *   when somebody else works on it
   * @throws Refusal not_found, wrong_facility, wrong_state, escalated, already_opened, reason_required,
   *   reason_unknown, staff_unknown, hold_too_long, forbidden for correcting what another decided; and what forbids delivering the message now, where the decision would deliver or schedule it
   */
  decide(tx: Transaction, decision: MessageDecision): Promise<Decided>
  /** Adds a staff note to a message. @throws Refusal not_found, wrong_facility */
  note(tx: Transaction, note: StaffNote): Promise<{ placed: Placed; version: number }>
  /** Checks that a message that was printed may be: nothing changes but the audit trail. @throws Refusal not_found, wrong_facility */
  printed(tx: Transaction, print: Omit<StaffNote, 'text'>): Promise<{ placed: Placed; version: number }>
}

/** Longest time for which a hold may be given: a year and a day. */
const LONGEST_HOLD_MS = 366 * 86_400_000

/** What staff decide about messages. */
export function decisionService(
  clock: Clock,
  facilities: FacilityService,
  staff: StaffService,
  contacts: ContactService,
  credits: CreditService,
  feed: FeedService,
  notifications: NotificationService,
  claims: ClaimService,
  recusals: RecusalService,
): DecisionService {
  const messageFor = async (tx: Transaction, id: string, facilityId: string): Promise<MessageRow> => {
    const row = await find(tx, id, true)
    if (row === null) throw new Refusal('not_found')
    if (row.facility_id !== facilityId) throw new Refusal('wrong_facility')
    return row
  }

  const reasonFor = async (
    tx: Transaction,
    decision: MessageDecision,
    state: MessageRow['state'],
  ): Promise<Reason | null> => {
    const use = reasonUseOf(decision.kind, state)
    if (use === null) return null
    if (decision.reasonId === null) throw new Refusal('reason_required')
    return facilities.reasonFor(tx, decision.facilityId, decision.reasonId, use)
  }

  /** Officers correct what they decided themselves: whose the last word is, corrects it. */
  const checkCorrection = async (tx: Transaction, decision: MessageDecision): Promise<void> => {
    if (decision.kind !== 'correct' || may(decision.role, 'correct_others')) return
    const last = await lastReasoned(tx, decision.messageId)
    if (last?.staff_id !== decision.staffId) throw new Refusal('forbidden')
  }

  /** Until when it is held and who is to decide it, after a decision. */
  const keptAfter = async (
    tx: Transaction,
    before: MessageRow,
    decision: MessageDecision,
    now: Date,
  ): Promise<{ heldUntil: Date | null; assignedTo: string | null }> => {
    switch (decision.kind) {
      case 'hold': {
        // A time that has passed on the way is no mistake: the hold ends at once.
        const heldUntil = decision.until === null ? null : new Date(decision.until)
        if (heldUntil !== null && heldUntil.getTime() - now.getTime() > LONGEST_HOLD_MS) {
          throw new Refusal('hold_too_long')
        }
        if (decision.assignTo !== null) {
          await checkDecider(tx, staff, recusals, decision.assignTo, before)
        }
        return { heldUntil, assignedTo: decision.assignTo ?? before.assigned_to }
      }
      case 'correct':
        return { heldUntil: before.held_until, assignedTo: before.assigned_to }
      case 'return':
        return { heldUntil: null, assignedTo: before.assigned_to }
      default:
        // Decided, or with the supervisors: it is nobody's any more.
        return { heldUntil: decision.kind === 'escalate' ? before.held_until : null, assignedTo: null }
    }
  }

  /** When a message may be delivered that is let through now: after its delay, and in its window, which may be over. */
  const earliestDelivery = async (tx: Transaction, row: MessageRow, now: Date): Promise<Date> => {
    const { timeZone } = await facilities.facility(tx, row.facility_id)
    const after = Math.max(now.getTime(), row.deliver_at?.getTime() ?? 0)
    return new Date(earliestInWindows(row.screening.rules, after, timeZone))
  }

  /** Who must hear of it. A recall takes back what the recipient was told; the message is simply gone there. */
  const tell = async (
    tx: Transaction,
    before: MessageRow,
    after: MessageRow,
    decision: MessageDecision,
    reason: Reason | null,
    refund: number,
  ): Promise<void> => {
    const about = { messageId: after.id, contactId: after.contact_id }
    if (decision.kind === 'correct') {
      // Nobody outside was told of a hold, so nobody is told of its reason either.
      if (after.state !== 'rejected') return
      await notifications.send(tx, {
        ...about,
        recipientId: senderOf(after),
        kind: 'message_reason_corrected',
        reason: reason?.public ?? null,
      })
      return
    }
    if (after.state === 'rejected') {
      await notifications.send(tx, {
        ...about,
        recipientId: senderOf(after),
        kind: 'message_rejected',
        reason: reason?.public ?? null,
        refund,
      })
    }
    if (decision.kind === 'overturn') {
      await notifications.send(tx, { ...about, recipientId: senderOf(after), kind: 'message_overturned' })
    }
    if (after.state === 'delivered' && before.state !== 'delivered') {
      await notifications.send(tx, { ...about, recipientId: recipientOf(after), kind: 'message_delivered' })
    }
  }

  return {
    async decide(tx, decision) {
      const before = await messageFor(tx, decision.messageId, decision.facilityId)
      const first = await decisionAfter(tx, before.id, decision.basedOn, decision.staffId)
      if (first !== null) {
        return {
          winner: {
            by: await staff.nameOf(tx, first.staff_id),
            at: instantOf(first.at),
            what: first.kind,
            state: before.state,
            version: before.version,
          },
        }
      }
      const holder = await claims.otherHolder(tx, before.id, decision.staffId)
      if (holder !== null && !may(decision.role, 'decide_claimed')) return { claimedBy: holder.name }
      // A newer version without somebody else's decision (it was opened, its time came, or it is the user's own earlier
      // decision) is no conflict: the state alone says whether the decision still makes sense.
      const reason = await reasonFor(tx, decision, before.state)
      const now = clock()
      const earliest = arrows[decision.kind].to === 'delivery' ? await earliestDelivery(tx, before, now) : now
      const next = transition(
        { state: before.state, escalated: before.escalated, opened: before.opened_at !== null },
        decision.kind,
        earliest > now,
      )
      if ('refused' in next) throw new Refusal(next.refused)
      const escalated = refuseEscalated(decision.role, before)
      if (escalated !== null) throw new Refusal(escalated)
      await checkCorrection(tx, decision)
      const { heldUntil, assignedTo } = await keptAfter(tx, before, decision, now)
      if (next.state === 'delivered' || next.state === 'scheduled') {
        const [ground] = await contacts.deliveryGrounds(tx, [
          { contactId: before.contact_id, direction: before.direction },
        ])
        if (ground != null) throw new Refusal(ground)
      }
      const refund = next.refunds ? await credits.refund(tx, before.id) : 0
      const after: MessageRow = {
        ...before,
        state: next.state,
        escalated: next.escalated,
        payment: refund > 0 ? 'refunded' : before.payment,
        deliver_at: next.state === 'scheduled' ? earliest : before.deliver_at,
        delivered_at: next.state === 'delivered' ? now : before.delivered_at,
        state_since: next.state === before.state ? before.state_since : now,
        reason_id: next.state === 'rejected' ? (reason?.id ?? null) : null,
        assigned_to: assignedTo,
        held_until: heldUntil,
        version: before.version + 1,
      }
      await update(tx, after)
      const made: DecisionRow = {
        id: newId(clock),
        message_id: before.id,
        message_version: after.version,
        kind: decision.kind,
        staff_id: decision.staffId,
        reason_id: reason?.id ?? null,
        note: decision.note,
        batch_id: decision.batchId,
        held_until: decision.kind === 'hold' ? heldUntil : null,
        assigned_to: decision.kind === 'hold' ? decision.assignTo : null,
        at: now,
      }
      await insertDecision(tx, before.facility_id, made)
      await claims.end(tx, before.facility_id, before.id)
      await tell(tx, before, after, decision, reason, refund)
      feed.put(tx, before.facility_id, 'message', after.version, messageOf(after))
      return { placed: feed.put(tx, before.facility_id, 'decision', 1, decisionOf(made)), version: after.version }
    },
    async printed(tx, { messageId, facilityId }) {
      const { version } = await messageFor(tx, messageId, facilityId)
      return { placed: { position: () => 0 }, version }
    },
    async note(tx, note) {
      const message = await messageFor(tx, note.messageId, note.facilityId)
      const row: NoteRow = {
        id: newId(clock),
        message_id: message.id,
        contact_id: message.contact_id,
        staff_id: note.staffId,
        text: note.text,
        at: clock(),
      }
      await insertNote(tx, message.facility_id, row)
      return { placed: feed.put(tx, message.facility_id, 'note', 1, noteOf(row)), version: message.version }
    },
  }
}
