import type { Contact, ContactState } from '../../../shared/central/entities.ts'
import type { ContactChangeKind, ContactItem, ContactRow } from '../../../shared/console/contacts.ts'
import { type Closed, notClosed, nothingClosed } from './closed.ts'
import type { Database } from './database.ts'
import { toInstant, toInstantOrNull, toMs, toMsOrNull } from './time.ts'

/** Contacts: the pairs of a member and an individual. */
export interface ContactRepository {
  put(version: number, contact: Contact): void
  get(id: string): { version: number; contact: Contact } | null
  /** Ids by the state shown, pending ones oldest first, the others newest first; at most 20,000. */
  list(state: ContactState, person: string | undefined): string[]
  rows(ids: readonly string[]): ContactRow[]
  counts(): Record<ContactState, number>
  othersOfMember(memberId: string, but: string): ContactItem['memberContacts']
  othersOfIndividual(individualId: string, but: string): ContactItem['individualContacts']
  /** Earlier requests of the same two people. */
  earlier(contact: Contact): ContactItem['earlier']
  /** Ids of the privileged contacts. */
  privileged(): string[]
  remove(id: string): void
}

interface Row {
  id: string
  version: number
  member_id: string
  individual_id: string
  relationship: string
  state: ContactState
  privileged: number
  privilege: string | null
  requested_at: number
  decided_at: number | null
  decided_by: string | null
  reason_id: string | null
}

interface ListedRow extends Row {
  shown_state: ContactState
  member_name: string | null
  member_number: string | null
  member_city: string | null
  individual_name: string | null
  booking_number: string | null
  housing_unit: string | null
  overlay_kind: string | null
  overlay_batch: string | null
  overlay_undo: number | null
}

