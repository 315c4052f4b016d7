import type { ErrorCode } from '../../../shared/domain/errors.ts'

/** States of the workstation itself that have a screen of their own. */
export const troubles = [
  'workstation_revoked',
  'cache_unreadable',
  'outbox_unreadable',
  'cache_in_use',
  'cache_read_only',
  'disk_full',
  'keystore_unavailable',
] as const
export type Trouble = (typeof troubles)[number]

export function isTrouble(code: ErrorCode | null | undefined): code is Trouble {
  return troubles.includes(code as Trouble)
}
