import { createHash } from 'node:crypto'
import { z } from 'zod'
import { entitySchemas } from '../../../shared/central/entities.ts'

/**
 * A name for what this version understands of central: it changes when an entity is added or one reads differently.
 * What an earlier version set aside is then worth another look.
 */
export function contractName(): string {
  const shapes = Object.entries(entitySchemas).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any' }),
  ])
  return createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16)
}
