import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'

/** One person on either side of a contact. */
export const personKind = z.enum(['individual', 'member'])
export type PersonKind = z.infer<typeof personKind>
export const personRef = z.object({ kind: personKind, id })
export type PersonRef = z.infer<typeof personRef>

/** What a privileged contact is to the individual. */
export const privilegeKind = z.enum(['attorney', 'ombudsman', 'clergy'])

/** The evidence on which a contact was marked as privileged. */
export const privilegeEvidence = z.object({
  kind: privilegeKind,
  /** Bar number, or the number of the office's commission or ordination. */
  number: z.string().trim().min(1).max(60),
  /** Law firm, ombudsman's office or congregation. */
  office: z.string().trim().min(1).max(200),
})
export type PrivilegeEvidence = z.infer<typeof privilegeEvidence>

/** Who marked a contact as privileged on which evidence, and when somebody must look at that again. */
export const privilege = privilegeEvidence.extend({
  markedBy: id,
  markedAt: instant,
  /** The latest yearly review; null before the first. */
  reviewedBy: id.nullable(),
  reviewedAt: instant.nullable(),
  /** A year after the marking or the latest review. */
  reviewDue: instant,
  /** Set once it was unmarked: what the evidence was stays on record. */
  endedBy: id.nullable().default(null),
  endedAt: instant.nullable().default(null),
  endNote: z.string().nullable().default(null),
})
export type Privilege = z.infer<typeof privilege>

/** A declared relation of a staff user to a person, which closes that person's messages and profile to the user. */
export const recusal = z.object({
  id,
  staffId: id,
  person: personRef,
  /** "My cousin", as it was declared. */
  relation: z.string().min(1).max(200),
  /** The user, or the supervisor who recorded it. */
  declaredBy: id,
  declaredAt: instant,
  withdrawnBy: id.nullable(),
  withdrawnAt: instant.nullable(),
})
export type Recusal = z.infer<typeof recusal>

/** A staff note on a person's profile. */
export const personNote = z.object({
  id,
  person: personRef,
  staffId: id,
  text: z.string().min(1).max(4_000),
  at: instant,
})
export type PersonNote = z.infer<typeof personNote>
