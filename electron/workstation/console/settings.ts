import type { Handlers } from '../../../shared/console/methods.ts'
import type { LocalFile } from '../local.ts'

/** Settings of the user who is signed in, otherwise of the workstation. */
export function settingsHandlers(
  local: LocalFile,
  currentUser: () => string | null,
): Pick<Handlers, 'settings.get' | 'settings.set'> {
  return {
    'settings.get': () => local.settings(currentUser()),
    'settings.set': (change) => local.change(currentUser(), change),
  }
}
