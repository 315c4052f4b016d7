import { priorityRank } from '../../../shared/domain/message.ts'
import type { PersonMatch, ScreeningOutcomeKind, ScreeningRecord } from '../../../shared/screening/rules.ts'
import { priorityOf } from './priority.ts'
import { toInstant, toInstantOrNull, toMsOrNull } from './time.ts'

/** The columns that hold what screening said of a message and the facts it went by. */
export interface ScreenedColumns {
  said_outcome: ScreeningOutcomeKind | null
  said_deliver_at: number | null
  said_priority: number | null
  said_reason: string | null
  /** Null where nobody is watched. */
  watched: string | null
  fact_time_zone: string | null
  fact_relationship: string | null
  fact_unit: string | null
  fact_approved_at: number | null
  fact_contact_messages: number | null
  fact_sender_messages: number | null
}

export const screenedColumns = `said_outcome, said_deliver_at, said_priority, said_reason, watched, fact_time_zone,
  fact_relationship, fact_unit, fact_approved_at, fact_contact_messages, fact_sender_messages`

export function toScreenedColumns({ said, facts, people }: ScreeningRecord): ScreenedColumns {
  return {
    said_outcome: said?.outcome ?? null,
    said_deliver_at: toMsOrNull(said?.deliverAt ?? null),
    said_priority: said === undefined ? null : priorityRank[said.priority],
    said_reason: said?.reasonId ?? null,
    watched: people === undefined || people.length === 0 ? null : JSON.stringify(people),
    fact_time_zone: facts?.timeZone ?? null,
    fact_relationship: facts?.relationship ?? null,
    fact_unit: facts?.housingUnit ?? null,
    fact_approved_at: toMsOrNull(facts?.contactApprovedAt ?? null),
    fact_contact_messages: facts?.contactMessages ?? null,
    fact_sender_messages: facts?.senderMessages24h ?? null,
  }
}

export function factsOf(row: ScreenedColumns): NonNullable<ScreeningRecord['facts']> | null {
  if (row.fact_time_zone === null) return null
  return {
    timeZone: row.fact_time_zone,
    relationship: row.fact_relationship ?? '',
    housingUnit: row.fact_unit ?? '',
    contactApprovedAt: toInstantOrNull(row.fact_approved_at),
    contactMessages: row.fact_contact_messages ?? 0,
    senderMessages24h: row.fact_sender_messages ?? 0,
  }
}

/** What a record has beside matches and rules; nothing where central kept nothing. */
export function toRecordParts(row: ScreenedColumns): Pick<ScreeningRecord, 'said' | 'facts' | 'people'> {
  const facts = factsOf(row)
  if (row.said_outcome === null || row.said_priority === null || facts === null) return {}
  return {
    people: row.watched === null ? [] : (JSON.parse(row.watched) as PersonMatch[]),
    said: {
      outcome: row.said_outcome,
      deliverAt: row.said_deliver_at === null ? null : toInstant(row.said_deliver_at),
      priority: priorityOf(row.said_priority),
      reasonId: row.said_reason,
    },
    facts,
  }
}
