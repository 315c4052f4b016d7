import type { CommandEnvelope, CommandKind } from '../../../shared/central/commands.ts'
import type { Database } from './database.ts'
import { toInstant, toMs } from './time.ts'

/** A command on its way. waiting: never left. sent: left, not answered. applied: answered, the feed has yet to show it. */
export interface OutboxRow {
  readonly seq: number
  readonly id: string
  readonly userId: string
  readonly kind: CommandKind
  readonly target: string
  readonly basedOn: number
  readonly payload: string
  readonly reasonId: string | null
  readonly at: number
  readonly batchId: string | null
  readonly undoUntil: number
  readonly state: 'waiting' | 'sent' | 'applied'
  readonly attempts: number
}

export interface NewCommand {
  readonly id: string
  readonly userId: string
  readonly kind: CommandKind
  readonly target: string
  readonly basedOn: number
  readonly payload: unknown
  readonly reasonId: string | null
  readonly at: string
  readonly batchId: string | null
  /** Until when it stays here and can be undone (milliseconds since 1970). */
  readonly undoUntil: number
}

/** The commands that wait for central, each belonging to the user who gave it. */
export interface OutboxRepository {
  add(command: NewCommand): void
  /** What may leave now for a user, in order, one for each target: an earlier one holds back the later ones. Those that failed come last. */
  due(userId: string, now: number, limit: number): OutboxRow[]
  /** When the next one of a user may leave, or null when none waits. */
  nextDue(userId: string, now: number): number | null
  markSent(ids: readonly string[]): void
  markApplied(id: string, position: number): void
  /** A command that central cannot digest now waits, so that it does not block the others. */
  defer(id: string, notBefore: number): void
  /** Ends every such wait of a user; the undo window still counts. */
  hurry(userId: string): void
  remove(id: string): void
  get(id: string): OutboxRow | null
  /** The commands of a user on a target in order, confirmed ones that the feed has yet to show included. */
  onTarget(userId: string, target: string): OutboxRow[]
  /** The commands of a user about one domain in order, confirmed ones that the feed has yet to show included. */
  about(userId: string, domain: 'restriction' | 'recusal' | 'person'): OutboxRow[]
  hasTarget(target: string): boolean
  /** Whether the feed has yet to show a confirmed command. */
  hasApplied(): boolean
  targets(userId: string): { target: string; kind: CommandKind }[]
  batch(userId: string, batchId: string): OutboxRow[]
  /** Until when what still waits of a batch can be undone, from now on. */
  setUndoUntil(userId: string, batchId: string, undoUntil: number): void
  /** The commands of a user of some kinds, in order, that central has not shown to have applied. */
  ofKinds(userId: string, kinds: readonly CommandKind[]): OutboxRow[]
  /** Removes those that the feed has reached, and answers what they were about. */
  removeReached(position: number): { target: string; kind: CommandKind }[]
  /** Lets the confirmed ones leave once more; central answers a repeat with the result that it stored. */
  sendAgain(): void
  /** How many of a user's commands central has not confirmed. */
  waiting(userId: string): number
}

const columns = `seq, id, user_id AS userId, kind, target, based_on AS basedOn, payload, reason_id AS reasonId, at,
  batch_id AS batchId, undo_until AS undoUntil, state, attempts`

