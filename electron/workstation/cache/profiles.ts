import type { PersonKind, PersonNote } from '../../../shared/central/entities.people.ts'
import type { ContactState } from '../../../shared/central/entities.ts'
import type { PeopleGraph, Profile, ProfileContact, ProfileDecision } from '../../../shared/console/people.ts'
import { GRAPH_NODES } from '../../../shared/console/people.ts'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import type { Direction } from '../../../shared/domain/message.ts'
import type { Database } from './database.ts'
import { toInstant, toInstantOrNull, toMs } from './time.ts'

/** People around the one in the middle of a graph, and around each of those. */
const AROUND = 30
const FURTHER = 10

/** What is around one person: contacts, decisions, notes, and who writes to whom. */
export interface ProfileRepository {
  /** At most 200, those with the latest messages first. */
  contacts(kind: PersonKind, id: string): ProfileContact[]
  /** The latest 50 on messages of this person. */
  decisions(kind: PersonKind, id: string): ProfileDecision[]
  decided(kind: PersonKind, id: string): Profile['decided']
  putNote(note: PersonNote): void
  removeNote(id: string): void
  /** Newest first, at most 100. */
  notes(personId: string): { id: string; by: string; at: string; text: string }[]
  /** @param closed whether somebody is left out */
  graph(kind: PersonKind, id: string, closed: (personId: string) => boolean): PeopleGraph
}

interface ContactRow {
  id: string
  version: number
  shown_state: ContactState
  relationship: string
  privileged: number
  requested_at: number
  decided_at: number | null
  other_id: string
  other_name: string
  other_number: string
  inbound: number
  outbound: number
  pending: number
  last_at: number | null
  last_id: string | null
}

interface Edge {
  id: string
  member_id: string
  individual_id: string
  state: ContactState
  relationship: string
}

/** For each kind: the column of the person in a contact, and where the others stand. */
const sides = {
  individual: { own: 'individual_id', other: 'member', number: 'member_number', otherKind: 'member' },
  member: { own: 'member_id', other: 'individual', number: 'booking_number', otherKind: 'individual' },
} as const

