import type { Handlers } from '../../../shared/console/methods.ts'
import type { SessionService } from './session-service.ts'

/** Sign-in, sign-out and the line to central. */
export function sessionHandlers(
  sessions: SessionService,
): Pick<
  Handlers,
  'session.state' | 'session.signIn' | 'session.signOut' | 'session.lock' | 'session.unlock' | 'sync.state' | 'sync.now'
> {
  return {
    'session.state': () => sessions.state(),
    'session.signIn': ({ username, password }) => sessions.signIn(username, password),
    'session.signOut': () => sessions.signOut(),
    'session.lock': () => sessions.lock(),
    'session.unlock': ({ password }) => sessions.unlock(password),
    'sync.state': () => sessions.syncState(),
    'sync.now': async () => {
      await sessions.workspace().engine.tryNow()
      return sessions.syncState()
    },
  }
}