export function createContactRepository(db: Database, closed: Closed = nothingClosed): ContactRepository {
  const put = db.prepare(
    `INSERT INTO contact (id, version, member_id, individual_id, relationship, state, privileged, privilege, requested_at,
       decided_at, decided_by, reason_id, shown_state, overlay_id)
     VALUES (:id, :version, :memberId, :individualId, :relationship, :state, :privileged, :privilege, :requestedAt,
       :decidedAt, :decidedBy, :reasonId, :state, NULL)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, member_id = excluded.member_id,
       individual_id = excluded.individual_id, relationship = excluded.relationship, state = excluded.state,
       privileged = excluded.privileged, privilege = excluded.privilege, requested_at = excluded.requested_at, decided_at = excluded.decided_at,
       decided_by = excluded.decided_by, reason_id = excluded.reason_id, shown_state = excluded.state, overlay_id = NULL
     WHERE excluded.version >= contact.version`,
  )
  const get = db.prepare<[string], Row>('SELECT * FROM contact WHERE id = ?')
  const order = `CASE WHEN :state = 'pending' THEN contact.requested_at ELSE -contact.requested_at END, contact.id`
  const list = db.prepare<{ state: string }, { id: string }>(
    `SELECT id FROM contact WHERE shown_state = :state ORDER BY ${order} LIMIT 20000`,
  )
  const listOfPerson = db.prepare<{ state: string; person: string }, { id: string }>(
    `SELECT contact.id FROM contact
       LEFT JOIN member ON member.id = contact.member_id LEFT JOIN individual ON individual.id = contact.individual_id
     WHERE shown_state = :state AND (member.name LIKE :person ESCAPE '\\' OR member.member_number LIKE :person ESCAPE '\\'
       OR individual.name LIKE :person ESCAPE '\\' OR individual.booking_number LIKE :person ESCAPE '\\')
     ORDER BY ${order} LIMIT 20000`,
  )
  const row = db.prepare<[string], ListedRow>(
    `SELECT contact.*, member.name AS member_name, member.member_number, member.city AS member_city,
       individual.name AS individual_name, individual.booking_number, individual.housing_unit,
       outbox.kind AS overlay_kind, outbox.batch_id AS overlay_batch, outbox.undo_until AS overlay_undo
     FROM contact LEFT JOIN member ON member.id = contact.member_id
       LEFT JOIN individual ON individual.id = contact.individual_id
       LEFT JOIN outbox ON outbox.id = contact.overlay_id
     WHERE contact.id = ?`,
  )
  const counts = db.prepare<[], { state: ContactState; n: number }>(
    'SELECT shown_state AS state, COUNT(*) AS n FROM contact GROUP BY shown_state',
  )
  const ofMember = db.prepare<[string, string], ContactItem['memberContacts'][number]>(
    `SELECT individual.id, individual.name, individual.booking_number AS number, contact.relationship,
       contact.shown_state AS state
     FROM contact JOIN individual ON individual.id = contact.individual_id
     WHERE contact.member_id = ? AND contact.id <> ? ORDER BY individual.name LIMIT 100`,
  )
  const ofIndividual = db.prepare<[string, string], ContactItem['individualContacts'][number]>(
    `SELECT member.id, member.name, member.member_number AS number, contact.relationship, contact.shown_state AS state
     FROM contact JOIN member ON member.id = contact.member_id
     WHERE contact.individual_id = ? AND contact.id <> ? ORDER BY member.name LIMIT 100`,
  )
  const earlier = db.prepare<[string, string, string], Row>(
    `SELECT * FROM contact WHERE member_id = ? AND individual_id = ? AND id <> ? ORDER BY requested_at DESC LIMIT 50`,
  )
  const privileged = db.prepare<[], string>('SELECT id FROM contact WHERE privileged = 1 ORDER BY id').pluck()
  const remove = db.prepare('DELETE FROM contact WHERE id = ?')

  return {
    put(version, contact) {
      put.run({
        ...contact,
        version,
        privileged: contact.privileged ? 1 : 0,
        privilege: contact.privilege === null ? null : JSON.stringify(contact.privilege),
        requestedAt: toMs(contact.requestedAt),
        decidedAt: toMsOrNull(contact.decidedAt),
      })
    },
    get(id) {
      const found = get.get(id)
      return found ? { version: found.version, contact: toContact(found) } : null
    },
    list(state, person) {
      const rows = person ? listOfPerson.all({ state, person: likePattern(person) }) : list.all({ state })
      return rows.map((each) => each.id).filter((id) => !closed.contact(id))
    },
    rows(ids) {
      return ids.flatMap((id) => {
        const found = closed.contact(id) ? undefined : row.get(id)
        return found ? [toContactRow(found)] : []
      })
    },
    counts() {
      const result: Record<ContactState, number> = { pending: 0, approved: 0, denied: 0, revoked: 0 }
      for (const each of counts.all()) result[each.state] = each.n
      if (closed.any()) {
        const sql = `SELECT shown_state AS state, COUNT(*) AS n FROM contact WHERE NOT (${notClosed('id')}) GROUP BY shown_state`
        for (const each of db.prepare<[], { state: ContactState; n: number }>(sql).all()) result[each.state] -= each.n
      }
      return result
    },
    othersOfMember: (memberId, but) => ofMember.all(memberId, but).filter((other) => !closed.person(other.id)),
    othersOfIndividual: (individualId, but) =>
      ofIndividual.all(individualId, but).filter((other) => !closed.person(other.id)),
    privileged: () => privileged.all().filter((id) => !closed.contact(id)),
    earlier(contact) {
      return earlier.all(contact.memberId, contact.individualId, contact.id).map((each) => ({
        id: each.id,
        state: each.state,
        requestedAt: toInstant(each.requested_at),
        reasonId: each.reason_id,
      }))
    },
    remove(id) {
      remove.run(id)
    },
  }
}

/** A pattern that finds a part of a name, whatever signs the part holds. */
export function likePattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`
}

function toContact(row: Row): Contact {
  return {
    id: row.id,
    memberId: row.member_id,
    individualId: row.individual_id,
    relationship: row.relationship,
    state: row.state,
    privileged: row.privileged === 1,
    privilege: row.privilege === null ? null : (JSON.parse(row.privilege) as Contact['privilege']),
    requestedAt: toInstant(row.requested_at),
    decidedAt: toInstantOrNull(row.decided_at),
    decidedBy: row.decided_by,
    reasonId: row.reason_id,
  }
}

function toContactRow(row: ListedRow): ContactRow {
  return {
    id: row.id,
    version: row.version,
    state: row.shown_state,
    relationship: row.relationship,
    member: {
      id: row.member_id,
      name: row.member_name ?? '–',
      number: row.member_number ?? '–',
      city: row.member_city ?? '',
    },
    individual: {
      id: row.individual_id,
      name: row.individual_name ?? '–',
      number: row.booking_number ?? '–',
      housingUnit: row.housing_unit ?? '',
    },
    requestedAt: toInstant(row.requested_at),
    decidedAt: toInstantOrNull(row.decided_at),
    overlay:
      row.overlay_kind === null || row.overlay_batch === null || row.overlay_undo === null
        ? null
        : {
            kind: row.overlay_kind.slice('contact.'.length) as ContactChangeKind,
            batchId: row.overlay_batch,
            undoUntil: toInstant(row.overlay_undo),
          },
  }
}
