import { z } from 'zod'

export const role = z.enum(['officer', 'supervisor', 'investigator', 'administrator'])
export type Role = z.infer<typeof role>

/** Most messages that an officer may decide in one batch; more needs `decide_bulk` (domain.md, Roles). */
export const BULK_LIMIT = 50

/**
 * The permission table of domain.md. The central service enforces it; the workstation and the renderer mirror it so
 * that nobody is offered what would be refused.
 */
const table = {
  read_queues: ['officer', 'supervisor', 'investigator'],
  decide: ['officer', 'supervisor'],
  note: ['officer', 'supervisor', 'investigator'],
  decide_claimed: ['supervisor'],
  decide_escalated: ['supervisor'],
  assign_others: ['supervisor'],
  correct_others: ['supervisor'],
  share_views: ['supervisor'],
  recall: ['supervisor'],
  overturn: ['supervisor'],
  decide_bulk: ['supervisor'],
  decide_contacts: ['officer', 'supervisor'],
  mark_privileged: ['supervisor'],
  propose_restrictions: ['officer', 'supervisor'],
  impose_restrictions: ['supervisor'],
  /** Of oneself. */
  declare_recusals: ['officer', 'supervisor', 'investigator'],
  /** Record them for others, and withdraw them. */
  manage_recusals: ['supervisor'],
  read_rules: ['officer', 'supervisor', 'investigator', 'administrator'],
  draft_rules: ['supervisor'],
  publish_rules: ['supervisor'],
  search_everything: ['supervisor', 'investigator'],
  administer: ['administrator'],
  read_own_audit: ['officer', 'supervisor', 'investigator', 'administrator'],
  read_audit: ['supervisor', 'investigator', 'administrator'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof table

/** Whether a role carries a permission. */
export function may(who: Role, permission: Permission): boolean {
  return (table[permission] as readonly Role[]).includes(who)
}

/** All permissions of a role, for an interface that shows or hides what belongs to them. */
export function permissionsOf(who: Role): readonly Permission[] {
  return (Object.keys(table) as Permission[]).filter((permission) => may(who, permission))
}
