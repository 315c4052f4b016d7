import { z } from 'zod'
import type { Message } from '../../shared/central/entities.ts'
import type { AnswerOf } from '../../shared/central/operation.ts'
import type { recordOperations } from '../../shared/central/operations.records.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { id, instant } from '../../shared/domain/ids.ts'
import type { AuditService } from '../audit/service.ts'
import type { Database } from '../database/database.ts'
import { instantOf } from '../ports.ts'
import type { RecusalService } from '../recusals/service.ts'
import { type ArchiveFilter, type ArchivePlace, archive, decisionsOn, notesOn, threadLength } from './archive-store.ts'
import { decisionOf, noteOf } from './history-store.ts'
import { find, messageOf } from './store.ts'

/** Who reads, and from which facility. */
export interface Reader {
  readonly id: string
  readonly facilityId: string
}

export interface ArchivePage {
  readonly messages: Message[]
  /** What to give as cursor for the following page; null after the last. */
  readonly next: string | null
}

export interface ArchiveService {
  /** Searches all messages of the reader's facility that are not closed to the reader. @throws Refusal invalid_input for a garbled cursor */
  search(who: Reader, filter: ArchiveFilter, cursor: string | undefined, limit: number): Promise<ArchivePage>
  /** One message with what is around it. @throws Refusal not_found, recused */
  message(who: Reader, messageId: string): Promise<AnswerOf<(typeof recordOperations)['staffMessage']>>
  /** One thread. @throws Refusal not_found, recused, invalid_input */
  thread(who: Reader, contactId: string, cursor: string | undefined, limit: number): Promise<ArchivePage>
}

const placeSchema = z.tuple([instant, id])

function placeOf(cursor: string | undefined): ArchivePlace | null {
  if (cursor === undefined) return null
  const [sentAt, messageId] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  const parsed = placeSchema.safeParse([sentAt, messageId])
  if (!parsed.success) throw new Refusal('invalid_input', [{ path: 'cursor', problem: 'invalid_value' }])
  return { sentAt: parsed.data[0], id: parsed.data[1] }
}

const cursorOf = (last: Message): string => Buffer.from(`${last.sentAt} ${last.id}`).toString('base64url')

/** Messages of the thread, and notes, that are read with a message. */
const THREAD = 30
const NOTES = 100

/**
 * Reading by staff beyond what a workstation keeps. Nothing is shown that the trail does not tell: page and entry are
 * one transaction. The trail names the filters and not what was looked for, which may be a name or a text.
 */
export function archiveService(database: Database, recusals: RecusalService, audit: AuditService): ArchiveService {
  const read = (
    who: Reader,
    action: 'messages.search' | 'messages.read_thread',
    filter: ArchiveFilter,
    cursor: string | undefined,
    limit: number,
  ): Promise<ArchivePage> => {
    const after = placeOf(cursor)
    return database.transaction(async (tx) => {
      if (action === 'messages.read_thread') {
        const known = await tx.query('SELECT 1 FROM contacts WHERE id = $1 AND facility_id = $2', [
          filter.contactId,
          who.facilityId,
        ])
        if (known.length === 0) throw new Refusal('not_found')
        await recusals.confirmOpen(tx, who.id, 'contact', filter.contactId ?? '')
      }
      const closed = await recusals.closedTo(tx, who.id)
      const rows = await archive(tx, who.facilityId, filter, after, closed, limit + 1)
      const messages = rows.slice(0, limit).map(messageOf)
      const last = messages.at(-1)
      audit.record(tx, who.facilityId, {
        actorId: who.id,
        action,
        subjectId: filter.contactId ?? filter.memberId ?? filter.individualId ?? null,
        details: {
          filters: Object.entries(filter)
            .filter(([, value]) => value !== undefined)
            .map(([name]) => name)
            .sort(),
          shown: messages.length,
          from: last?.sentAt ?? null,
          until: instantOf(rows[0]?.sent_at ?? null),
        },
      })
      return { messages, next: rows.length > limit && last !== undefined ? cursorOf(last) : null }
    })
  }
  return {
    search: (who, filter, cursor, limit) => read(who, 'messages.search', filter, cursor, limit),
    message: (who, messageId) =>
      database.transaction(async (tx) => {
        const row = await find(tx, messageId)
        if (row === null || row.facility_id !== who.facilityId) throw new Refusal('not_found')
        await recusals.confirmOpen(tx, who.id, 'message', messageId)
        const thread = await archive(tx, who.facilityId, { contactId: row.contact_id }, null, [], THREAD)
        audit.record(tx, who.facilityId, {
          actorId: who.id,
          action: 'messages.read_archived',
          subjectId: messageId,
          details: { version: row.version, thread: thread.length },
        })
        return {
          message: messageOf(row),
          version: row.version,
          decisions: (await decisionsOn(tx, messageId)).map(decisionOf),
          notes: (await notesOn(tx, row.contact_id, NOTES)).map(noteOf),
          thread: thread.map(messageOf),
          threadTotal: await threadLength(tx, row.contact_id),
        }
      }),
    thread: (who, contactId, cursor, limit) => read(who, 'messages.read_thread', { contactId }, cursor, limit),
  }
}
