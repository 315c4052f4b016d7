import type { StaffAccount } from '../../shared/central/operations.administration.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { Role } from '../../shared/domain/roles.ts'
import { hashPassword } from '../access/passwords.ts'
import type { AccessService } from '../access/service.ts'
import type { AuditService } from '../audit/service.ts'
import type { Database, Transaction } from '../database/database.ts'
import type { Administrator } from '../facility/administration.ts'
import type { HeadBoard } from '../feed/heads.ts'
import type { FeedService } from '../feed/service.ts'
import { type Clock, newId } from '../ports.ts'
import { holdAdministrators, holdStaff, insertStaff, listStaff, type StaffRow, staffOf, updateStaff } from './store.ts'

export interface NewStaff {
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly password: string
}

export interface StaffChange {
  readonly name?: string | undefined
  readonly role?: Role | undefined
  readonly active?: boolean | undefined
}

export interface StaffAccounts {
  list(facilityId: string): Promise<StaffAccount[]>
  /** @throws Refusal username_taken */
  create(who: Administrator, account: NewStaff): Promise<StaffAccount>
  /**
   * Changes what is named. A deactivated account's sessions end with the commit.
   * @throws Refusal not_found, outdated, last_administrator
   */
  change(who: Administrator, staffId: string, basedOn: number, change: StaffChange): Promise<StaffAccount>
  /** Gives another password; the account's sessions end with the commit. @throws Refusal not_found */
  resetPassword(who: Administrator, staffId: string, password: string): Promise<void>
}

const accountOf = (row: StaffRow): StaffAccount => ({
  ...staffOf(row),
  username: row.username,
  version: row.version,
})

/** The accounts of the staff, as administrators keep them. */
export function staffAccounts(
  database: Database,
  clock: Clock,
  access: AccessService,
  feed: FeedService,
  audit: AuditService,
  heads: HeadBoard,
): StaffAccounts {
  const endSessions = async (tx: Transaction, staffId: string): Promise<void> => {
    await access.endAll(tx, staffId)
    tx.afterCommit(() => heads.ended(staffId))
  }
  const accountFor = async (tx: Transaction, who: Administrator, staffId: string): Promise<StaffRow> => {
    const row = await holdStaff(tx, who.facilityId, staffId)
    if (row === null) throw new Refusal('not_found')
    return row
  }
  return {
    list: async (facilityId) => (await listStaff(database, facilityId)).map(accountOf),
    async create(who, account) {
      const row: StaffRow = {
        id: newId(clock),
        facility_id: who.facilityId,
        username: account.username,
        name: account.name,
        role: account.role,
        active: true,
        password_hash: await hashPassword(account.password),
        version: 1,
      }
      return database.transaction(async (tx) => {
        if (!(await insertStaff(tx, row))) throw new Refusal('username_taken')
        feed.put(tx, who.facilityId, 'staff', row.version, staffOf(row))
        audit.record(tx, who.facilityId, {
          actorId: who.id,
          action: 'staff.create',
          subjectId: row.id,
          details: { role: row.role },
        })
        return accountOf(row)
      })
    },
    change: (who, staffId, basedOn, change) =>
      database.transaction(async (tx) => {
        const administrators = await holdAdministrators(tx, who.facilityId)
        const row = await accountFor(tx, who, staffId)
        if (row.version !== basedOn) throw new Refusal('outdated')
        const next: StaffRow = {
          ...row,
          name: change.name ?? row.name,
          role: change.role ?? row.role,
          active: change.active ?? row.active,
          version: row.version + 1,
        }
        const remains = next.active && next.role === 'administrator'
        if (!remains && administrators.length === 1 && administrators[0] === staffId) {
          throw new Refusal('last_administrator')
        }
        await updateStaff(tx, next)
        // A live connection was opened under the old role, so it ends with a change of role too.
        if (row.active && !next.active) await endSessions(tx, staffId)
        else if (next.role !== row.role) tx.afterCommit(() => heads.ended(staffId))
        feed.put(tx, who.facilityId, 'staff', next.version, staffOf(next))
        audit.record(tx, who.facilityId, {
          actorId: who.id,
          action: 'staff.change',
          subjectId: staffId,
          details: { role: next.role, active: next.active, named: next.name !== row.name, version: next.version },
        })
        return accountOf(next)
      }),
    async resetPassword(who, staffId, password) {
      const hash = await hashPassword(password)
      await database.transaction(async (tx) => {
        const row = await accountFor(tx, who, staffId)
        await updateStaff(tx, { ...row, password_hash: hash })
        await endSessions(tx, staffId)
        audit.record(tx, who.facilityId, {
          actorId: who.id,
          action: 'staff.reset_password',
          subjectId: staffId,
          details: {},
        })
      })
    },
  }
}
