import { z } from 'zod'
import { errorBody } from '../domain/errors.ts'
import { eventNames } from './events.ts'

/** What travels between renderer and workstation, whatever carries it (a MessagePort, a WebSocket). */
export const callFrame = z.object({
  type: z.literal('call'),
  seq: z.int().min(1),
  method: z.string().max(60),
  input: z.unknown(),
})

export const downFrame = z.union([
  z.object({ type: z.literal('reply'), seq: z.int(), ok: z.literal(true), output: z.unknown() }),
  z.object({ type: z.literal('reply'), seq: z.int(), ok: z.literal(false), error: errorBody }),
  z.object({ type: z.literal('event'), name: z.enum(eventNames as [string, ...string[]]), data: z.unknown() }),
])
export type DownFrame = z.infer<typeof downFrame>

/** One end of a line that carries frames. `onClose` is told once, when nothing will come any more. */
export interface Wire {
  send(frame: unknown): void
  onFrame(listener: (frame: unknown) => void): void
  onClose(listener: () => void): void
}
