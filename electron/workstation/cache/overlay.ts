import { type CommandKind, decisionOf } from '../../../shared/central/commands.ts'
import type { ContactState } from '../../../shared/central/entities.ts'
import { type DecisionKind, openStates, transition } from '../../../shared/domain/lifecycle.ts'
import type { ClosedRepository } from './closed.ts'
import type { ContactRepository } from './contacts.ts'
import type { Database } from './database.ts'
import type { DecidableMessage, MessageRepository } from './messages.ts'
import type { OutboxRepository } from './outbox.ts'
import { queueNumber } from './queues.ts'
import { toMsOrNull } from './time.ts'

export interface Shown {
  /** State, escalation, assignment and time of a hold as shown; the rest, the version among it, as central knows it. */
  readonly message: DecidableMessage
  readonly version: number
  readonly laid: { readonly id: string; readonly at: number } | null
}

const contactStates: Partial<Record<CommandKind, ContactState>> = {
  'contact.approve': 'approved',
  'contact.deny': 'denied',
  'contact.revoke': 'revoked',
  'contact.reopen': 'pending',
}

/**
 * Lays the unconfirmed decisions of the signed-in user over what central last said. It is worked out anew from the
 * outbox whenever either side changes, so that it cannot drift from it; a decision based on a version that is no longer
 * the present one is not laid over anything, because central has spoken.
 */
export interface Overlay {
  /**
   * Whose decisions are shown; null for nobody's. Other users' decisions never are. Works everything out anew, also what
   * was laid over by a command that is in the outbox no more: copy and outbox are two files, written one after the other.
   */
  showFor(userId: string | null): void
  /**
   * A message as the user's waiting decisions leave it. `version` is the one that a further decision must name: the
   * present version and one more for each decision that waits.
   */
  shown(id: string): Shown | null
  settle(target: string, kind: CommandKind): void
  settleMessage(id: string): void
  settleContact(id: string): void
}

export function createOverlay(
  db: Database,
  messages: MessageRepository,
  contacts: ContactRepository,
  outbox: OutboxRepository,
  closed: ClosedRepository,
): Overlay {
  const showMessage = db.prepare(
    `UPDATE message SET shown_state = :state, shown_escalated = :escalated, shown_assigned = :assigned, shown_held_until = :heldUntil,
       queue = :queue, overlay_id = :overlay,
       decided_at = COALESCE(:at, (SELECT MAX(at) FROM decision WHERE message_id = :id)) WHERE id = :id`,
  )
  const showContact = db.prepare('UPDATE contact SET shown_state = :state, overlay_id = :overlay WHERE id = :id')
  const everybody = db.prepare<[], { target: string; kind: CommandKind }>('SELECT DISTINCT target, kind FROM outbox')
  const laidMessages = db.prepare<[], { id: string }>('SELECT id FROM message WHERE overlay_id IS NOT NULL')
  const laidContacts = db.prepare<[], { id: string }>('SELECT id FROM contact WHERE overlay_id IS NOT NULL')
  let user: string | null = null

  const overlay: Overlay = {
    showFor(userId) {
      user = userId
      for (const { id } of laidMessages.all()) overlay.settleMessage(id)
      for (const { id } of laidContacts.all()) overlay.settleContact(id)
      closed.showFor(userId)
      for (const each of everybody.all()) overlay.settle(each.target, each.kind)
    },
    settle(target, kind) {
      if (kind.startsWith('message.')) overlay.settleMessage(target)
      else if (kind.startsWith('contact.')) overlay.settleContact(target)
      else if (kind.startsWith('recusal.')) closed.refresh()
    },
    shown(id) {
      const base = messages.decidable(id)
      if (!base) return null
      let { state, escalated, assignedTo, heldUntil, version } = base
      let laid: { id: string; at: number } | null = null
      for (const command of user === null ? [] : outbox.onTarget(user, id)) {
        if (command.basedOn !== version) continue
        if (command.kind === 'message.assign') {
          if (!openStates.includes(state)) continue
          assignedTo = (JSON.parse(command.payload) as { to: string | null }).to
          version++
          continue
        }
        const kind = decisionOf(command.kind)
        if (kind === null) continue
        const waits = base.deliverAt !== null && base.deliverAt > command.at
        const next = transition({ state, escalated, opened: base.opened }, kind, waits)
        if ('refused' in next) continue
        ;({ state, escalated } = next)
        ;({ assignedTo, heldUntil } = keptAfter(kind, { assignedTo, heldUntil }, command.payload))
        version++
        laid = { id: command.id, at: command.at }
      }
      return { message: { ...base, state, escalated, assignedTo, heldUntil }, version, laid }
    },
    settleMessage(id) {
      const shown = overlay.shown(id)
      if (!shown) return
      const { state, escalated, assignedTo, heldUntil } = shown.message
      showMessage.run({
        id,
        state,
        escalated: escalated ? 1 : 0,
        assigned: assignedTo,
        heldUntil,
        queue: queueNumber(state, escalated),
        overlay: shown.laid?.id ?? null,
        at: shown.laid?.at ?? null,
      })
    },
    settleContact(id) {
      const base = contacts.get(id)
      if (!base) return
      let { version } = base
      let state = base.contact.state
      let laid: string | null = null
      for (const command of user === null ? [] : outbox.onTarget(user, id)) {
        if (!command.kind.startsWith('contact.') || command.basedOn !== version) continue
        // The mark of a privileged contact leaves its state as it is.
        state = contactStates[command.kind] ?? state
        version++
        laid = command.id
      }
      showContact.run({ id, state, overlay: laid })
    },
  }
  return overlay
}

/** Who is to decide a message and until when it is held after a decision, as central has it (`keptAfter` there). */
function keptAfter(
  kind: DecisionKind,
  before: { assignedTo: string | null; heldUntil: number | null },
  payload: string,
): { assignedTo: string | null; heldUntil: number | null } {
  if (kind === 'correct') return before
  if (kind === 'return') return { assignedTo: before.assignedTo, heldUntil: null }
  if (kind === 'escalate') return { assignedTo: null, heldUntil: before.heldUntil }
  if (kind !== 'hold') return { assignedTo: null, heldUntil: null }
  const { until, assignTo } = JSON.parse(payload) as { until?: string; assignTo?: string }
  return { assignedTo: assignTo ?? before.assignedTo, heldUntil: toMsOrNull(until ?? null) }
}
