import { invalidInput, Refusal } from '../domain/errors.ts'
import { may, type Role } from '../domain/roles.ts'
import { type Handlers, type MethodName, methods } from './methods.ts'
import { callFrame, type DownFrame } from './wire.ts'

export interface DispatcherOptions {
  readonly handlers: Handlers
  /** The role of who is signed in and not locked, or null. */
  readonly currentRole: () => Role | null
  /** Told of errors that are no refusals; must not log inputs. */
  readonly onFault: (method: string, error: unknown) => void
}

/**
 * Answers the calls of a renderer: unknown methods, malformed inputs and callers without the permission are refused
 * before any handler runs. Always answers; never throws.
 */
export function createDispatcher(options: DispatcherOptions): (frame: unknown) => Promise<DownFrame | null> {
  return async (raw) => {
    const frame = callFrame.safeParse(raw)
    if (!frame.success) return null
    const { seq, method: name, input } = frame.data
    try {
      if (!Object.hasOwn(methods, name)) throw new Refusal('unknown_method')
      const method = methods[name as MethodName]
      if (method.access !== 'anyone') {
        const role = options.currentRole()
        if (role === null) throw new Refusal('unauthenticated')
        if (method.access !== 'signed_in' && !may(role, method.access)) throw new Refusal('forbidden')
      }
      const parsed = method.input.safeParse(input)
      if (!parsed.success) throw invalidInput(parsed.error)
      const handler = options.handlers[name as MethodName] as (input: unknown) => unknown
      return { type: 'reply', seq, ok: true, output: await handler(parsed.data) }
    } catch (error) {
      if (error instanceof Refusal) return { type: 'reply', seq, ok: false, error: error.toBody() }
      options.onFault(name, error)
      return { type: 'reply', seq, ok: false, error: new Refusal('internal').toBody() }
    }
  }
}
