import type { DeskRequest } from '../../../shared/console/desk.ts'
import type { Handlers } from '../../../shared/console/methods.ts'

/** Hands on to the host what only the host can do. */
export function deskHandlers(ask: (request: DeskRequest) => void): Pick<Handlers, 'desk.ask'> {
  return {
    'desk.ask': (request) => {
      ask(request)
      return {}
    },
  }
}
