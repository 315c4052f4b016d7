import type { z } from 'zod'
import { alertMethods } from './alerts.ts'
import { batchMethods } from './batches.ts'
import { claimMethods } from './claims.ts'
import { contactMethods } from './contacts.ts'
import { deskMethods } from './desk.ts'
import { issueMethods } from './issues.ts'
import { peopleMethods } from './people.ts'
import { printMethods } from './print.ts'
import { recusalMethods } from './recusals.ts'
import { restrictionMethods } from './restrictions.ts'
import { reviewMethods } from './review.ts'
import { ruleMethods } from './rules.ts'
import { searchMethods } from './search.ts'
import { sessionMethods } from './session.ts'
import { settingsMethods } from './settings.ts'
import { simulationMethods } from './simulation.ts'
import { standingMethods } from './standing.ts'
import { viewMethods } from './views.ts'
import { workstationMethods } from './workstation.ts'

/** Every call that the renderer can make. Client, preload allow-list and dispatcher are derived from this table. */
export const methods = {
  ...sessionMethods,
  ...settingsMethods,
  ...deskMethods,
  ...workstationMethods,
  ...reviewMethods,
  ...batchMethods,
  ...viewMethods,
  ...alertMethods,
  ...printMethods,
  ...standingMethods,
  ...claimMethods,
  ...contactMethods,
  ...ruleMethods,
  ...simulationMethods,
  ...issueMethods,
  ...searchMethods,
  ...peopleMethods,
  ...restrictionMethods,
  ...recusalMethods,
} as const

export type MethodName = keyof typeof methods
export const methodNames = Object.keys(methods) as MethodName[]

export type MethodInput<M extends MethodName> = z.infer<(typeof methods)[M]['input']>
export type MethodOutput<M extends MethodName> = z.infer<(typeof methods)[M]['output']>

/** What the workstation implements: one handler per method; the dispatcher has checked input and permission before. */
export type Handlers = { [M in MethodName]: (input: MethodInput<M>) => MethodOutput<M> | Promise<MethodOutput<M>> }
