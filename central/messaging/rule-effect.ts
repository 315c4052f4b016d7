import type { RuleEffect, RulesEffect } from '../../shared/central/operations.rules.ts'
import type { Database, Queryable } from '../database/database.ts'
import { type Clock, instantOf } from '../ports.ts'
import type { ScreeningService } from '../screening/service.ts'

const DAY_MS = 86_400_000

export interface RuleEffectService {
  /** What each rule in force did to the messages that were sent in the last days (1 to 365). */
  of(facilityId: string, days: number): Promise<RulesEffect>
}

/** What rules did, counted from the screening records and the decisions: rules keep their ids from version to version. */
export function ruleEffectService(database: Database, clock: Clock, screening: ScreeningService): RuleEffectService {
  return {
    async of(facilityId, days) {
      const until = clock()
      const from = new Date(until.getTime() - days * DAY_MS)
      const { number, ruleIds } = await screening.rulesInForce(database, facilityId)
      const [messages, rows] = await Promise.all([
        countSent(database, facilityId, from, until),
        ruleIds.length === 0 ? [] : effects(database, facilityId, from, until, ruleIds),
      ])
      const known = new Map(rows.map((row) => [row.ruleId, row]))
      const rules = ruleIds.map((ruleId) => known.get(ruleId) ?? { ...nothing, ruleId })
      return { number, from: instantOf(from), until: instantOf(until), messages, rules }
    },
  }
}

const nothing: Omit<RuleEffect, 'ruleId'> = {
  matched: 0,
  held: 0,
  approved: 0,
  rejected: 0,
  medianWait: null,
  delayed: 0,
  medianDelay: null,
  rejectedOutright: 0,
  overturned: 0,
}

async function countSent(db: Queryable, facilityId: string, from: Date, until: Date): Promise<number> {
  const rows = await db.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM messages WHERE facility_id = $1 AND sent_at >= $2 AND sent_at <= $3',
    [facilityId, from, until],
  )
  return rows[0]?.n ?? 0
}

/**
 * One row for each of the rules that matched at least once. A message that any rule rejected was rejected outright, so
 * no rule held or delayed it. The condition on the rules is the one of the index `messages_ruled`.
 */
function effects(
  db: Queryable,
  facilityId: string,
  from: Date,
  until: Date,
  ruleIds: readonly string[],
): Promise<RuleEffect[]> {
  return db.query<RuleEffect>(
    `WITH ruled AS (
       SELECT id, sent_at, delivered_at, screening -> 'rules' AS hits,
         screening -> 'rules' @> '[{"action": {"kind": "reject"}}]' AS outright
       FROM messages
       WHERE facility_id = $1 AND sent_at >= $2 AND sent_at <= $3 AND screening -> 'rules' <> '[]'::jsonb
     ), decided AS (
       SELECT message_id,
         (array_agg(kind ORDER BY message_version DESC))[1] AS last,
         count(*) AS many,
         min(at) FILTER (WHERE kind IN ('approve', 'reject')) AS first_at
       FROM decisions
       WHERE message_id IN (SELECT id FROM ruled) AND kind IN ('approve', 'reject', 'recall', 'overturn')
       GROUP BY message_id
     ), hit AS (
       SELECT each ->> 'ruleId' AS rule_id, ruled.sent_at, ruled.delivered_at, decided.last, decided.many, decided.first_at,
         NOT outright AND each -> 'action' ->> 'kind' = 'review' AS held,
         NOT outright AND each -> 'action' ->> 'kind' IN ('delay', 'window') AS delayed,
         each -> 'action' ->> 'kind' = 'reject' AS rejected
       FROM ruled CROSS JOIN LATERAL jsonb_array_elements(hits) AS each
       LEFT JOIN decided ON decided.message_id = ruled.id
     )
     SELECT rule_id AS "ruleId",
       count(*)::int AS matched,
       count(*) FILTER (WHERE held)::int AS held,
       count(*) FILTER (WHERE held AND last = 'approve' AND many = 1)::int AS approved,
       count(*) FILTER (WHERE held AND last IN ('reject', 'recall'))::int AS rejected,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_at - sent_at))
         FILTER (WHERE held AND first_at IS NOT NULL))::int AS "medianWait",
       count(*) FILTER (WHERE delayed)::int AS delayed,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM delivered_at - sent_at))
         FILTER (WHERE delayed AND delivered_at IS NOT NULL))::int AS "medianDelay",
       count(*) FILTER (WHERE rejected)::int AS "rejectedOutright",
       count(*) FILTER (WHERE rejected AND last = 'overturn')::int AS overturned
     FROM hit WHERE rule_id = ANY ($4) GROUP BY rule_id`,
    [facilityId, from, until, ruleIds],
  )
}
