import {
  type Command,
  type CommandResult,
  commandKinds,
  decisionOf,
  parseCommand,
  type Winner,
} from '../../shared/central/commands.ts'
import { type ErrorCode, errorSentences, Refusal } from '../../shared/domain/errors.ts'
import { id as idSchema } from '../../shared/domain/ids.ts'
import { BULK_LIMIT, may } from '../../shared/domain/roles.ts'
import type { AuditService } from '../audit/service.ts'
import type { PersonNoteService } from '../contacts/notes.ts'
import type { PrivilegeService } from '../contacts/privilege.ts'
import type { ContactService } from '../contacts/service.ts'
import { type Database, isTransient, LAST_STEPS, type Transaction } from '../database/database.ts'
import type { Placed } from '../feed/service.ts'
import type { AssignmentService } from '../messaging/assignments.ts'
import type { DecisionService } from '../messaging/decisions.ts'
import { type Clock, describeError, type Logger } from '../ports.ts'
import type { RecusalService } from '../recusals/service.ts'
import type { RestrictionService } from '../restrictions/service.ts'
import type { ScreeningService } from '../screening/service.ts'
import type { StaffPrincipal } from '../staff/service.ts'
import type { ViewService } from '../views/service.ts'
import { countBatch, find, storeResult, take } from './store.ts'

type Effect =
  | { readonly placed: Placed; readonly version: number }
  | { readonly winner: Winner }
  | { readonly claimedBy: string }
  | { readonly assignedTo: string }

export interface CommandService {
  /** Applies commands in their order, each in a transaction of its own. One result for each, in the same order. */
  apply(who: StaffPrincipal, facilityId: string, raw: readonly unknown[]): Promise<CommandResult[]>
}

/** Stands for the id of a command that has none that could be read. */
const NO_ID = '00000000-0000-0000-0000-000000000000'

function refused(id: string, code: ErrorCode, by?: string): CommandResult {
  return { id, outcome: 'refused', code, sentence: errorSentences[code], ...(by === undefined ? {} : { by }) }
}

function idOf(raw: unknown): string {
  const parsed = idSchema.safeParse((raw as { id?: unknown } | null)?.id)
  return parsed.success ? parsed.data : NO_ID
}

/** By what, and by whom, a message is bound that the user may not touch. */
function boundBy(effect: { claimedBy: string } | { assignedTo: string }): ['claimed' | 'assigned', string] {
  return 'claimedBy' in effect ? ['claimed', effect.claimedBy] : ['assigned', effect.assignedTo]
}

function codeOf(effect: Effect | { readonly code: ErrorCode }): ErrorCode | null {
  if ('code' in effect) return effect.code
  return 'claimedBy' in effect || 'assignedTo' in effect ? boundBy(effect)[0] : null
}

/** What the trail tells of a command besides its kind: ids and moments, never text. */
function particularsOf(command: Command): Record<string, string | number | null> {
  if (command.kind === 'message.assign') return { to: command.payload.to }
  if (command.kind === 'message.print') return command.payload
  if (command.kind !== 'message.hold') return {}
  const { until, assignTo } = command.payload
  return { ...(until === undefined ? {} : { until }), ...(assignTo === undefined ? {} : { for: assignTo }) }
}

/** PostgreSQL stores neither NUL nor half a surrogate pair, and nobody types them. */
function storable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (Array.isArray(value)) return value.every(storable)
  if (typeof value === 'object' && value !== null) return Object.values(value).every(storable)
  return true
}

