import { createHash } from 'node:crypto'
import type { PublicMessage } from '../../shared/central/operations.correspondents.ts'
import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'
import { codePoints, MESSAGE_PRICE, type MessageState, publicLabelOf, refuseText } from '../../shared/domain/message.ts'
import type { ScreeningOutcome } from '../../shared/screening/evaluate.types.ts'
import type { Correspondent } from '../contacts/people.ts'
import type { ContactService, Correspondence } from '../contacts/service.ts'
import type { CreditService } from '../credits/service.ts'
import type { Database, Queryable, Transaction } from '../database/database.ts'
import type { FacilityService } from '../facility/service.ts'
import type { FeedService } from '../feed/service.ts'
import { byId, type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import type { NotificationService } from '../notifications/service.ts'
import { type Clock, instantOf, newId } from '../ports.ts'
import type { ScreeningService } from '../screening/service.ts'
import { type DecisionRow, decisionOf, decisionsSql, type NoteRow, noteOf, notesSql } from './history-store.ts'
import {
  countForScreening,
  deleteCopy,
  find,
  insert,
  isDeleted,
  type MessageRow,
  messageOf,
  messagesResume,
  messagesSql,
  recipientOf,
  senderOf,
  takeKey,
  thread,
  update,
} from './store.ts'

export interface Sending {
  readonly text: string
  readonly idempotencyKey: string
  readonly revises?: string | undefined
  readonly cod?: boolean | undefined
}

export interface MessagingService {
  /**
   * Accepts a message: charged, screened and stored in one transaction, or not at all. A repeat under the same
   * idempotency key is answered with the message as it stands, and charges nothing.
   * @throws Refusal any of the codes that `sendMessage` names
   */
  send(who: Correspondent, contactId: string, sending: Sending): Promise<PublicMessage>
  /** What forbids the caller to write now, credits included, or null. @throws Refusal not_found */
  eligibility(who: Correspondent, contactId: string): Promise<ErrorCode | null>
  /** The thread as the caller may see it, newest first. @throws Refusal not_found */
  thread(who: Correspondent, contactId: string, limit: number, before: string | null): Promise<PublicMessage[]>
  /**
   * Opens a delivered message; the first opening of an unpaid COD message charges the opener.
   * @throws Refusal not_found, message_not_delivered, insufficient_credits
   */
  open(who: Correspondent, messageId: string): Promise<PublicMessage>
  /** Deletes the caller's own copy; again changes nothing. @throws Refusal not_found */
  deleteCopy(who: Correspondent, messageId: string): Promise<void>
  readonly snapshotSources: readonly SnapshotSource[]
}

const stateAfter: Readonly<Record<ScreeningOutcome['outcome'], MessageState>> = {
  deliver: 'delivered',
  schedule: 'scheduled',
  review: 'pending_review',
  reject: 'rejected',
}

const DAY_MS = 86_400_000

/** Messages between the two people of a contact. */
export function messagingService(
  database: Database,
  clock: Clock,
  contacts: ContactService,
  facilities: FacilityService,
  credits: CreditService,
  screening: ScreeningService,
  feed: FeedService,
  notifications: NotificationService,
): MessagingService {
  /**
   * What one side sees. The recipient reads the text only after opening: what has not been opened can still be
   * recalled, and what is unpaid must not be read.
   */
  const publicOf = async (db: Queryable, row: MessageRow, who: Correspondent): Promise<PublicMessage> => {
    const mine = who.id === senderOf(row)
    const delivered = row.state === 'delivered'
    const reason =
      row.state === 'rejected' && row.reason_id !== null
        ? await facilities.reason(db, row.facility_id, row.reason_id)
        : null
    return {
      id: row.id,
      contactId: row.contact_id,
      direction: row.direction,
      mine,
      label: publicLabelOf(row.state),
      text: mine || (row.opened_at !== null && row.payment !== 'cod_unpaid') ? row.text : null,
      sentAt: instantOf(row.sent_at),
      deliveredAt: delivered ? instantOf(row.delivered_at) : null,
      openedAt: delivered ? instantOf(row.opened_at) : null,
      cod: row.cod,
      costToOpen: !mine && row.payment === 'cod_unpaid' ? MESSAGE_PRICE : 0,
      refunded: row.payment === 'refunded',
      reason: reason?.public ?? null,
      revises: row.revises,
    }
  }

  const checkRevision = async (tx: Transaction, who: Correspondent, contactId: string, id: string): Promise<void> => {
    const revised = await find(tx, id)
    const allowed =
      revised !== null &&
      revised.contact_id === contactId &&
      senderOf(revised) === who.id &&
      revised.state === 'rejected'
    if (!allowed) throw new Refusal('revision_not_allowed')
  }

  const screened = async (
    tx: Transaction,
    who: Correspondent,
    { contact, individual, facility }: Correspondence,
    message: { id: string; text: string; cod: boolean; revision: boolean; at: Date },
  ): Promise<ScreeningOutcome> => {
    if (contact.privileged) {
      return {
        outcome: 'deliver',
        deliverAt: null,
        priority: 'normal',
        urgent: false,
        reasonId: null,
        record: {
          ruleSetVersion: await screening.numberInForce(tx, contact.facility_id),
          matches: [],
          rules: [],
        },
      }
    }
    const side = who.kind === 'member' ? 'member_id' : 'individual_id'
    const since = new Date(message.at.getTime() - DAY_MS)
    const counts = await countForScreening(tx, contact.id, side, who.id, since)
    return screening.screen(
      tx,
      contact.facility_id,
      {
        id: message.id,
        memberId: contact.member_id,
        individualId: contact.individual_id,
        text: message.text,
        direction: who.kind === 'member' ? 'inbound' : 'outbound',
        cod: message.cod,
        revision: message.revision,
        sentAt: instantOf(message.at),
      },
      {
        timeZone: facility.timeZone,
        relationship: contact.relationship,
        housingUnit: individual.housing_unit,
        contactApprovedAt: instantOf(contact.decided_at),
        contactMessages: counts.ofContact,
        senderMessages24h: counts.ofSender,
      },
    )
  }

  const told = (row: MessageRow) => ({ messageId: row.id, contactId: row.contact_id })

  return {
    async send(who, contactId, sending) {
      const refused = refuseText(sending.text)
      if (refused !== null) throw new Refusal(refused)
      const cod = sending.cod === true
      if (cod && who.kind === 'member') {
        throw new Refusal('invalid_input', [
          { path: 'cod', problem: 'only an individual may send collect on delivery' },
        ])
      }
      const bodyHash = createHash('sha256')
        .update(JSON.stringify([contactId, sending.text, sending.revises ?? null, cod]))
        .digest()
      return database.transaction(async (tx) => {
        const correspondence = await contacts.correspondence(tx, who, contactId, true)
        const { contact } = correspondence
        const id = newId(clock)
        const earlier = await takeKey(tx, who.id, sending.idempotencyKey, bodyHash, id)
        if (earlier !== null) {
          if (!earlier.body_hash.equals(bodyHash)) throw new Refusal('idempotency_mismatch')
          const row = await find(tx, earlier.message_id)
          if (row === null) throw new Refusal('not_found')
          return publicOf(tx, row, who)
        }
        const ground = await contacts.ground(tx, correspondence)
        if (ground !== null) throw new Refusal(ground)
        if (sending.revises !== undefined) await checkRevision(tx, who, contact.id, sending.revises)
        if (!cod) await credits.charge(tx, who.id, id, 'charge')
        const now = clock()
        const outcome = await screened(tx, who, correspondence, {
          id,
          text: sending.text,
          cod,
          revision: sending.revises !== undefined,
          at: now,
        })
        const state = stateAfter[outcome.outcome]
        const refund = state === 'rejected' && !cod ? await credits.refund(tx, id) : 0
        const row: MessageRow = {
          id,
          facility_id: contact.facility_id,
          contact_id: contact.id,
          member_id: contact.member_id,
          individual_id: contact.individual_id,
          direction: who.kind === 'member' ? 'inbound' : 'outbound',
          text: sending.text,
          characters: codePoints(sending.text),
          state,
          payment: refund > 0 ? 'refunded' : cod ? 'cod_unpaid' : 'paid',
          cod,
          escalated: false,
          urgent: outcome.urgent,
          priority: outcome.priority,
          sent_at: now,
          deliver_at: outcome.deliverAt === null ? null : new Date(outcome.deliverAt),
          delivered_at: state === 'delivered' ? now : null,
          opened_at: null,
          state_since: now,
          revises: sending.revises ?? null,
          reason_id: state === 'rejected' ? outcome.reasonId : null,
          assigned_to: null,
          held_until: null,
          screening: outcome.record,
          version: 1,
          privileged: contact.privileged,
        }
        await insert(tx, row)
        if (state === 'delivered') {
          await notifications.send(tx, { ...told(row), recipientId: recipientOf(row), kind: 'message_delivered' })
        }
        if (state === 'rejected') {
          const reason = row.reason_id === null ? null : await facilities.reason(tx, contact.facility_id, row.reason_id)
          await notifications.send(tx, {
            ...told(row),
            recipientId: who.id,
            kind: 'message_rejected',
            reason: reason?.public ?? null,
            refund,
          })
        }
        feed.put(tx, row.facility_id, 'message', row.version, messageOf(row))
        return publicOf(tx, row, who)
      })
    },
    async eligibility(who, contactId) {
      const ground = await contacts.ground(database, await contacts.correspondence(database, who, contactId, false))
      if (ground !== null) return ground
      return (await credits.balance(who.id)) < MESSAGE_PRICE ? 'insufficient_credits' : null
    },
    async thread(who, contactId, limit, before) {
      await contacts.correspondence(database, who, contactId, false)
      const reader = { id: who.id, sends: who.kind === 'member' ? ('inbound' as const) : ('outbound' as const) }
      const rows = await thread(database, contactId, reader, limit, before)
      const seen: PublicMessage[] = []
      for (const row of rows) seen.push(await publicOf(database, row, who))
      return seen
    },
    async open(who, messageId) {
      return database.transaction(async (tx) => {
        const row = await find(tx, messageId, true)
        const theirs = row !== null && (who.id === senderOf(row) || who.id === recipientOf(row))
        if (!theirs || (await isDeleted(tx, row.id, who.id))) throw new Refusal('not_found')
        if (who.id === senderOf(row)) return publicOf(tx, row, who)
        if (row.state !== 'delivered') throw new Refusal('message_not_delivered')
        if (row.opened_at !== null) return publicOf(tx, row, who)
        const unpaid = row.payment === 'cod_unpaid'
        if (unpaid) await credits.charge(tx, who.id, row.id, 'cod')
        const opened: MessageRow = {
          ...row,
          payment: unpaid ? 'cod_paid' : row.payment,
          opened_at: clock(),
          version: row.version + 1,
        }
        await update(tx, opened)
        feed.put(tx, row.facility_id, 'message', opened.version, messageOf(opened))
        return publicOf(tx, opened, who)
      })
    },
    async deleteCopy(who, messageId) {
      const row = await find(database, messageId)
      const seen =
        row !== null && (who.id === senderOf(row) || (who.id === recipientOf(row) && row.state === 'delivered'))
      if (!seen) throw new Refusal('not_found')
      await deleteCopy(database, row.id, who.id, clock())
    },
    snapshotSources: [
      snapshotSource({
        entity: 'message',
        sql: messagesSql,
        resume: messagesResume,
        toRecord: (row) => ({ version: Number(row.version), data: messageOf(row as unknown as MessageRow) }),
      }),
      snapshotSource({
        entity: 'decision',
        sql: decisionsSql,
        resume: byId,
        toRecord: (row) => ({ version: 1, data: decisionOf(row as unknown as DecisionRow) }),
      }),
      snapshotSource({
        entity: 'note',
        sql: notesSql,
        resume: byId,
        toRecord: (row) => ({ version: 1, data: noteOf(row as unknown as NoteRow) }),
      }),
    ],
  }
}
