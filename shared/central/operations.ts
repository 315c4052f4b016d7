import { accountOperations } from './operations.account.ts'
import { administrationOperations } from './operations.administration.ts'
import { careOperations } from './operations.care.ts'
import { correspondentOperations } from './operations.correspondents.ts'
import { peopleOperations } from './operations.people.ts'
import { recordOperations } from './operations.records.ts'
import { ruleOperations } from './operations.rules.ts'
import { staffOperations } from './operations.staff.ts'

/** Every call of the central API by name. */
export const operations = {
  ...staffOperations,
  ...correspondentOperations,
  ...accountOperations,
  ...careOperations,
  ...peopleOperations,
  ...administrationOperations,
  ...recordOperations,
  ...ruleOperations,
} as const
export type OperationName = keyof typeof operations
