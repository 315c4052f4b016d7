import type { Handlers } from '../../../shared/console/methods.ts'
import type { workstationMethods } from '../../../shared/console/workstation.ts'
import type { SessionService } from './session-service.ts'

/** What is done to the workstation itself: enrolling it, putting aside what cannot be read, erasing it. */
export function workstationHandlers(sessions: SessionService): Pick<Handlers, keyof typeof workstationMethods> {
  return {
    'workstation.enrol': ({ code }) => sessions.enrol(code),
    'workstation.putAside': () => sessions.putAside(),
    'workstation.erase': () => sessions.erase(),
  }
}
