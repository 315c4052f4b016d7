import type { Decision, Note } from '../../../shared/central/entities.ts'
import type { ReviewItem } from '../../../shared/console/review.ts'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import type { Database } from './database.ts'
import { toInstant, toInstantOrNull, toMs, toMsOrNull } from './time.ts'

/** Decisions and notes: history that is only added to. */
export interface HistoryRepository {
  putDecision(decision: Decision): void
  putNote(note: Note): void
  /** Decisions on a message, newest first. */
  decisions(messageId: string): ReviewItem['decisions']
  /** How the other messages of a contact were decided. */
  contactDecisions(contactId: string, but: string): ReviewItem['contactDecisions']
  /** The reason of the latest rejection of a message. */
  rejectionReason(messageId: string): string | null
  /** Who gave the latest reason of a message, for its hold or its rejection, or null. */
  lastReasonedBy(messageId: string): string | null
  /** Notes on a contact's messages, newest first, at most 100. */
  notes(contactId: string): ReviewItem['notes']
  removeDecision(id: string): void
  removeNote(id: string): void
}

interface DecisionRow {
  id: string
  message_id: string
  kind: DecisionKind
  by_name: string | null
  reason_id: string | null
  note: string | null
  batch_id: string | null
  held_until: number | null
  for_name: string | null
  at: number
}

export function createHistoryRepository(db: Database): HistoryRepository {
  const putDecision = db.prepare(
    `INSERT INTO decision
     VALUES (:id, :messageId, :kind, :staffId, :reasonId, :note, :batchId, :at, :until, :assignedTo)
     ON CONFLICT (id) DO NOTHING`,
  )
  // The moment of an overlay stays as it is: only a message without one takes the moment of its latest decision.
  const markDecided = db.prepare(
    `UPDATE message SET decided_at = MAX(COALESCE(decided_at, 0), :at) WHERE id = :messageId AND overlay_id IS NULL`,
  )
  const putNote = db.prepare(
    'INSERT INTO note VALUES (:id, :messageId, :contactId, :staffId, :text, :at) ON CONFLICT (id) DO NOTHING',
  )
  const decisions = db.prepare<[string], DecisionRow>(
    `SELECT decision.id, message_id, kind, staff.name AS by_name, reason_id, note, batch_id, held_until,
       other.name AS for_name, at
     FROM decision LEFT JOIN staff ON staff.id = decision.staff_id
       LEFT JOIN staff AS other ON other.id = decision.assigned_to WHERE message_id = ? ORDER BY at DESC, decision.id DESC`,
  )
  const ofContact = db.prepare<[string, string], { kind: DecisionKind; n: number }>(
    `SELECT decision.kind, COUNT(DISTINCT decision.message_id) AS n FROM message
       JOIN decision ON decision.message_id = message.id
     WHERE message.contact_id = ? AND message.id <> ? GROUP BY decision.kind`,
  )
  const rejection = db.prepare<[string], { reason_id: string | null }>(
    `SELECT reason_id FROM decision WHERE message_id = ? AND kind IN ('reject', 'recall', 'correct') ORDER BY at DESC LIMIT 1`,
  )
  const reasoned = db.prepare<[string], { staff_id: string }>(
    'SELECT staff_id FROM decision WHERE message_id = ? AND reason_id IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1',
  )
  const notes = db.prepare<
    [string],
    { id: string; message_id: string; by_name: string | null; text: string; at: number }
  >(
    `SELECT note.id, message_id, staff.name AS by_name, text, at FROM note LEFT JOIN staff ON staff.id = note.staff_id
     WHERE contact_id = ? ORDER BY at DESC LIMIT 100`,
  )
  const removeDecision = db.prepare('DELETE FROM decision WHERE id = ?')
  const removeNote = db.prepare('DELETE FROM note WHERE id = ?')

  return {
    putDecision(decision) {
      const at = toMs(decision.at)
      putDecision.run({ ...decision, at, until: toMsOrNull(decision.until) })
      markDecided.run({ messageId: decision.messageId, at })
    },
    putNote(note) {
      putNote.run({ ...note, at: toMs(note.at) })
    },
    decisions(messageId) {
      return decisions.all(messageId).map((row) => ({
        id: row.id,
        messageId: row.message_id,
        kind: row.kind,
        by: row.by_name ?? '–',
        at: toInstant(row.at),
        reasonId: row.reason_id,
        note: row.note,
        until: toInstantOrNull(row.held_until),
        assignedTo: row.for_name,
        batchId: row.batch_id,
      }))
    },
    contactDecisions(contactId, but) {
      const byKind = new Map(ofContact.all(contactId, but).map((row) => [row.kind, row.n]))
      return {
        approved: byKind.get('approve') ?? 0,
        held: byKind.get('hold') ?? 0,
        rejected: (byKind.get('reject') ?? 0) + (byKind.get('recall') ?? 0),
      }
    },
    rejectionReason(messageId) {
      return rejection.get(messageId)?.reason_id ?? null
    },
    lastReasonedBy: (messageId) => reasoned.get(messageId)?.staff_id ?? null,
    notes(contactId) {
      return notes.all(contactId).map((row) => ({
        id: row.id,
        messageId: row.message_id,
        by: row.by_name ?? '–',
        at: toInstant(row.at),
        text: row.text,
      }))
    },
    removeDecision(id) {
      removeDecision.run(id)
    },
    removeNote(id) {
      removeNote.run(id)
    },
  }
}