export function createOutboxRepository(db: Database): OutboxRepository {
  const add = db.prepare(
    `INSERT INTO outbox (id, user_id, kind, target, based_on, payload, reason_id, at, batch_id, undo_until, not_before, state)
     VALUES (:id, :userId, :kind, :target, :basedOn, :payload, :reasonId, :at, :batchId, :undoUntil, :undoUntil, 'waiting')`,
  )
  const first = `NOT EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.target = mine.target
    AND earlier.seq < mine.seq AND earlier.user_id = mine.user_id AND earlier.state IN ('waiting', 'sent'))`
  // Decided later than now: by a clock that was wrong and has been put right since. Its times mean nothing any more.
  const otherClock = 'at > :now + 5000'
  const due = db.prepare<{ userId: string; now: number; limit: number }, OutboxRow>(
    `SELECT ${columns} FROM outbox AS mine
     WHERE user_id = :userId AND state IN ('waiting', 'sent') AND (not_before <= :now OR ${otherClock}) AND ${first}
     ORDER BY attempts, seq LIMIT :limit`,
  )
  const nextDue = db.prepare<{ userId: string; now: number }, { at: number | null }>(
    `SELECT MIN(CASE WHEN ${otherClock} THEN :now ELSE not_before END) AS at FROM outbox AS mine
     WHERE user_id = :userId AND state IN ('waiting', 'sent') AND ${first}`,
  )
  const markSent = db.prepare(`UPDATE outbox SET state = 'sent' WHERE id = ? AND state = 'waiting'`)
  const markApplied = db.prepare(`UPDATE outbox SET state = 'applied', applied_position = ? WHERE id = ?`)
  const defer = db.prepare('UPDATE outbox SET not_before = ?, attempts = attempts + 1 WHERE id = ?')
  const hurry = db.prepare('UPDATE outbox SET not_before = undo_until WHERE user_id = ? AND not_before > undo_until')
  const remove = db.prepare('DELETE FROM outbox WHERE id = ?')
  const get = db.prepare<[string], OutboxRow>(`SELECT ${columns} FROM outbox WHERE id = ?`)
  const onTarget = db.prepare<[string, string], OutboxRow>(
    `SELECT ${columns} FROM outbox WHERE user_id = ? AND target = ? ORDER BY seq`,
  )
  const about = db.prepare<[string, string], OutboxRow>(
    `SELECT ${columns} FROM outbox WHERE user_id = ? AND kind LIKE ? ORDER BY seq`,
  )
  const hasTarget = db.prepare<[string], { one: number }>('SELECT 1 AS one FROM outbox WHERE target = ? LIMIT 1')
  const hasApplied = db.prepare<[], { one: number }>(`SELECT 1 AS one FROM outbox WHERE state = 'applied' LIMIT 1`)
  const targets = db.prepare<[string], { target: string; kind: CommandKind }>(
    'SELECT DISTINCT target, kind FROM outbox WHERE user_id = ?',
  )
  const batch = db.prepare<[string, string], OutboxRow>(
    `SELECT ${columns} FROM outbox WHERE user_id = ? AND batch_id = ? ORDER BY seq DESC`,
  )
  const setUndoUntil = db.prepare(
    `UPDATE outbox SET undo_until = :at, not_before = :at
     WHERE user_id = :userId AND batch_id = :batchId AND state = 'waiting'`,
  )
  const ofKinds = db.prepare<[string, string], OutboxRow>(
    `SELECT ${columns} FROM outbox WHERE user_id = ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY seq`,
  )
  const removeReached = db.prepare<[number], { target: string; kind: CommandKind }>(
    `DELETE FROM outbox WHERE state = 'applied' AND applied_position <= ? RETURNING target, kind`,
  )
  const sendAgain = db.prepare(`UPDATE outbox SET state = 'sent', applied_position = NULL WHERE state = 'applied'`)
  const waiting = db.prepare<[string], { n: number }>(
    `SELECT COUNT(*) AS n FROM outbox WHERE user_id = ? AND state IN ('waiting', 'sent')`,
  )

  return {
    add(command) {
      add.run({ ...command, payload: JSON.stringify(command.payload), at: toMs(command.at) })
    },
    due: (userId, now, limit) => due.all({ userId, now, limit }),
    nextDue: (userId, now) => nextDue.get({ userId, now })?.at ?? null,
    markSent(ids) {
      for (const id of ids) markSent.run(id)
    },
    markApplied(id, position) {
      markApplied.run(position, id)
    },
    defer(id, notBefore) {
      defer.run(notBefore, id)
    },
    hurry(userId) {
      hurry.run(userId)
    },
    remove(id) {
      remove.run(id)
    },
    get: (id) => get.get(id) ?? null,
    onTarget: (userId, target) => onTarget.all(userId, target),
    about: (userId, domain) => about.all(userId, `${domain}.%`),
    hasTarget: (target) => hasTarget.get(target) !== undefined,
    hasApplied: () => hasApplied.get() !== undefined,
    targets: (userId) => targets.all(userId),
    batch: (userId, batchId) => batch.all(userId, batchId),
    setUndoUntil(userId, batchId, undoUntil) {
      setUndoUntil.run({ userId, batchId, at: undoUntil })
    },
    ofKinds: (userId, kinds) => ofKinds.all(userId, JSON.stringify(kinds)),
    removeReached: (position) => removeReached.all(position),
    sendAgain() {
      sendAgain.run()
    },
    waiting: (userId) => waiting.get(userId)?.n ?? 0,
  }
}

/** A command in the form in which it travels. */
export function toEnvelope(row: OutboxRow): CommandEnvelope {
  return {
    id: row.id,
    kind: row.kind,
    target: row.target,
    basedOn: row.basedOn,
    payload: JSON.parse(row.payload) as unknown,
    at: toInstant(row.at),
    batchId: row.batchId,
  }
}
