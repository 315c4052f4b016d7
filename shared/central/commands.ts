import { z } from 'zod'
import { errorCode } from '../domain/errors.ts'
import { id, instant } from '../domain/ids.ts'
import { arrows, type DecisionKind } from '../domain/lifecycle.ts'
import { messageState } from '../domain/message.ts'
import type { Permission } from '../domain/roles.ts'
import { ruleSetContent } from '../screening/rules.ts'
import { personKind, personRef, privilegeEvidence } from './entities.people.ts'
import { contactState, restrictionKind, restrictionTarget } from './entities.ts'
import { position } from './feed.ts'
import { view } from './views.ts'

/** Most commands in one call. */
export const COMMANDS_PER_CALL = 100

const note = z.string().trim().max(4_000).optional()
const withReason = z.object({ reasonId: id, note })
const withoutReason = z.object({ note })
/** Until when, and for which member of staff; a hold without a time is ended by somebody. */
const hold = withReason.extend({ until: instant.optional(), assignTo: id.optional() })
const newRestriction = z.object({
  /** A suspension is of one individual or one member. */
  kind: restrictionKind.default('restriction'),
  target: restrictionTarget,
  from: instant,
  until: instant.nullable(),
  reason: z.string().trim().min(1).max(2_000),
  publicWording: z.string().trim().max(500).default(''),
})

/** What each kind of command carries, and the permission that its user needs. */
export const commandKinds = {
  'message.approve': { payload: withoutReason, permission: arrows.approve.permission },
  'message.hold': { payload: hold, permission: arrows.hold.permission },
  'message.reject': { payload: withReason, permission: arrows.reject.permission },
  'message.return': { payload: withoutReason, permission: arrows.return.permission },
  'message.escalate': { payload: withoutReason, permission: arrows.escalate.permission },
  'message.recall': { payload: withReason, permission: arrows.recall.permission },
  'message.overturn': { payload: withoutReason, permission: arrows.overturn.permission },
  /** Another reason for the hold or the rejection in force: the sender of a rejected message is told. */
  'message.correct': { payload: withReason, permission: arrows.correct.permission },
  /** To oneself or away from oneself by anybody who decides; the rest needs `assign_others`. */
  'message.assign': { payload: z.object({ to: id.nullable() }), permission: 'decide' },
  'message.note': { payload: z.object({ text: z.string().trim().min(1).max(4_000) }), permission: 'note' },
  /** Says that a message, or its thread, was put on paper: only the audit trail keeps it. */
  'message.print': {
    payload: z.object({ scope: z.enum(['message', 'thread']), messages: z.int().min(1).max(1_000) }),
    permission: 'read_queues',
  },
  'contact.approve': { payload: withoutReason, permission: 'decide_contacts' },
  'contact.deny': { payload: withReason, permission: 'decide_contacts' },
  'contact.revoke': { payload: withReason, permission: 'decide_contacts' },
  /** Puts a denied or revoked contact before an officer again. */
  'contact.reopen': { payload: withoutReason, permission: 'decide_contacts' },
  'contact.mark_privileged': { payload: privilegeEvidence, permission: 'mark_privileged' },
  /** The yearly look at the evidence: it holds for another year. */
  'contact.review_privileged': { payload: privilegeEvidence, permission: 'mark_privileged' },
  'contact.unmark_privileged': {
    payload: z.object({ note: z.string().trim().min(1).max(4_000) }),
    permission: 'mark_privileged',
  },
  /** `target` is the id of the new proposal, `basedOn` the number of the version in force that it changes. */
  'rules.propose': {
    payload: z.object({ comment: z.string().trim().max(500), content: ruleSetContent }),
    permission: 'draft_rules',
  },
  'rules.publish': { payload: z.object({}), permission: 'publish_rules' },
  'rules.withdraw': { payload: z.object({}), permission: 'draft_rules' },
  /** `target` is the id of the new restriction, `basedOn` 0. */
  'restriction.impose': { payload: newRestriction, permission: 'impose_restrictions' },
  'restriction.propose': { payload: newRestriction, permission: 'propose_restrictions' },
  'restriction.confirm': { payload: z.object({}), permission: 'impose_restrictions' },
  /** Ends a restriction, or turns a proposal down. */
  'restriction.lift': { payload: withoutReason, permission: 'impose_restrictions' },
  /** `target` is the person, `basedOn` 0. */
  'person.note': {
    payload: z.object({ kind: personKind, text: z.string().trim().min(1).max(4_000) }),
    permission: 'note',
  },
  /** `target` is the id of the new recusal, `basedOn` 0. For somebody else it needs `manage_recusals`. */
  'recusal.declare': {
    payload: z.object({ staffId: id, person: personRef, relation: z.string().trim().min(1).max(200) }),
    permission: 'declare_recusals',
  },
  'recusal.withdraw': { payload: withoutReason, permission: 'manage_recusals' },
  /** `target` is the id of the view; `basedOn` 0 for a new one. */
  'view.save': { payload: view, permission: 'share_views' },
  'view.remove': { payload: z.object({}), permission: 'share_views' },
} as const satisfies Record<string, { payload: z.ZodType; permission: Permission }>

export type CommandKind = keyof typeof commandKinds
export const commandKindNames = Object.keys(commandKinds) as [CommandKind, ...CommandKind[]]

/**
 * The envelope of a command. `id` is made once on the workstation (UUIDv7): a repeat is answered with the stored
 * result. `basedOn` is the version of the target that the user saw. `at` is the workstation's clock, for display only.
 */
export const commandEnvelope = z.object({
  id,
  kind: z.enum(commandKindNames),
  target: id,
  basedOn: z.int().min(0).max(2_147_483_647),
  payload: z.unknown(),
  at: instant,
  batchId: id.nullable(),
})
export type CommandEnvelope = z.infer<typeof commandEnvelope>

export type Command = {
  [K in CommandKind]: Omit<CommandEnvelope, 'kind' | 'payload'> & {
    kind: K
    payload: z.infer<(typeof commandKinds)[K]['payload']>
  }
}[CommandKind]

/** Checks a command: its envelope, then the payload of its kind. */
export function parseCommand(raw: unknown): { command: Command } | { error: z.ZodError } {
  const envelope = commandEnvelope.safeParse(raw)
  if (!envelope.success) return { error: envelope.error }
  const payload = commandKinds[envelope.data.kind].payload.safeParse(envelope.data.payload)
  if (!payload.success) return { error: payload.error }
  return { command: { ...envelope.data, payload: payload.data } as Command }
}

/** The decision that a message command makes, or null for the other kinds. */
export function decisionOf(kind: CommandKind): DecisionKind | null {
  const others: readonly CommandKind[] = ['message.note', 'message.assign', 'message.print']
  if (!kind.startsWith('message.') || others.includes(kind)) return null
  return kind.slice('message.'.length) as DecisionKind
}

/** Who decided first, and what: shown to the one whose decision came second. */
export const winner = z.object({
  by: z.string(),
  at: instant,
  what: z.string(),
  state: z.union([messageState, contactState]).nullable(),
  version: z.int().min(0),
})
export type Winner = z.infer<typeof winner>

export const commandResult = z.discriminatedUnion('outcome', [
  z.object({ id, outcome: z.literal('applied'), position, version: z.int().min(0) }),
  z.object({ id, outcome: z.literal('conflict'), winner }),
  z.object({
    id,
    outcome: z.literal('refused'),
    code: errorCode,
    sentence: z.string(),
    /** With `claimed`: who works on it; with `assigned`: to whom. */
    by: z.string().optional(),
  }),
])
export type CommandResult = z.infer<typeof commandResult>
