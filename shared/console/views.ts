import { z } from 'zod'
import { view } from '../central/views.ts'
import { id } from '../domain/ids.ts'
import { method } from './method.ts'

/** Whose a saved view is: this user's at this workstation, or the facility's. */
export const viewScope = z.enum(['private', 'shared'])
export type ViewScope = z.infer<typeof viewScope>

export const savedView = view.extend({
  id,
  scope: viewScope,
  /** Who changed a shared one last. */
  by: z.string().nullable(),
  /** Whether a change of it waits to be sent. */
  waiting: z.boolean(),
})
export type SavedView = z.infer<typeof savedView>

/** Most private views of one user. */
export const PRIVATE_VIEWS_MAX = 100

export const viewMethods = {
  /** Private ones first, each in the order of their names. The topic `views` tells of changes. */
  'views.list': method('read_queues', z.object({}), z.object({ views: z.array(savedView) })),
  /**
   * Makes a view, or replaces the one with this id. A shared one needs `share_views`. A private one that is saved as
   * shared becomes a new one; the private one stays.
   */
  'views.save': method('read_queues', view.extend({ id: id.optional(), scope: viewScope }), z.object({ id })),
  /** A shared one needs `share_views`. */
  'views.remove': method('read_queues', z.object({ id }), z.object({})),
} as const