export function createProfileRepository(db: Database): ProfileRepository {
  const statementsOf = (kind: PersonKind) => {
    const { own, other, number } = sides[kind]
    return {
      contacts: db.prepare<[string], ContactRow>(
        `SELECT contact.id, contact.version, shown_state, relationship, privileged, requested_at, decided_at,
           ${other}.id AS other_id, ${other}.name AS other_name, ${other}.${number} AS other_number,
           (SELECT COUNT(*) FROM message WHERE contact_id = contact.id AND direction = 'inbound') AS inbound,
           (SELECT COUNT(*) FROM message WHERE contact_id = contact.id AND direction = 'outbound') AS outbound,
           (SELECT COUNT(*) FROM message WHERE contact_id = contact.id AND queue BETWEEN 1 AND 3) AS pending,
           (SELECT MAX(sent_at) FROM message WHERE contact_id = contact.id) AS last_at,
           (SELECT id FROM message WHERE contact_id = contact.id ORDER BY sent_at DESC LIMIT 1) AS last_id
         FROM contact JOIN ${other} ON ${other}.id = contact.${other}_id
         WHERE contact.${own} = ? ORDER BY last_at IS NULL, last_at DESC, requested_at DESC, contact.id LIMIT 200`,
      ),
      decisions: db.prepare<
        [string],
        {
          id: string
          message_id: string
          kind: DecisionKind
          by_name: string | null
          at: number
          reason_id: string | null
          note: string | null
          direction: Direction
          other_id: string
          other_name: string
          other_number: string
        }
      >(
        `SELECT decision.id, message_id, decision.kind, staff.name AS by_name, at, decision.reason_id, note, direction,
           ${other}.id AS other_id, ${other}.name AS other_name, ${other}.${number} AS other_number
         FROM contact CROSS JOIN message ON message.contact_id = contact.id
           CROSS JOIN decision ON decision.message_id = message.id
           JOIN ${other} ON ${other}.id = contact.${other}_id LEFT JOIN staff ON staff.id = decision.staff_id
         WHERE contact.${own} = ? ORDER BY at DESC, decision.id DESC LIMIT 50`,
      ),
      decided: db.prepare<[string], { kind: DecisionKind; n: number }>(
        `SELECT decision.kind, COUNT(DISTINCT decision.message_id) AS n
         FROM contact CROSS JOIN message ON message.contact_id = contact.id
           CROSS JOIN decision ON decision.message_id = message.id
         WHERE contact.${own} = ? GROUP BY decision.kind`,
      ),
      around: db.prepare<[string, number], Edge>(
        `SELECT id, member_id, individual_id, shown_state AS state, relationship FROM contact WHERE ${own} = ?
         ORDER BY shown_state = 'approved' DESC,
           (SELECT MAX(sent_at) FROM message WHERE contact_id = contact.id) DESC, requested_at DESC LIMIT ?`,
      ),
    }
  }
  const statements = { individual: statementsOf('individual'), member: statementsOf('member') }
  const name = {
    individual: db.prepare<[string], { name: string; number: string }>(
      'SELECT name, booking_number AS number FROM individual WHERE id = ?',
    ),
    member: db.prepare<[string], { name: string; number: string }>(
      'SELECT name, member_number AS number FROM member WHERE id = ?',
    ),
  }
  const traffic = db.prepare<[string], { inbound: number; outbound: number }>(
    `SELECT COUNT(*) FILTER (WHERE direction = 'inbound') AS inbound,
       COUNT(*) FILTER (WHERE direction = 'outbound') AS outbound FROM message WHERE contact_id = ?`,
  )
  const putNote = db.prepare(
    'INSERT INTO person_note VALUES (:id, :kind, :personId, :staffId, :text, :at) ON CONFLICT (id) DO NOTHING',
  )
  const removeNote = db.prepare('DELETE FROM person_note WHERE id = ?')
  const notes = db.prepare<[string], { id: string; by_name: string | null; at: number; text: string }>(
    `SELECT person_note.id, staff.name AS by_name, at, text FROM person_note
       LEFT JOIN staff ON staff.id = person_note.staff_id WHERE person_id = ? ORDER BY at DESC, person_note.id DESC LIMIT 100`,
  )

  return {
    contacts(kind, id) {
      return statements[kind].contacts.all(id).map((row) => ({
        contactId: row.id,
        version: row.version,
        state: row.shown_state,
        relationship: row.relationship,
        privileged: row.privileged === 1,
        requestedAt: toInstant(row.requested_at),
        decidedAt: toInstantOrNull(row.decided_at),
        other: { kind: sides[kind].otherKind, id: row.other_id, name: row.other_name, number: row.other_number },
        inbound: row.inbound,
        outbound: row.outbound,
        pending: row.pending,
        lastMessageAt: toInstantOrNull(row.last_at),
        lastMessageId: row.last_id,
      }))
    },
    decisions(kind, id) {
      return statements[kind].decisions.all(id).map((row) => ({
        id: row.id,
        messageId: row.message_id,
        kind: row.kind,
        by: row.by_name ?? '–',
        at: toInstant(row.at),
        reasonId: row.reason_id,
        note: row.note,
        direction: row.direction,
        other: { id: row.other_id, name: row.other_name, number: row.other_number },
      }))
    },
    decided(kind, id) {
      const byKind = new Map(statements[kind].decided.all(id).map((row) => [row.kind, row.n]))
      return {
        approved: byKind.get('approve') ?? 0,
        held: byKind.get('hold') ?? 0,
        rejected: (byKind.get('reject') ?? 0) + (byKind.get('recall') ?? 0),
      }
    },
    putNote({ person, ...note }) {
      putNote.run({ ...note, kind: person.kind, personId: person.id, at: toMs(note.at) })
    },
    removeNote(id) {
      removeNote.run(id)
    },
    notes: (personId) =>
      notes.all(personId).map((row) => ({ id: row.id, by: row.by_name ?? '–', at: toInstant(row.at), text: row.text })),
    graph(kind, id, closed) {
      const nodes = new Map<string, PeopleGraph['nodes'][number]>()
      const edges = new Map<string, Edge>()
      let more = false
      const meet = (who: PersonKind, whoId: string, distance: number): boolean => {
        if (nodes.has(whoId)) return true
        if (closed(whoId)) return false
        const named = name[who].get(whoId)
        if (named === undefined) return false
        if (nodes.size === GRAPH_NODES) more = true
        else nodes.set(whoId, { kind: who, id: whoId, ...named, distance })
        return nodes.has(whoId)
      }
      const spread = (who: PersonKind, whoId: string, distance: number, most: number): void => {
        const { otherKind } = sides[who]
        const found = statements[who].around.all(whoId, most + 1)
        if (found.length > most) more = true
        for (const edge of found.slice(0, most)) {
          const otherId = otherKind === 'member' ? edge.member_id : edge.individual_id
          if (meet(otherKind, otherId, distance)) edges.set(edge.id, edge)
        }
      }
      meet(kind, id, 0)
      spread(kind, id, 1, AROUND)
      const { otherKind } = sides[kind]
      for (const near of [...nodes.values()].filter((node) => node.distance === 1)) {
        spread(otherKind, near.id, 2, FURTHER)
      }
      return {
        nodes: [...nodes.values()],
        edges: [...edges.values()].map((edge) => ({
          contactId: edge.id,
          memberId: edge.member_id,
          individualId: edge.individual_id,
          state: edge.state,
          relationship: edge.relationship,
          ...(traffic.get(edge.id) ?? { inbound: 0, outbound: 0 }),
        })),
        more,
      }
    },
  }
}
