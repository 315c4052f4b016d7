import type { StaffUser } from '../../shared/central/entities.ts'
import type { Handlers } from '../../shared/console/methods.ts'
import type { SessionState } from '../../shared/console/session.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { FakeWorld } from './fake-world.ts'

type Faked =
  | 'session.state'
  | 'session.signIn'
  | 'session.signOut'
  | 'session.lock'
  | 'session.unlock'
  | 'workstation.enrol'
  | 'workstation.putAside'
  | 'workstation.erase'

/** Sign-in, lock and the workstation itself: the password is `right`, the code begins with `GOOD`. */
export function createFakeSession(world: FakeWorld, user: StaffUser): Pick<Handlers, Faked> {
  const change = (part: Partial<SessionState>) => {
    world.session = { ...world.session, ...part }
    world.emit('session', world.session)
    return world.session
  }
  return {
    'session.state': () => world.session,
    'session.signIn': ({ username, password }) => {
      if (password !== 'right') throw new Refusal('wrong_credentials')
      return change({ status: 'signed_in', user, lastUsername: username, trouble: null })
    },
    'session.signOut': () => change({ status: 'signed_out', user: null }),
    'session.lock': () => change({ status: 'locked' }),
    'session.unlock': ({ password }) => {
      if (password !== 'right') throw new Refusal('wrong_credentials')
      return change({ status: 'signed_in' })
    },
    'workstation.enrol': ({ code }) => {
      if (!code.startsWith('GOOD')) throw new Refusal('enrolment_code_invalid')
      return change({ workstation: 'Review desk 1', trouble: null })
    },
    'workstation.putAside': () => change({ trouble: null }),
    'workstation.erase': () => change({ status: 'signed_out', user: null, workstation: null, lastUsername: null }),
  }
}
