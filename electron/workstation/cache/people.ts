import type { PersonKind } from '../../../shared/central/entities.people.ts'
import type { Individual, Member } from '../../../shared/central/entities.ts'
import type { ContactItem, Likeness } from '../../../shared/console/contacts.ts'
import { PEOPLE_PAGE, type PersonRow } from '../../../shared/console/people.ts'
import type { Database } from './database.ts'
import { createPersonIndex } from './find.ts'
import { addressKey, emailKey, nameKey, phoneKey } from './fold.ts'

/** The place after which a page of the list of people begins. */
export interface PersonPlace {
  readonly name: string
  readonly id: string
}

/** What a list shows of a person; whether their messaging is suspended is for whoever knows the time. */
export type ListedPerson = Omit<PersonRow, 'suspended'>

/** Individuals and members. */
export interface PeopleRepository {
  putIndividual(version: number, individual: Individual): void
  putMember(version: number, member: Member): void
  individual(id: string): Individual | null
  member(id: string): Member | null
  /** Anybody as a list shows them. */
  row(kind: PersonKind, id: string): ListedPerson | null
  /** The most alike first. */
  find(text: string, kind: PersonKind | undefined, limit: number): ListedPerson[]
  /** One page in the order of the names. */
  list(kind: PersonKind, housingUnit: string | undefined, after: PersonPlace | null): ListedPerson[]
  total(kind: PersonKind, housingUnit: string | undefined): number
  /** Other members who may be the same person, the most alike first; at most 20. */
  likelyDuplicates(member: Member): ContactItem['likelyDuplicates']
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
  address: string
  phone: string
  status: Member['status']
}

interface Keys {
  name: string
  address: string
  email: string
  phone: string
}

const keysOf = (member: Member): Keys => ({
  name: nameKey(member.name),
  address: addressKey(member.address, member.city),
  email: emailKey(member.email),
  phone: phoneKey(member.phone),
})

export function createPeopleRepository(db: Database): PeopleRepository {
  const index = createPersonIndex(db)
  const putIndividual = db.prepare(
    `INSERT INTO individual VALUES (:id, :version, :name, :bookingNumber, :housingUnit, :status)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
       booking_number = excluded.booking_number, housing_unit = excluded.housing_unit, status = excluded.status
     WHERE excluded.version >= individual.version`,
  )
  const putMember = db.prepare(
    `INSERT INTO member (id, version, name, member_number, email, city, address, phone, status, name_key, address_key,
       phone_key, email_key)
     VALUES (:id, :version, :name, :memberNumber, :email, :city, :address, :phone, :status, :nameKey, :addressKey,
       :phoneKey, :emailKey)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
       member_number = excluded.member_number, email = excluded.email, city = excluded.city,
       address = excluded.address, phone = excluded.phone, status = excluded.status, name_key = excluded.name_key,
       address_key = excluded.address_key, phone_key = excluded.phone_key, email_key = excluded.email_key
     WHERE excluded.version >= member.version`,
  )
  const individual = db.prepare<[string], IndividualRow>(
    'SELECT id, name, booking_number, housing_unit, status FROM individual WHERE id = ?',
  )
  const member = db.prepare<[string], MemberRow>(
    'SELECT id, name, member_number, email, city, address, phone, status FROM member WHERE id = ?',
  )
  const listed: Record<PersonKind, { columns: string; table: string }> = {
    individual: {
      columns: `'individual' AS kind, id, name, booking_number AS number, status, housing_unit AS housingUnit, NULL AS city`,
      table: 'individual',
    },
    member: {
      columns: `'member' AS kind, id, name, member_number AS number, status, NULL AS housingUnit, city`,
      table: 'member',
    },
  }
  const rowOf = {
    individual: db.prepare<[string], ListedPerson>(`SELECT ${listed.individual.columns} FROM individual WHERE id = ?`),
    member: db.prepare<[string], ListedPerson>(`SELECT ${listed.member.columns} FROM member WHERE id = ?`),
  }
  const alikeBy = (column: string) =>
    db.prepare<[string, string], { id: string; name: string; number: string }>(
      `SELECT id, name, member_number AS number FROM member WHERE ${column} = ? AND ${column} <> '' AND id <> ? LIMIT 20`,
    )
  const alike = [
    ['email', alikeBy('email_key')],
    ['number', alikeBy('phone_key')],
    ['address', alikeBy('address_key')],
    ['name', alikeBy('name_key')],
  ] as const
  const removeIndividual = db.prepare('DELETE FROM individual WHERE id = ?')
  const removeMember = db.prepare('DELETE FROM member WHERE id = ?')
  const inUnit = (kind: PersonKind, housingUnit: string | undefined) =>
    kind === 'individual' && housingUnit !== undefined ? 'housing_unit = :unit' : 'TRUE'

  return {
    putIndividual(version, each) {
      if (putIndividual.run({ ...each, version }).changes === 0) return
      index.put('individual', each.id, each.name, each.bookingNumber)
    },
    putMember(version, each) {
      const { name, address, email, phone } = keysOf(each)
      const keys = { nameKey: name, addressKey: address, phoneKey: phone, emailKey: email }
      if (putMember.run({ ...each, ...keys, version }).changes === 0) return
      index.put('member', each.id, each.name, each.memberNumber)
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
      const { member_number: memberNumber, ...rest } = row
      return { ...rest, memberNumber }
    },
    row: (kind, id) => rowOf[kind].get(id) ?? null,
    find(text, kind, limit) {
      return index.find(text, kind, limit).flatMap((each) => rowOf[each.kind].get(each.id) ?? [])
    },
    list(kind, housingUnit, after) {
      const { columns, table } = listed[kind]
      const where = [inUnit(kind, housingUnit), ...(after === null ? [] : ['(name, id) > (:name, :id)'])]
      return db
        .prepare<Record<string, string>, ListedPerson>(
          `SELECT ${columns} FROM ${table} WHERE ${where.join(' AND ')} ORDER BY name, id LIMIT ${PEOPLE_PAGE + 1}`,
        )
        .all({ ...(housingUnit === undefined ? {} : { unit: housingUnit }), ...after })
    },
    total(kind, housingUnit) {
      const sql = `SELECT COUNT(*) AS n FROM ${listed[kind].table} WHERE ${inUnit(kind, housingUnit)}`
      const values = housingUnit === undefined ? {} : { unit: housingUnit }
      return db.prepare<Record<string, string>, { n: number }>(sql).get(values)?.n ?? 0
    },
    likelyDuplicates(each) {
      const keys = keysOf(each)
      const key = { name: keys.name, address: keys.address, email: keys.email, number: keys.phone }
      const found = new Map<string, { id: string; name: string; number: string; why: Likeness[] }>()
      for (const [why, statement] of alike) {
        for (const other of statement.all(key[why], each.id)) {
          const known = found.get(other.id) ?? { ...other, why: [] }
          known.why.push(why)
          found.set(other.id, known)
        }
      }
      return [...found.values()].sort((a, b) => b.why.length - a.why.length).slice(0, 20)
    },
    removeIndividual(id) {
      removeIndividual.run(id)
      index.remove(id)
    },
    removeMember(id) {
      removeMember.run(id)
      index.remove(id)
    },
  }
}
