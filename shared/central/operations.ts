import { accountOperations } from './operations.account.ts'
import { careOperations } from './operations.care.ts'
import { correspondentOperations } from './operations.correspondents.ts'
import { staffOperations } from './operations.staff.ts'

/** Every call of the central API by name. */
export const operations = {
  ...staffOperations,
  ...correspondentOperations,
  ...accountOperations,
  ...careOperations,
} as const
export type OperationName = keyof typeof operations
