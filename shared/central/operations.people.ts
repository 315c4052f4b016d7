import { z } from 'zod'
import { id, instant } from '../domain/ids.ts'
import { personKind } from './entities.people.ts'
import { individual, member } from './entities.ts'
import { operation } from './operation.ts'

const none = z.object({})
const errors = ['forbidden', 'wrong_facility', 'not_found'] as const

/** Most characters of an imported list, and most lines. */
export const MOST_CSV = 1_000_000
export const MOST_LINES = 10_000

/** What is wrong with a line of an imported list. */
export const importProblem = z.enum([
  'columns',
  'relationship',
  'member_unknown',
  'individual_unknown',
  'member_deactivated',
  'individual_gone',
  'duplicate_line',
  /** Denied or revoked here: that stands until somebody reopens it. */
  'decided_against',
  'recused',
])
export type ImportProblem = z.infer<typeof importProblem>

/** What an imported list changes, or would. */
export const importReport = z.object({
  /** Names the list together with what it would change, so that what is applied is what was looked at. */
  digest: z.string().max(100),
  applied: z.boolean(),
  /** Lines of contacts, the heading not counted. */
  lines: z.int().min(0),
  /** Lines whose contact is approved already. */
  unchanged: z.int().min(0),
  /** Approved contacts that are made, and pending requests that are approved. */
  created: z.int().min(0),
  approved: z.int().min(0),
  /** Every line that cannot be taken, by its number in the file, from 1. */
  bad: z.array(z.object({ line: z.int().min(1), problem: importProblem })).max(MOST_LINES),
  /** The first 200 changes. */
  changes: z
    .array(
      z.object({
        line: z.int().min(1),
        what: z.enum(['create', 'approve']),
        member: z.string(),
        individual: z.string(),
        relationship: z.string(),
      }),
    )
    .max(200),
})
export type ImportReport = z.infer<typeof importReport>

/** The three kinds of balance of a person, in cents, kept apart. */
export const balances = z.object({
  service: z.int(),
  prepaid: z.int(),
  pinDebit: z.int(),
  at: instant,
})
export type Balances = z.infer<typeof balances>

/** What administrators record about the people on both sides, and what staff ask about them. */
export const peopleOperations = {
  changeIndividual: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/individuals/:individualId',
    audience: 'staff',
    summary: 'Record a release, a transfer, a return or another housing unit',
    params: z.object({ facilityId: id, individualId: id }),
    query: none,
    body: individual
      .pick({ status: true })
      .extend({ housingUnit: z.string().min(1).max(40) })
      .partial(),
    answer: individual,
    errors: [...errors, 'invalid_input'],
  }),
  changeMember: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/members/:memberId',
    audience: 'staff',
    summary: 'Deactivate the account of a member who has a contact here, or activate it again',
    params: z.object({ facilityId: id, memberId: id }),
    query: none,
    body: member.pick({ status: true }),
    answer: member,
    errors,
  }),
  personBalances: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/people/:kind/:personId/balances',
    audience: 'staff',
    summary: 'The balances of a person, to be read and never changed',
    params: z.object({ facilityId: id, kind: personKind, personId: id }),
    query: none,
    body: none,
    answer: balances,
    errors: [...errors, 'recused'],
  }),
  importContacts: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/contacts/import',
    audience: 'staff',
    summary: 'Import a list of approved contacts, all of it or nothing; without the digest of a dry run, a dry run',
    params: z.object({ facilityId: id }),
    query: none,
    body: z.object({ csv: z.string().min(1).max(MOST_CSV), digest: z.string().max(100).optional() }),
    answer: importReport,
    errors: ['forbidden', 'wrong_facility', 'invalid_input', 'import_has_bad_lines', 'import_changed'],
  }),
} as const
