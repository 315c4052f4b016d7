import type pg from 'pg'
import { v7 } from 'uuid'
import type { DemoFacility } from './facility.ts'
import { insertRows } from './rows.ts'

/** Writes messages with their decisions and notifications. */
export async function insertMessages(
  client: pg.ClientBase,
  demo: DemoFacility,
  onRows: (rows: number) => void,
): Promise<void> {
  const facilityId = demo.facility.id
  const privileged = new Set(demo.contacts.filter((one) => one.privileged).map((one) => one.id))
  await insertRows(
    client,
    'messages',
    'id uuid, facility_id uuid, contact_id uuid, member_id uuid, individual_id uuid, direction text, ' +
      'text text, characters int, state text, payment text, cod boolean, escalated boolean, ' +
      'urgent boolean, priority text, sent_at timestamptz, deliver_at timestamptz, ' +
      'delivered_at timestamptz, opened_at timestamptz, state_since timestamptz, revises uuid, ' +
      'reason_id uuid, screening jsonb, version int, privileged boolean',
    demo.messages.map((one) => [
      one.id,
      facilityId,
      one.contactId,
      one.memberId,
      one.individualId,
      one.direction,
      one.text,
      one.characters,
      one.state,
      one.payment,
      one.cod,
      one.escalated,
      one.urgent,
      one.priority,
      one.sentAt,
      one.deliverAt,
      one.deliveredAt,
      one.openedAt,
      one.stateSince,
      one.revises,
      one.reasonId,
      one.screening,
      one.version,
      privileged.has(one.contactId),
    ]),
    onRows,
  )
  await insertRows(
    client,
    'decisions',
    'id uuid, facility_id uuid, message_id uuid, message_version int, kind text, staff_id uuid, ' +
      'reason_id uuid, note text, at timestamptz',
    demo.decisions.map((one) => [
      one.id,
      facilityId,
      one.messageId,
      one.messageVersion,
      one.kind,
      one.staffId,
      one.reasonId,
      one.note,
      one.at,
    ]),
  )
  await insertRows(
    client,
    'notifications',
    'id uuid, recipient_id uuid, kind text, message_id uuid, contact_id uuid, reason jsonb, refund int, ' +
      'at timestamptz',
    demo.notifications.map((one) => [
      one.id,
      one.recipientId,
      one.kind,
      one.messageId,
      one.contactId,
      one.reason,
      one.refund,
      one.at,
    ]),
  )
}

/** Accounts, transactions and postings. The database checks every balance when the whole is committed. */
export async function insertLedger(client: pg.ClientBase, demo: DemoFacility): Promise<void> {
  const { rows } = await client.query<{ id: string; kind: string }>(
    "SELECT id, kind FROM ledger_accounts WHERE kind IN ('income', 'purchases')",
  )
  const own = new Map(rows.map((row) => [row.kind, row.id]))
  const accounts = new Map<string, string>()
  for (const { postings } of demo.transactions) {
    for (const { account } of postings) {
      if (account.kind === 'service' && !accounts.has(account.owner)) accounts.set(account.owner, v7())
    }
  }
  await insertRows(
    client,
    'ledger_accounts',
    'id uuid, kind text, owner_id uuid',
    [...accounts].map(([owner, id]) => [id, 'service', owner]),
  )
  await insertRows(
    client,
    'ledger_transactions',
    'id uuid, kind text, message_id uuid, reverses uuid, at timestamptz',
    demo.transactions.map((one) => [one.id, one.kind, one.messageId, one.reverses, new Date(one.at).toISOString()]),
  )
  await insertRows(
    client,
    'postings',
    'transaction_id uuid, account_id uuid, amount int',
    demo.transactions.flatMap((one) =>
      one.postings.map(({ account, amount }) => [
        one.id,
        account.kind === 'service' ? accounts.get(account.owner) : own.get(account.kind),
        amount,
      ]),
    ),
  )
}
