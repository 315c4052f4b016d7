import type { Database } from './database.ts'

/** What is closed to the signed-in user because of a declared relation to one of the people. */
export interface Closed {
  /** Whether there is anything: nothing has to be left out where there is not. */
  any(): boolean
  person(id: string): boolean
  contact(id: string): boolean
  message(id: string): boolean
}

/** For a cache without a user. */
export const nothingClosed: Closed = {
  any: () => false,
  person: () => false,
  contact: () => false,
  message: () => false,
}

/** Leaves out of a statement the rows whose contact is closed; only where `any()` says that there is one. */
export const notClosed = (column: string): string => `${column} NOT IN (SELECT id FROM temp.closed_contact)`

export interface ClosedRepository extends Closed {
  /** Whose recusals count; null for nobody's. */
  showFor(userId: string | null): void
  /** Works it out anew: a recusal was told, declared, or taken back. Says whether anything may have changed. */
  refresh(): boolean
  /** The people that are closed, in the order of their ids; a handful. */
  people(): readonly string[]
  /** A contact came or changed. */
  met(contact: { id: string; memberId: string; individualId: string }): void
}

/**
 * The copy is shared by the users of a workstation, so what is closed to one of them is left out when it is read. Kept
 * in tables of this connection alone; they hold a handful of people and their contacts.
 */
export function createClosedRepository(db: Database): ClosedRepository {
  db.exec(`CREATE TEMP TABLE closed_person (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TEMP TABLE closed_contact (id TEXT PRIMARY KEY) WITHOUT ROWID`)
  const people = db
    .prepare<{ user: string }, string>(
      `SELECT person_id FROM recusal WHERE staff_id = :user AND withdrawn_at IS NULL
       UNION SELECT json_extract(payload, '$.person.id') FROM outbox
         WHERE user_id = :user AND kind = 'recusal.declare' AND json_extract(payload, '$.staffId') = :user`,
    )
    .pluck()
  const addPerson = db.prepare('INSERT INTO temp.closed_person VALUES (?) ON CONFLICT DO NOTHING')
  const addContacts = db.prepare(
    `INSERT INTO temp.closed_contact SELECT id FROM contact
     WHERE member_id IN (SELECT id FROM temp.closed_person) OR individual_id IN (SELECT id FROM temp.closed_person)`,
  )
  const addContact = db.prepare('INSERT INTO temp.closed_contact VALUES (?) ON CONFLICT DO NOTHING')
  const hasPerson = db.prepare<[string], number>('SELECT 1 FROM temp.closed_person WHERE id = ?').pluck()
  const hasContact = db.prepare<[string], number>('SELECT 1 FROM temp.closed_contact WHERE id = ?').pluck()
  const contactOf = db.prepare<[string], string>('SELECT contact_id FROM message WHERE id = ?').pluck()
  let user: string | null = null
  let closed: string[] = []

  const repository: ClosedRepository = {
    showFor(userId) {
      user = userId
      repository.refresh()
    },
    refresh() {
      const before = closed
      closed = user === null ? [] : people.all({ user }).sort()
      if (closed.join() === before.join()) return false
      db.exec('DELETE FROM temp.closed_person; DELETE FROM temp.closed_contact')
      for (const each of closed) addPerson.run(each)
      addContacts.run()
      return true
    },
    met(contact) {
      if (closed.length === 0) return
      if (repository.person(contact.memberId) || repository.person(contact.individualId)) addContact.run(contact.id)
    },
    people: () => closed,
    any: () => closed.length > 0,
    person: (id) => closed.length > 0 && hasPerson.get(id) !== undefined,
    contact: (id) => closed.length > 0 && hasContact.get(id) !== undefined,
    message: (id) => closed.length > 0 && repository.contact(contactOf.get(id) ?? ''),
  }
  return repository
}
