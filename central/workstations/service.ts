import { createHash, randomBytes } from 'node:crypto'
import type { Workstation } from '../../shared/central/operations.administration.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { Role } from '../../shared/domain/roles.ts'
import type { AuditService } from '../audit/service.ts'
import type { Database, Queryable } from '../database/database.ts'
import type { Administrator } from '../facility/administration.ts'
import type { FacilityService } from '../facility/service.ts'
import type { HeadBoard } from '../feed/heads.ts'
import { type Clock, instantOf, newId } from '../ports.ts'
import {
  findByCredential,
  insert,
  insertCode,
  list,
  revoke,
  signedIn,
  sweepCodes,
  takeCode,
  type WorkstationRow,
} from './store.ts'

export interface Enrolment {
  readonly workstationId: string
  readonly facilityId: string
  readonly name: string
  readonly credential: string
}

export interface WorkstationService {
  /** A code that enrols one workstation once. Only its hash is kept. */
  createCode(who: Administrator, name: string, validMinutes: number): Promise<{ code: string; expiresAt: string }>
  /** @throws Refusal enrolment_code_invalid */
  enrol(code: string): Promise<Enrolment>
  /**
   * The workstation at which somebody signs in; null where none is named and none is needed.
   * @throws Refusal workstation_required, workstation_unknown, workstation_revoked
   */
  at(db: Queryable, user: { facilityId: string; role: Role }, credential: string | undefined): Promise<string | null>
  /** Whether a session without a workstation may go on. @throws Refusal workstation_required */
  confirmWithout(db: Queryable, user: { facilityId: string; role: Role }): Promise<void>
  list(facilityId: string): Promise<Workstation[]>
  /** @throws Refusal not_found */
  revoke(who: Administrator, id: string): Promise<Workstation>
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Letters and digits that nobody mistakes for each other when reading a code aloud. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** 80 bits: cannot be guessed, can be typed. */
const CODE_LETTERS = 16

function newCode(): string {
  const letters = [...randomBytes(CODE_LETTERS)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

const plain = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, '')

const workstationOf = (row: WorkstationRow): Workstation => ({
  id: row.id,
  name: row.name,
  enrolledAt: instantOf(row.enrolled_at),
  lastSignInAt: instantOf(row.last_sign_in_at),
  revokedAt: instantOf(row.revoked_at),
})

/** Enrolled workstations: one-time codes, credentials, revocation. */
export function workstationService(
  database: Database,
  clock: Clock,
  facilities: FacilityService,
  audit: AuditService,
  heads: HeadBoard,
): WorkstationService {
  /** Administrators may sign in anywhere: they read no messages, and somebody must enrol the first workstation. */
  const confirmWithout: WorkstationService['confirmWithout'] = async (db, user) => {
    if (user.role === 'administrator') return
    if (await facilities.workstationRequired(db, user.facilityId)) throw new Refusal('workstation_required')
  }
  return {
    confirmWithout,
    createCode: (who, name, validMinutes) =>
      database.transaction(async (tx) => {
        const code = newCode()
        const expiresAt = new Date(clock().getTime() + validMinutes * 60_000)
        await sweepCodes(tx, clock())
        await insertCode(tx, {
          hash: hashOf(plain(code)),
          facilityId: who.facilityId,
          name,
          createdBy: who.id,
          expiresAt,
        })
        audit.record(tx, who.facilityId, {
          actorId: who.id,
          action: 'workstation.code',
          subjectId: null,
          details: { expiresAt: instantOf(expiresAt) },
        })
        return { code, expiresAt: instantOf(expiresAt) }
      }),
    enrol: (code) =>
      database.transaction(async (tx) => {
        const taken = await takeCode(tx, hashOf(plain(code)), clock())
        if (taken === null) throw new Refusal('enrolment_code_invalid')
        const credential = randomBytes(32).toString('base64url')
        const row: WorkstationRow = {
          id: newId(clock),
          facility_id: taken.facility_id,
          name: taken.name,
          enrolled_at: clock(),
          last_sign_in_at: null,
          revoked_at: null,
        }
        await insert(tx, row, hashOf(credential))
        audit.record(tx, taken.facility_id, {
          actorId: taken.created_by,
          action: 'workstation.enrol',
          subjectId: row.id,
          details: {},
        })
        return { workstationId: row.id, facilityId: row.facility_id, name: row.name, credential }
      }),
    async at(db, user, credential) {
      if (credential === undefined) {
        await confirmWithout(db, user)
        return null
      }
      const row = await findByCredential(db, hashOf(credential))
      if (row === null || row.facility_id !== user.facilityId) throw new Refusal('workstation_unknown')
      if (row.revoked_at !== null) throw new Refusal('workstation_revoked')
      await signedIn(db, row.id, clock())
      return row.id
    },
    list: async (facilityId) => (await list(database, facilityId)).map(workstationOf),
    revoke: (who, id) =>
      database.transaction(async (tx) => {
        const row = await revoke(tx, who.facilityId, id, clock())
        if (row === null) throw new Refusal('not_found')
        audit.record(tx, who.facilityId, {
          actorId: who.id,
          action: 'workstation.revoke',
          subjectId: id,
          details: {},
        })
        tx.afterCommit(() => heads.ended(id))
        return workstationOf(row)
      }),
  }
}
