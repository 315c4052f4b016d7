import { Refusal } from '../../shared/domain/errors.ts'
import type { AccessService } from '../access/service.ts'
import type { Database, Queryable } from '../database/database.ts'
import { byId, type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import { instantOf } from '../ports.ts'
import {
  findIndividual,
  findIndividualByNumber,
  findMember,
  findMemberByNumber,
  type IndividualRow,
  individualOf,
  individualsSql,
  knownTo,
  type MemberRow,
  memberOf,
  membersSql,
} from './store.ts'

/** A signed-in member or individual. */
export interface Correspondent {
  readonly kind: 'member' | 'individual'
  readonly id: string
}

export interface Account {
  readonly id: string
  readonly kind: 'member' | 'individual'
  readonly name: string
  readonly number: string
}

export interface CorrespondentSession {
  readonly accessToken: string
  readonly accessExpiresAt: string
  readonly account: Account
}

export interface PeopleService {
  /** @throws Refusal wrong_credentials, account_deactivated, rate_limited */
  signInMember(memberNumber: string, password: string, address: string): Promise<CorrespondentSession>
  /** @throws Refusal wrong_credentials, account_deactivated, rate_limited */
  signInIndividual(bookingNumber: string, pin: string, address: string): Promise<CorrespondentSession>
  /** The account and its phone balances, which are shown and never spent here. @throws Refusal not_found */
  account(who: Correspondent): Promise<{ account: Account; prepaid: number; pinDebit: number }>
  /** Whether the account may still act: a member not deactivated, an individual held here. */
  isActive(db: Queryable, who: Correspondent): Promise<boolean>
  /** Whether a facility holds this individual, or this member has asked for a contact there. */
  knownTo(db: Queryable, facilityId: string, who: Correspondent): Promise<boolean>
  readonly snapshotSources: readonly SnapshotSource[]
}

const memberAccount = (row: MemberRow): Account => ({
  id: row.id,
  kind: 'member',
  name: row.name,
  number: row.member_number,
})
const individualAccount = (row: IndividualRow): Account => ({
  id: row.id,
  kind: 'individual',
  name: row.name,
  number: row.booking_number,
})

/** The people on both sides: their sign-in and their accounts. */
export function peopleService(database: Database, access: AccessService): PeopleService {
  const open = async (account: Account): Promise<CorrespondentSession> => {
    const tokens = await access.openCorrespondent(database, account.kind, account.id)
    return { accessToken: tokens.accessToken, accessExpiresAt: instantOf(tokens.accessExpiresAt), account }
  }
  return {
    async signInMember(memberNumber, password, address) {
      const row = await findMemberByNumber(database, memberNumber)
      await access.check(password, row?.password_hash ?? null, { account: `member ${memberNumber}`, address })
      if (row === null) throw new Refusal('wrong_credentials')
      if (row.status !== 'active') throw new Refusal('account_deactivated')
      return open(memberAccount(row))
    },
    async signInIndividual(bookingNumber, pin, address) {
      const row = await findIndividualByNumber(database, bookingNumber)
      await access.check(pin, row?.pin_hash ?? null, { account: `individual ${bookingNumber}`, address })
      if (row === null) throw new Refusal('wrong_credentials')
      if (row.status !== 'active') throw new Refusal('account_deactivated')
      return open(individualAccount(row))
    },
    async account(who) {
      if (who.kind === 'member') {
        const row = await findMember(database, who.id)
        if (row === null) throw new Refusal('not_found')
        return { account: memberAccount(row), prepaid: row.prepaid, pinDebit: row.pin_debit }
      }
      const row = await findIndividual(database, who.id)
      if (row === null) throw new Refusal('not_found')
      return { account: individualAccount(row), prepaid: row.prepaid, pinDebit: row.pin_debit }
    },
    async isActive(db, who) {
      const row = who.kind === 'member' ? await findMember(db, who.id) : await findIndividual(db, who.id)
      return row?.status === 'active'
    },
    knownTo: (db, facilityId, who) => knownTo(db, facilityId, who.kind, who.id),
    snapshotSources: [
      snapshotSource({
        entity: 'individual',
        sql: individualsSql,
        resume: byId,
        toRecord: (row) => ({ version: Number(row.version), data: individualOf(row as unknown as IndividualRow) }),
      }),
      snapshotSource({
        entity: 'member',
        sql: membersSql,
        resume: byId,
        toRecord: (row) => ({ version: Number(row.version), data: memberOf(row as unknown as MemberRow) }),
      }),
    ],
  }
}
