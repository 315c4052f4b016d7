import { z } from 'zod'
import { ruleSet } from '../central/entities.ts'
import { EFFECT_DAYS, rulesEffect } from '../central/operations.rules.ts'
import { id, version } from '../domain/ids.ts'
import { ruleSetContent } from '../screening/rules.ts'
import { method } from './method.ts'

const none = z.object({})

/** A rule set with the names of the supervisors and its version as an entity, which a command must name. */
export const ruleSetView = z.object({
  ruleSet,
  version,
  proposedByName: z.string().nullable(),
  publishedByName: z.string().nullable(),
})
export type RuleSetView = z.infer<typeof ruleSetView>

/** The same without its content, which may hold tens of thousands of terms. */
export const ruleSetSummary = ruleSetView.extend({ ruleSet: ruleSet.omit({ content: true }) })
export type RuleSetSummary = z.infer<typeof ruleSetSummary>

export const ruleMethods = {
  'rules.overview': method(
    'read_rules',
    none,
    z.object({
      inForce: ruleSetView.nullable(),
      proposals: z.array(ruleSetSummary),
      /** Earlier versions, newest first, at most 50. */
      history: z.array(ruleSetSummary),
      /** The draft that this user keeps at this workstation. */
      draft: z.object({ basedOn: z.int().min(0), content: ruleSetContent }).nullable(),
    }),
  ),
  /** One rule set with its content, which never changes. @throws Refusal not_found */
  'rules.version': method('read_rules', z.object({ id }), ruleSetView),
  /** What each rule in force did, asked of central each time: refused with `unavailable` while there is no line. */
  'rules.effect': method('read_rules', z.object({ days: z.int().min(1).max(EFFECT_DAYS) }), rulesEffect),
  /** Keeps a draft at this workstation; null throws it away. */
  'rules.saveDraft': method(
    'draft_rules',
    z.object({ draft: z.object({ basedOn: z.int().min(0), content: ruleSetContent }).nullable() }),
    none,
  ),
  'rules.propose': method(
    'draft_rules',
    z.object({ basedOn: z.int().min(0), comment: z.string().trim().max(500), content: ruleSetContent }),
    z.object({ id }),
  ),
  /** Proposes an earlier version as it was; published by another supervisor like every other proposal. */
  'rules.restore': method(
    'draft_rules',
    z.object({ id, basedOn: z.int().min(0), comment: z.string().trim().max(500) }),
    z.object({ id }),
  ),
  'rules.publish': method('publish_rules', z.object({ id, version }), none),
  'rules.withdraw': method('draft_rules', z.object({ id, version }), none),
} as const
