import type { Winner } from '../../shared/central/commands.ts'
import type { ContactState, Facility } from '../../shared/central/entities.ts'
import type { PublicContact } from '../../shared/central/operations.correspondents.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import type { Database, Queryable, Transaction } from '../database/database.ts'
import { sqlState } from '../database/database.ts'
import type { FacilityService } from '../facility/service.ts'
import type { FeedService, Placed } from '../feed/service.ts'
import { byId, type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import type { NotificationService } from '../notifications/service.ts'
import { type Clock, instantOf, newId } from '../ports.ts'
import type { StaffService } from '../staff/service.ts'
import type { Correspondent } from './people.ts'
import {
  type ContactRow,
  contactOf,
  contactsOf,
  contactsSql,
  type DeliveryGround,
  deliveryGrounds,
  findContact,
  findIndividual,
  findIndividualByNumber,
  findMember,
  type IndividualRow,
  insertContact,
  isRestricted,
  type MemberRow,
  memberOf,
  type OwnContactRow,
  pairInUse,
  relyOnMember,
  updateContact,
} from './store.ts'

/** A contact with both people, as it stands in the transaction. */
export interface Correspondence {
  readonly contact: ContactRow
  readonly member: MemberRow
  readonly individual: IndividualRow
  readonly facility: Facility
}

export interface ContactDecision {
  readonly contactId: string
  readonly kind: 'approve' | 'deny' | 'revoke' | 'reopen'
  readonly facilityId: string
  readonly staffId: string
  readonly basedOn: number
  readonly reasonId: string | null
}

export interface ContactService {
  /** @throws Refusal forbidden, individual_not_found, contact_exists, messaging_unsupported, account_deactivated */
  request(who: Correspondent, bookingNumber: string, relationship: string): Promise<PublicContact>
  list(who: Correspondent): Promise<PublicContact[]>
  /** The caller's contact; with `hold`, its state cannot change until the commit. @throws Refusal not_found */
  correspondence(db: Queryable, who: Correspondent, contactId: string, hold: boolean): Promise<Correspondence>
  /** Which of the four grounds forbids writing now, or null. */
  ground(db: Queryable, correspondence: Correspondence): Promise<ErrorCode | null>
  /** For each message, in their order, what forbids delivering it now, or null. */
  deliveryGrounds(
    db: Queryable,
    messages: readonly { readonly contactId: string; readonly direction: 'inbound' | 'outbound' }[],
  ): Promise<(DeliveryGround | null)[]>
  /**
   * Applies a decision of staff.
   * @throws Refusal not_found, wrong_facility, reason_unknown, contact_wrong_state
   */
  decide(tx: Transaction, decision: ContactDecision): Promise<{ placed: Placed; version: number } | { winner: Winner }>
  readonly snapshotSources: readonly SnapshotSource[]
}

const outcomes: Readonly<
  Record<
    ContactDecision['kind'],
    { from: readonly ContactState[]; to: ContactState; verb: 'approved' | 'denied' | 'revoked' | null }
  >
> = {
  // A denial or a revocation can be taken back; the member need not ask again.
  approve: { from: ['pending', 'denied', 'revoked'], to: 'approved', verb: 'approved' },
  deny: { from: ['pending'], to: 'denied', verb: 'denied' },
  revoke: { from: ['approved'], to: 'revoked', verb: 'revoked' },
  // Nothing is decided by it, so nobody is told; the member sees the request as pending.
  reopen: { from: ['denied', 'revoked'], to: 'pending', verb: null },
}

const verbs: Readonly<Record<ContactState, ContactDecision['kind']>> = {
  pending: 'reopen',
  approved: 'approve',
  denied: 'deny',
  revoked: 'revoke',
}

/** Contacts: asked for by members, decided by staff, and whether the two may write now. */
export function contactService(
  database: Database,
  clock: Clock,
  facilities: FacilityService,
  staff: StaffService,
  feed: FeedService,
  notifications: NotificationService,
): ContactService {
  const publicOf = async (row: OwnContactRow): Promise<PublicContact> => {
    const told = row.reason_id !== null && (row.state === 'denied' || row.state === 'revoked')
    const reason = told ? await facilities.reason(database, row.facility_id, row.reason_id ?? '') : null
    return {
      id: row.id,
      state: row.state,
      relationship: row.relationship,
      with: { name: row.with_name, number: row.with_number },
      requestedAt: instantOf(row.requested_at),
      reason: reason?.public ?? null,
    }
  }

  return {
    async request(who, bookingNumber, relationship) {
      if (who.kind !== 'member') throw new Refusal('forbidden')
      try {
        return await database.transaction(async (tx) => {
          // The facility is told of the member as they stand: a change meanwhile would not reach it by the feed.
          const member = await relyOnMember(tx, who.id)
          if (member === null || member.status !== 'active') throw new Refusal('account_deactivated')
          const individual = await findIndividualByNumber(tx, bookingNumber)
          if (individual === null || individual.status !== 'active') throw new Refusal('individual_not_found')
          const facility = await facilities.facility(tx, individual.facility_id)
          if (!facility.messagingSupported) throw new Refusal('messaging_unsupported')
          if ((await pairInUse(tx, member.id, individual.id)) !== null) throw new Refusal('contact_exists')
          const row: ContactRow = {
            id: newId(clock),
            facility_id: individual.facility_id,
            member_id: member.id,
            individual_id: individual.id,
            relationship,
            state: 'pending',
            privileged: false,
            privilege: null,
            requested_at: clock(),
            decided_at: null,
            decided_by: null,
            reason_id: null,
            version: 1,
          }
          await insertContact(tx, row)
          feed.put(tx, row.facility_id, 'member', member.version, memberOf(member))
          feed.put(tx, row.facility_id, 'contact', row.version, contactOf(row))
          return publicOf({ ...row, with_name: individual.name, with_number: individual.booking_number })
        })
      } catch (error) {
        // Two requests for the same pair at once: the second one meets the unique index.
        if (sqlState(error) === '23505') throw new Refusal('contact_exists')
        throw error
      }
    },
    async list(who) {
      return Promise.all((await contactsOf(database, who.kind, who.id)).map(publicOf))
    },
    async correspondence(db, who, contactId, hold) {
      const contact = await findContact(db, contactId, hold ? 'FOR SHARE' : '')
      const own = contact !== null && who.id === (who.kind === 'member' ? contact.member_id : contact.individual_id)
      if (!own) throw new Refusal('not_found')
      const member = await findMember(db, contact.member_id)
      const individual = await findIndividual(db, contact.individual_id)
      if (member === null || individual === null) throw new Refusal('not_found')
      return { contact, member, individual, facility: await facilities.facility(db, contact.facility_id) }
    },
    async ground(db, { contact, member, individual, facility }) {
      if (contact.state !== 'approved') return 'contact_not_approved'
      if (await isRestricted(db, contact, clock())) return 'communication_restricted'
      if (!facility.messagingSupported) return 'messaging_unsupported'
      if (member.status !== 'active' || individual.status !== 'active') return 'account_deactivated'
      return null
    },
    deliveryGrounds: (db, messages) => deliveryGrounds(db, messages, clock()),
    async decide(tx, decision) {
      const row = await findContact(tx, decision.contactId, 'FOR UPDATE')
      if (row === null) throw new Refusal('not_found')
      if (row.facility_id !== decision.facilityId) throw new Refusal('wrong_facility')
      if (row.version > decision.basedOn && row.decided_by !== null && row.decided_by !== decision.staffId) {
        return {
          winner: {
            by: await staff.nameOf(tx, row.decided_by),
            at: instantOf(row.decided_at ?? row.requested_at),
            what: verbs[row.state],
            state: row.state,
            version: row.version,
          },
        }
      }
      const outcome = outcomes[decision.kind]
      if (!outcome.from.includes(row.state)) throw new Refusal('contact_wrong_state')
      const reason =
        decision.reasonId === null
          ? null
          : await facilities.reasonFor(tx, row.facility_id, decision.reasonId, 'deny_contact')
      if (row.state === 'denied' || row.state === 'revoked') {
        const other = await pairInUse(tx, row.member_id, row.individual_id)
        if (other !== null) throw new Refusal('contact_exists')
      }
      const next: ContactRow = {
        ...row,
        state: outcome.to,
        decided_at: clock(),
        decided_by: decision.staffId,
        reason_id: reason?.id ?? null,
        version: row.version + 1,
      }
      await updateContact(tx, next).catch((error: unknown) => {
        // A request for the same pair was being made meanwhile: it meets the unique index.
        throw sqlState(error) === '23505' ? new Refusal('contact_exists') : error
      })
      if (outcome.verb !== null) {
        await notifications.send(tx, {
          recipientId: row.member_id,
          kind: `contact_${outcome.verb}`,
          contactId: row.id,
          reason: reason?.public ?? null,
        })
      }
      return { placed: feed.put(tx, row.facility_id, 'contact', next.version, contactOf(next)), version: next.version }
    },
    snapshotSources: [
      snapshotSource({
        entity: 'contact',
        sql: contactsSql,
        resume: byId,
        toRecord: (row) => ({ version: Number(row.version), data: contactOf(row as unknown as ContactRow) }),
      }),
    ],
  }
}