/** The commands of staff: each takes effect exactly once, however often it is sent. */
export function commandService(
  database: Database,
  clock: Clock,
  logger: Logger,
  decisions: DecisionService,
  contacts: ContactService,
  privilege: PrivilegeService,
  screening: ScreeningService,
  restrictions: RestrictionService,
  notes: PersonNoteService,
  recusals: RecusalService,
  assignments: AssignmentService,
  views: ViewService,
  audit: AuditService,
): CommandService {
  const effectOf = async (tx: Transaction, who: StaffPrincipal, command: Command): Promise<Effect> => {
    const by = { facilityId: who.facilityId, staffId: who.id }
    switch (command.kind) {
      case 'message.note':
        return decisions.note(tx, { ...by, messageId: command.target, text: command.payload.text })
      case 'message.print':
        return decisions.printed(tx, { ...by, messageId: command.target })
      case 'contact.approve':
      case 'contact.deny':
      case 'contact.revoke':
      case 'contact.reopen':
        return contacts.decide(tx, {
          ...by,
          contactId: command.target,
          kind: command.kind.slice('contact.'.length) as 'approve' | 'deny' | 'revoke' | 'reopen',
          basedOn: command.basedOn,
          reasonId: 'reasonId' in command.payload ? command.payload.reasonId : null,
        })
      case 'contact.mark_privileged':
        return privilege.mark(tx, { ...by, contactId: command.target, basedOn: command.basedOn }, command.payload)
      case 'contact.review_privileged':
        return privilege.review(tx, { ...by, contactId: command.target, basedOn: command.basedOn }, command.payload)
      case 'contact.unmark_privileged':
        return privilege.unmark(
          tx,
          { ...by, contactId: command.target, basedOn: command.basedOn },
          command.payload.note,
        )
      case 'rules.propose':
        return screening.propose(tx, {
          ...by,
          ruleSetId: command.target,
          basedOn: command.basedOn,
          comment: command.payload.comment,
          content: command.payload.content,
        })
      case 'rules.publish':
        return screening.publish(tx, { ...by, ruleSetId: command.target })
      case 'rules.withdraw':
        return screening.withdraw(tx, { ...by, ruleSetId: command.target })
      case 'restriction.impose':
        return restrictions.impose(tx, {
          ...by,
          ...command.payload,
          restrictionId: command.target,
          basedOn: command.basedOn,
        })
      case 'restriction.propose':
        return restrictions.propose(tx, {
          ...by,
          ...command.payload,
          restrictionId: command.target,
          basedOn: command.basedOn,
        })
      case 'restriction.confirm':
        return restrictions.confirm(tx, { ...by, restrictionId: command.target, basedOn: command.basedOn })
      case 'restriction.lift':
        return restrictions.lift(tx, {
          ...by,
          restrictionId: command.target,
          basedOn: command.basedOn,
          note: command.payload.note ?? null,
        })
      case 'person.note':
        return notes.add(tx, { ...by, personId: command.target, ...command.payload })
      case 'recusal.declare':
        return recusals.declare(tx, {
          recusalId: command.target,
          facilityId: who.facilityId,
          by: who.id,
          manages: may(who.role, 'manage_recusals'),
          ...command.payload,
        })
      case 'recusal.withdraw':
        return recusals.withdraw(tx, { recusalId: command.target, facilityId: who.facilityId, by: who.id })
      case 'message.assign':
        return assignments.assign(tx, who, { messageId: command.target, to: command.payload.to })
      case 'view.save':
        return views.save(tx, { ...by, viewId: command.target, basedOn: command.basedOn }, command.payload)
      case 'view.remove':
        return views.remove(tx, { ...by, viewId: command.target, basedOn: command.basedOn })
      default: {
        const kind = decisionOf(command.kind)
        if (kind === null) throw new Refusal('invalid_input')
        return decisions.decide(tx, {
          ...by,
          messageId: command.target,
          kind,
          basedOn: command.basedOn,
          reasonId: 'reasonId' in command.payload ? command.payload.reasonId : null,
          note: 'note' in command.payload ? (command.payload.note ?? null) : null,
          batchId: command.batchId,
          role: who.role,
          until: ('until' in command.payload ? command.payload.until : null) ?? null,
          assignTo: ('assignTo' in command.payload ? command.payload.assignTo : null) ?? null,
        })
      }
    }
  }

  const checked = async (tx: Transaction, who: StaffPrincipal, command: Command): Promise<Effect> => {
    if (!may(who.role, commandKinds[command.kind].permission)) throw new Refusal('forbidden')
    if (command.batchId !== null && !may(who.role, 'decide_bulk')) {
      if ((await countBatch(tx, command.batchId, who.id)) > BULK_LIMIT) throw new Refusal('bulk_limit')
    }
    await recusals.confirmCommand(tx, who.id, command)
    return effectOf(tx, who, command)
  }

  const applyOne = (who: StaffPrincipal, command: Command): Promise<CommandResult> =>
    database
      .transaction(async (tx) => {
        const fresh = await take(tx, {
          id: command.id,
          facility_id: who.facilityId,
          staff_id: who.id,
          kind: command.kind,
          target: command.target,
          batch_id: command.batchId,
          received_at: clock(),
        })
        if (!fresh) {
          const stored = await find(tx, command.id)
          return stored !== null && stored.staff_id === who.id ? stored.result : refused(command.id, 'forbidden')
        }
        let effect: Effect | { readonly code: ErrorCode }
        try {
          effect = await tx.attempt(() => checked(tx, who, command))
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          effect = { code: error.code }
        }
        const code = codeOf(effect)
        const outcome = code !== null ? 'refused' : 'winner' in effect ? 'conflict' : 'applied'
        audit.record(tx, who.facilityId, {
          actorId: who.id,
          action: command.kind,
          subjectId: command.target,
          details: {
            command: command.id,
            outcome,
            basedOn: command.basedOn,
            batch: command.batchId,
            reason: 'reasonId' in command.payload ? command.payload.reasonId : null,
            ...particularsOf(command),
            ...(code === null ? {} : { code }),
            ...('version' in effect ? { version: effect.version } : {}),
          },
        })
        let result: CommandResult | undefined
        tx.last(LAST_STEPS.result, async () => {
          result =
            'code' in effect
              ? refused(command.id, effect.code)
              : 'claimedBy' in effect || 'assignedTo' in effect
                ? refused(command.id, ...boundBy(effect))
                : 'winner' in effect
                  ? { id: command.id, outcome: 'conflict', winner: effect.winner }
                  : { id: command.id, outcome: 'applied', position: effect.placed.position(), version: effect.version }
          await storeResult(tx, command.id, result)
        })
        return () => result
      })
      .then((answer) => {
        const result = typeof answer === 'function' ? answer() : answer
        if (result === undefined) throw new Error('a command without a result')
        return result
      })

  return {
    async apply(who, facilityId, raw) {
      if (who.facilityId !== facilityId) throw new Refusal('wrong_facility')
      const results: CommandResult[] = []
      for (const each of raw) {
        const parsed = parseCommand(each)
        if ('error' in parsed || !storable(parsed.command)) {
          results.push(refused(idOf(each), 'invalid_input'))
          continue
        }
        try {
          results.push(await applyOne(who, parsed.command))
        } catch (error) {
          // When the database is away the call fails and is sent again; what a command itself breaks on stops only it.
          if (isTransient(error)) throw error
          logger.error('command_failed', describeError(error))
          results.push(refused(parsed.command.id, 'internal'))
        }
      }
      return results
    },
  }
}
