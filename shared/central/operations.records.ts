import { z } from 'zod'
import { errorCode } from '../domain/errors.ts'
import { id, instant, version } from '../domain/ids.ts'
import { decisionKind } from '../domain/lifecycle.ts'
import { direction, messageState } from '../domain/message.ts'
import { category } from '../screening/rules.ts'
import { decision, message, note } from './entities.ts'
import { position } from './feed.ts'
import { operation } from './operation.ts'

const none = z.object({})
const ofFacility = z.object({ facilityId: id })
const limit = z.coerce.number().int().min(1).max(200).default(50)

/** One act in a facility's trail: ids, codes and states, never text and never a name. */
export const auditEntry = z.object({
  position,
  at: instant,
  actorId: id.nullable(),
  action: z.string(),
  subjectId: id.nullable(),
  details: z.record(z.string(), z.unknown()),
})
export type AuditEntryView = z.infer<typeof auditEntry>

/** What is wrong with an entry of the trail. `belongsAt` is where a reordered one stood when it was written. */
export const auditProblem = z.object({
  position,
  problem: z.enum(['altered', 'missing', 'reordered', 'unlinked', 'beyond_the_end']),
  belongsAt: position.nullable(),
})
export type AuditProblem = z.infer<typeof auditProblem>

export const auditReport = z.object({
  holds: z.boolean(),
  /** Entries that were read. */
  entries: z.int().min(0),
  /** Where the trail ends, and the hash there: written down elsewhere, it proves later that nothing was rewritten. */
  end: z.object({ position, hash: z.string() }),
  /** In order, at most 100. */
  problems: z.array(auditProblem),
})
export type AuditReport = z.infer<typeof auditReport>

/** Most messages of a batch in one answer. */
export const BATCH_MAX = 5_000

/** Most openings in one report. */
export const READS_PER_CALL = 200

/** That a user opened a message on a workstation. `id` is made there once: a repeat is recorded once. */
export const readReport = z.object({
  id,
  messageId: id,
  /** By the workstation's clock, for display only. */
  at: instant,
})
export type ReadReport = z.infer<typeof readReport>

/** Reading what is kept: the archive of messages, beyond what a workstation holds, and the trail. */
export const recordOperations = {
  reportReads: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/reads',
    audience: 'staff',
    summary:
      'Write into the trail which messages the caller opened on a workstation, each once however often it is sent',
    params: ofFacility,
    query: none,
    body: z.object({ reads: z.array(readReport).min(1).max(READS_PER_CALL) }),
    answer: z.object({ recorded: z.int().min(0) }),
    errors: ['forbidden', 'wrong_facility'],
  }),
  batch: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/batches/:batchId',
    audience: 'staff',
    summary: 'What was answered to each command of a batch, in order; officers see their own batches only',
    params: ofFacility.extend({ batchId: id }),
    query: none,
    body: none,
    answer: z.object({
      kind: decisionKind,
      by: z.string(),
      at: instant,
      items: z
        .array(
          z.object({
            id,
            outcome: z.enum(['applied', 'conflict', 'refused']),
            code: errorCode.nullable(),
            /** With a conflict, who decided first; with `claimed`, who worked on it. */
            by: z.string().nullable(),
          }),
        )
        .max(BATCH_MAX),
    }),
    errors: ['wrong_facility', 'not_found'],
  }),
  searchMessages: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/messages',
    audience: 'staff',
    summary: 'Search the archive, newest first; the search is written into the trail',
    params: ofFacility,
    query: z.object({
      contactId: id.optional(),
      memberId: id.optional(),
      individualId: id.optional(),
      state: messageState.optional(),
      direction: direction.optional(),
      sentFrom: instant.optional(),
      /** Exclusive. */
      sentUntil: instant.optional(),
      /** Only what has been closed for more than so many days: what a workstation does not keep. */
      closedForDays: z.coerce.number().int().min(1).max(3_650).optional(),
      /** Only with a watchlist match of this category. */
      category: category.optional(),
      escalated: z.stringbool().optional(),
      /** Words or parts of words that all stand in the text, in any case. Privileged messages are never found by it. */
      text: z.string().trim().min(2).max(200).optional(),
      /** The `next` of the page before. */
      cursor: z.string().max(200).optional(),
      limit,
    }),
    body: none,
    answer: z.object({ messages: z.array(message), next: z.string().nullable() }),
    errors: ['wrong_facility'],
  }),
  staffMessage: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/messages/:messageId',
    audience: 'staff',
    summary:
      'One message of the archive with its history and the latest of its thread; the reading is written into the trail',
    params: ofFacility.extend({ messageId: id }),
    query: none,
    body: none,
    answer: z.object({
      message,
      version,
      /** Oldest first. */
      decisions: z.array(decision),
      /** On any message of the contact, newest first, at most 100. */
      notes: z.array(note),
      /** The latest 30 of the thread, newest first. */
      thread: z.array(message),
      threadTotal: z.int().min(1),
    }),
    errors: ['wrong_facility', 'not_found', 'recused'],
  }),
  staffThread: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/contacts/:contactId/messages',
    audience: 'staff',
    summary: 'The thread of a contact, newest first; the reading is written into the trail',
    params: ofFacility.extend({ contactId: id }),
    query: z.object({ cursor: z.string().max(200).optional(), limit }),
    body: none,
    answer: z.object({ messages: z.array(message), next: z.string().nullable() }),
    errors: ['wrong_facility', 'not_found', 'recused'],
  }),
  listAudit: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/audit',
    audience: 'staff',
    summary: 'Entries of the trail, newest first; officers see their own acts only',
    params: ofFacility,
    query: z.object({
      actorId: id.optional(),
      subjectId: id.optional(),
      action: z.string().min(1).max(80).optional(),
      from: instant.optional(),
      /** Exclusive. */
      until: instant.optional(),
      /** Entries before this position: the last one of the page before. */
      before: z.coerce.number().int().min(1).optional(),
      limit,
    }),
    body: none,
    answer: z.object({ entries: z.array(auditEntry), next: position.nullable() }),
    errors: ['wrong_facility'],
  }),
  verifyAudit: operation({
    method: 'GET',
    path: '/v1/facilities/:facilityId/audit/verify',
    audience: 'staff',
    summary: 'Check the whole trail: altered, missing and reordered entries',
    params: ofFacility,
    query: none,
    body: none,
    answer: auditReport,
    errors: ['wrong_facility'],
  }),
} as const
