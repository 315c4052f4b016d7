import { correspondentOperations } from './operations.correspondents.ts'
import { staffOperations } from './operations.staff.ts'

/** Every call of the central API by name. */
export const operations = { ...staffOperations, ...correspondentOperations } as const
export type OperationName = keyof typeof operations
