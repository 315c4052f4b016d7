import type { z } from 'zod'
import type { Permission } from '../domain/roles.ts'

/** Who may call a console method: anybody at the workstation, anybody signed in, or a role with the permission. */
export type MethodAccess = 'anyone' | 'signed_in' | Permission

/** One call from the renderer to the workstation. */
export interface ConsoleMethod<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly access: MethodAccess
  readonly input: Input
  readonly output: Output
}

/** Fixes the types of a method without widening them. */
export function method<Input extends z.ZodType, Output extends z.ZodType>(
  access: MethodAccess,
  input: Input,
  output: Output,
): ConsoleMethod<Input, Output> {
  return { access, input, output }
}
