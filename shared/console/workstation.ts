import { z } from 'zod'
import { method } from './method.ts'
import { sessionState } from './session.ts'

const none = z.object({})

/** What is done to the workstation itself, whoever works at it. */
export const workstationMethods = {
  /** Exchanges a code of an administrator's for the credential of this workstation. */
  'workstation.enrol': method('anyone', z.object({ code: z.string().trim().min(16).max(40) }), sessionState),
  /**
   * Puts files that cannot be read beside and begins with new ones. Refused with `wrong_state` while they can be read:
   * nothing is ever put away that is in use.
   */
  'workstation.putAside': method('anyone', none, sessionState),
  /** Deletes everything that this workstation keeps of the facility, its key among it, and ends its enrolment here. */
  'workstation.erase': method('administer', none, sessionState),
} as const
