import type { StaffUser } from '../../shared/central/entities.ts'
import type { StaffSession } from '../../shared/central/operations.staff.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { Role } from '../../shared/domain/roles.ts'
import type { AccessService, StaffTokens } from '../access/service.ts'
import type { AuditService } from '../audit/service.ts'
import type { Database, Queryable } from '../database/database.ts'
import type { FacilityService } from '../facility/service.ts'
import { byId, type SnapshotSource, snapshotSource } from '../feed/snapshot.ts'
import { instantOf } from '../ports.ts'
import type { WorkstationService } from '../workstations/service.ts'
import { findById, findByUsername, type StaffRow, staffOf, staffSql } from './store.ts'

/** A signed-in member of staff. */
export interface StaffPrincipal {
  readonly kind: 'staff'
  readonly sessionId: string
  readonly id: string
  readonly facilityId: string
  readonly role: Role
  /** The enrolled workstation at which the session was opened, or null. */
  readonly workstationId: string | null
}

export interface StaffService {
  /**
   * @param credential of the enrolled workstation, where there is one
   * @throws Refusal wrong_credentials, rate_limited, workstation_required, workstation_unknown, workstation_revoked
   */
  signIn(username: string, password: string, address: string, credential?: string | undefined): Promise<StaffSession>
  /** @throws Refusal session_expired, workstation_required, workstation_revoked */
  refresh(refreshToken: string): Promise<StaffSession>
  signOut(principal: StaffPrincipal): Promise<void>
  /** Who a staff session belongs to, as the account stands now. @throws Refusal unauthenticated */
  principal(sessionId: string, staffId: string, workstationId: string | null): Promise<StaffPrincipal>
  /** Whether a session still goes on, for a connection that stays open longer than one call. */
  goesOn(principal: StaffPrincipal): Promise<boolean>
  /** The name under which others see a member of staff. */
  nameOf(db: Queryable, staffId: string): Promise<string>
  /** A member of a facility's staff as others see them, or null. */
  member(db: Queryable, facilityId: string, staffId: string): Promise<StaffUser | null>
  readonly snapshotSources: readonly SnapshotSource[]
}

/** Staff accounts and their sessions. */
export function staffService(
  database: Database,
  access: AccessService,
  facilities: FacilityService,
  audit: AuditService,
  workstations: WorkstationService,
): StaffService {
  const sessionOf = async (row: StaffRow, tokens: StaffTokens): Promise<StaffSession> => ({
    accessToken: tokens.accessToken,
    accessExpiresAt: instantOf(tokens.accessExpiresAt),
    refreshToken: tokens.refreshToken,
    refreshExpiresAt: instantOf(tokens.refreshExpiresAt),
    user: staffOf(row),
    facility: await facilities.facility(database, row.facility_id),
  })

  return {
    async signIn(username, password, address, credential) {
      const row = await findByUsername(database, username)
      const able = row?.active === true ? row : null
      try {
        await access.check(password, able?.password_hash ?? null, { account: `staff ${username}`, address })
      } catch (error) {
        if (row !== null && error instanceof Refusal && error.code === 'wrong_credentials') {
          await database.transaction(async (tx) =>
            audit.record(tx, row.facility_id, {
              actorId: row.id,
              action: 'staff.sign_in_failed',
              subjectId: row.id,
              details: {},
            }),
          )
        }
        throw error
      }
      if (able === null) throw new Refusal('wrong_credentials')
      const tokens = await database.transaction(async (tx) => {
        const user = { facilityId: able.facility_id, role: able.role }
        const workstationId = await workstations.at(tx, user, credential)
        audit.record(tx, able.facility_id, {
          actorId: able.id,
          action: 'staff.sign_in',
          subjectId: able.id,
          details: { role: able.role, workstation: workstationId },
        })
        return access.openStaff(tx, able.id, workstationId)
      })
      return sessionOf(able, tokens)
    },
    async refresh(refreshToken) {
      const { staffId, workstationId, tokens } = await access.refresh(refreshToken)
      const row = await findById(database, staffId)
      if (row === null || !row.active) throw new Refusal('session_expired')
      if (workstationId === null) {
        await workstations.confirmWithout(database, { facilityId: row.facility_id, role: row.role })
      }
      return sessionOf(row, tokens)
    },
    async signOut(principal) {
      await access.end(principal.sessionId)
      await database.transaction(async (tx) =>
        audit.record(tx, principal.facilityId, {
          actorId: principal.id,
          action: 'staff.sign_out',
          subjectId: principal.id,
          details: {},
        }),
      )
    },
    async principal(sessionId, staffId, workstationId) {
      const row = await findById(database, staffId)
      if (row === null || !row.active) throw new Refusal('unauthenticated')
      return { kind: 'staff', sessionId, id: row.id, facilityId: row.facility_id, role: row.role, workstationId }
    },
    async goesOn(principal) {
      if (!(await access.goesOn(principal.sessionId))) return false
      if (principal.workstationId !== null) return true
      return workstations.confirmWithout(database, principal).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Refusal) return false
          throw error
        },
      )
    },
    async nameOf(db, staffId) {
      return (await findById(db, staffId))?.name ?? ''
    },
    async member(db, facilityId, staffId) {
      const row = await findById(db, staffId)
      return row === null || row.facility_id !== facilityId ? null : staffOf(row)
    },
    snapshotSources: [
      snapshotSource({
        entity: 'staff',
        sql: staffSql,
        resume: byId,
        toRecord: (row) => ({ version: Number(row.version), data: staffOf(row as unknown as StaffRow) }),
      }),
    ],
  }
}
