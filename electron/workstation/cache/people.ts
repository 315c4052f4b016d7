import type { Individual, Member } from '../../../shared/central/entities.ts'
import type { Database } from './database.ts'

/** Individuals and members. */
export interface PeopleRepository {
  putIndividual(version: number, individual: Individual): void
  putMember(version: number, member: Member): void
  individual(id: string): Individual | null
  member(id: string): Member | null
  /** Other members who share the name or the e-mail address, at most 20. */
  likelyDuplicates(member: Member): { id: string; name: string; number: string; why: 'name' | 'email' }[]
  removeIndividual(id: string): void
  removeMember(id: string): void
}

interface IndividualRow {
  id: string
  name: string
  booking_number: string
  housing_unit: string
  status: Individual['status']
}

interface MemberRow {
  id: string
  name: string
  member_number: string
  email: string
  city: string
  status: Member['status']
}

export function createPeopleRepository(db: Database): PeopleRepository {
  const putIndividual = db.prepare(
    `INSERT INTO individual VALUES (:id, :version, :name, :bookingNumber, :housingUnit, :status)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
       booking_number = excluded.booking_number, housing_unit = excluded.housing_unit, status = excluded.status
     WHERE excluded.version >= individual.version`,
  )
  const putMember = db.prepare(
    `INSERT INTO member VALUES (:id, :version, :name, :memberNumber, :email, :city, :status)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
       member_number = excluded.member_number, email = excluded.email, city = excluded.city, status = excluded.status
     WHERE excluded.version >= member.version`,
  )
  const individual = db.prepare<[string], IndividualRow>(
    'SELECT id, name, booking_number, housing_unit, status FROM individual WHERE id = ?',
  )
  const member = db.prepare<[string], MemberRow>(
    'SELECT id, name, member_number, email, city, status FROM member WHERE id = ?',
  )
  const duplicates = db.prepare<
    { id: string; name: string; email: string },
    { id: string; name: string; number: string; why: 'name' | 'email' }
  >(
    `SELECT id, name, member_number AS number, CASE WHEN name = :name THEN 'name' ELSE 'email' END AS why
     FROM member WHERE (name = :name OR (email = :email AND email <> '')) AND id <> :id LIMIT 20`,
  )
  const removeIndividual = db.prepare('DELETE FROM individual WHERE id = ?')
  const removeMember = db.prepare('DELETE FROM member WHERE id = ?')

  return {
    putIndividual(version, each) {
      putIndividual.run({ ...each, version })
    },
    putMember(version, each) {
      putMember.run({ ...each, version })
    },
    individual(id) {
      const row = individual.get(id)
      if (!row) return null
      return {
        id: row.id,
        name: row.name,
        bookingNumber: row.booking_number,
        housingUnit: row.housing_unit,
        status: row.status,
      }
    },
    member(id) {
      const row = member.get(id)
      if (!row) return null
      return {
        id: row.id,
        name: row.name,
        memberNumber: row.member_number,
        email: row.email,
        city: row.city,
        status: row.status,
      }
    },
    likelyDuplicates(each) {
      return duplicates.all({ id: each.id, name: each.name, email: each.email })
    },
    removeIndividual(id) {
      removeIndividual.run(id)
    },
    removeMember(id) {
      removeMember.run(id)
    },
  }
}
