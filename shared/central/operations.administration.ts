import { z } from 'zod'
import { id, instant, version } from '../domain/ids.ts'
import { bilingual, reason, reasonUse } from '../domain/reasons.ts'
import { role } from '../domain/roles.ts'
import { facility } from './entities.ts'
import { operation } from './operation.ts'

const none = z.object({})
const ofFacility = z.object({ facilityId: id })
const forAdministrators = ['forbidden', 'wrong_facility'] as const

/** All settings of a facility, as its administrators see and change them. */
export const facilitySettings = facility.extend({
  version,
  /** Days for which workstations keep decided messages. */
  retentionDays: z.int().min(1).max(3_650),
  /** Whether staff sign in at enrolled workstations only. Administrators may sign in anywhere. */
  workstationRequired: z.boolean(),
})
export type FacilitySettings = z.infer<typeof facilitySettings>

const change = facilitySettings.omit({ id: true, version: true }).partial()
export type FacilityChange = z.infer<typeof change>

/** A reason with the version that a change of it names. */
export const versionedReason = reason.extend({ version })
export type VersionedReason = z.infer<typeof versionedReason>

const reasonTexts = z.object({ staff: bilingual, public: bilingual, order: z.int().min(1).max(1_000) })

/** An account of staff, as administrators see it. */
export const staffAccount = z.object({
  id,
  username: z.string(),
  name: z.string(),
  role,
  active: z.boolean(),
  version,
})
export type StaffAccount = z.infer<typeof staffAccount>

const staffName = z.string().trim().min(1).max(120)
/** Twelve characters at least: length protects better than rules about signs. */
const newPassword = z.string().min(12).max(200)

export const workstation = z.object({
  id,
  name: z.string(),
  enrolledAt: instant,
  /** When somebody last signed in there. */
  lastSignInAt: instant.nullable(),
  revokedAt: instant.nullable(),
})
export type Workstation = z.infer<typeof workstation>

/** What administrators do for a facility. Each change is audited and, where workstations show it, enters the feed. */
export const administrationOperations = {
  facilitySettings: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/settings',
    audience: 'staff',
    summary: 'All settings of a facility',
    params: ofFacility,
    query: none,
    body: none,
    answer: facilitySettings,
    errors: [...forAdministrators],
  }),
  changeFacility: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/settings',
    audience: 'staff',
    summary: 'Change settings of a facility; what is not named stays',
    params: ofFacility,
    query: none,
    body: z.object({ basedOn: version, change }),
    answer: facilitySettings,
    errors: [...forAdministrators, 'outdated', 'time_zone_unknown'],
  }),
  listReasons: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/reasons',
    audience: 'staff',
    summary: 'All reasons of a facility, retired ones too',
    params: ofFacility,
    query: none,
    body: none,
    answer: z.object({ reasons: z.array(versionedReason) }),
    errors: [...forAdministrators],
  }),
  addReason: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/reasons',
    audience: 'staff',
    summary: 'Add a reason',
    params: ofFacility,
    query: none,
    body: reasonTexts.extend({ code: reason.shape.code, uses: z.array(reasonUse).min(1) }),
    answer: versionedReason,
    errors: [...forAdministrators, 'reason_exists'],
  }),
  changeReason: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/reasons/:reasonId',
    audience: 'staff',
    summary: 'Change the texts of a reason, its place in the list, or retire it and take it back',
    params: ofFacility.extend({ reasonId: id }),
    query: none,
    body: reasonTexts.partial().extend({ basedOn: version, active: z.boolean().optional() }),
    answer: versionedReason,
    errors: [...forAdministrators, 'not_found', 'outdated'],
  }),
  listStaff: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/staff',
    audience: 'staff',
    summary: 'The accounts of the staff',
    params: ofFacility,
    query: none,
    body: none,
    answer: z.object({ staff: z.array(staffAccount) }),
    errors: [...forAdministrators],
  }),
  createStaff: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/staff',
    audience: 'staff',
    summary: 'Create an account for a member of staff',
    params: ofFacility,
    query: none,
    body: z.object({
      username: z.string().regex(/^[A-Za-z0-9._-]{2,80}$/),
      name: staffName,
      role,
      password: newPassword,
    }),
    answer: staffAccount,
    errors: [...forAdministrators, 'username_taken'],
  }),
  changeStaff: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/staff/:staffId',
    audience: 'staff',
    summary: 'Change name or role of an account, deactivate or reactivate it; deactivation ends its sessions at once',
    params: ofFacility.extend({ staffId: id }),
    query: none,
    body: z.object({
      basedOn: version,
      name: staffName.optional(),
      role: role.optional(),
      active: z.boolean().optional(),
    }),
    answer: staffAccount,
    errors: [...forAdministrators, 'not_found', 'outdated', 'last_administrator'],
  }),
  resetPassword: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/staff/:staffId/password',
    audience: 'staff',
    summary: 'Give an account another password; its sessions end at once',
    params: ofFacility.extend({ staffId: id }),
    query: none,
    body: z.object({ password: newPassword }),
    answer: none,
    errors: [...forAdministrators, 'not_found'],
  }),
  createEnrolmentCode: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/workstations/codes',
    audience: 'staff',
    summary: 'Make a code with which one workstation enrols, once; it is shown here and never again',
    params: ofFacility,
    query: none,
    body: z.object({
      /** What the workstation will be called in the list. */
      name: z.string().trim().min(1).max(80),
      validMinutes: z.int().min(5).max(10_080).default(60),
    }),
    answer: z.object({ code: z.string(), expiresAt: instant }),
    errors: [...forAdministrators],
  }),
  enrolWorkstation: operation({
    method: 'POST',
    path: '/v1/workstations',
    audience: 'anyone',
    summary: 'Exchange an enrolment code for the credential of a workstation',
    params: none,
    query: none,
    body: z.object({ code: z.string().trim().min(16).max(40) }),
    answer: z.object({ workstationId: id, facilityId: id, name: z.string(), credential: z.string() }),
    errors: ['enrolment_code_invalid'],
  }),
  listWorkstations: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/workstations',
    audience: 'staff',
    summary: 'The workstations of a facility, revoked ones too',
    params: ofFacility,
    query: none,
    body: none,
    answer: z.object({ workstations: z.array(workstation) }),
    errors: [...forAdministrators],
  }),
  revokeWorkstation: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/workstations/:workstationId/revoke',
    audience: 'staff',
    summary: 'Revoke a workstation: its calls are refused and its live connection closed at once',
    params: ofFacility.extend({ workstationId: id }),
    query: none,
    body: none,
    answer: workstation,
    errors: [...forAdministrators, 'not_found'],
  }),
} as const
