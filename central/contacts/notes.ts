import type { PersonKind, PersonNote } from '../../shared/central/entities.people.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { Transaction } from '../database/database.ts'
import type { FeedService, Placed } from '../feed/service.ts'
import { type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import { type Clock, instantOf, newId } from '../ports.ts'
import type { PeopleService } from './people.ts'

interface NoteRow {
  readonly id: string
  readonly person_kind: PersonKind
  readonly person_id: string
  readonly staff_id: string
  readonly text: string
  readonly at: Date
}

const noteOf = (row: NoteRow): PersonNote => ({
  id: row.id,
  person: { kind: row.person_kind, id: row.person_id },
  staffId: row.staff_id,
  text: row.text,
  at: instantOf(row.at),
})

export interface PersonNoteService {
  /** Adds a staff note to a person's profile. @throws Refusal not_found for somebody whom the facility does not know */
  add(
    tx: Transaction,
    note: {
      readonly facilityId: string
      readonly staffId: string
      readonly kind: PersonKind
      readonly personId: string
      readonly text: string
    },
  ): Promise<{ placed: Placed; version: number }>
  readonly snapshotSources: readonly SnapshotSource[]
}

/** What staff write down about a person: only ever added to. */
export function personNoteService(clock: Clock, people: PeopleService, feed: FeedService): PersonNoteService {
  return {
    async add(tx, note) {
      if (!(await people.knownTo(tx, note.facilityId, { kind: note.kind, id: note.personId }))) {
        throw new Refusal('not_found')
      }
      const row: NoteRow = {
        id: newId(clock),
        person_kind: note.kind,
        person_id: note.personId,
        staff_id: note.staffId,
        text: note.text,
        at: clock(),
      }
      await tx.query(
        `INSERT INTO person_notes (id, facility_id, person_kind, person_id, staff_id, text, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [row.id, note.facilityId, row.person_kind, row.person_id, row.staff_id, row.text, row.at],
      )
      return { placed: feed.put(tx, note.facilityId, 'person_note', 1, noteOf(row)), version: 1 }
    },
    snapshotSources: [
      snapshotSource({
        entity: 'person_note',
        sql: 'SELECT * FROM person_notes WHERE facility_id = $1 ORDER BY id',
        toRecord: (row) => ({ version: 1, data: noteOf(row as unknown as NoteRow) }),
      }),
    ],
  }
}
