import { z } from 'zod'
import { ruleSet } from '../central/entities.ts'
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

export const ruleMethods = {
  'rules.overview': method(
    'read_rules',
    none,
    z.object({
      inForce: ruleSetView.nullable(),
      proposals: z.array(ruleSetView),
      /** Earlier versions, newest first, at most 50. */
      history: z.array(ruleSetView),
      /** The draft that this user keeps at this workstation. */
      draft: z.object({ basedOn: z.int().min(0), content: ruleSetContent }).nullable(),
    }),
  ),
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
  'rules.publish': method('publish_rules', z.object({ id, version }), none),
  'rules.withdraw': method('draft_rules', z.object({ id, version }), none),
} as const
