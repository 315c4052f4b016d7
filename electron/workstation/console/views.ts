import { v7 as uuidv7 } from 'uuid'
import type { View } from '../../../shared/central/views.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import { PRIVATE_VIEWS_MAX, type SavedView, type viewMethods } from '../../../shared/console/views.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { may } from '../../../shared/domain/roles.ts'
import { give } from './give.ts'
import type { HandlerContext, Workspace } from './workspace.ts'

/** Saved views: a user's own are kept here, the facility's are changed at central. */
export function viewHandlers(context: HandlerContext): Pick<Handlers, keyof typeof viewMethods> {
  return {
    'views.list': () => ({ views: viewsOf(context.workspace()) }),
    'views.save': ({ id, scope, ...view }) => {
      const { cache, user } = context.workspace()
      const own = cache.views.privateOf(user.id)
      const shared = sharedOf(context.workspace())
      const key = view.name.toLowerCase()
      const same = (list: readonly { id: string; name: string }[], but: string | undefined): boolean =>
        list.some((each) => each.id !== but && each.name.toLowerCase() === key)
      let target: string
      if (scope === 'private') {
        const known = own.some((each) => each.id === id)
        if (
          same(
            own.map((each) => ({ id: each.id, name: each.view.name })),
            id,
          )
        )
          throw new Refusal('view_exists')
        if (!known && own.length >= PRIVATE_VIEWS_MAX) throw new Refusal('too_many_views')
        target = known && id !== undefined ? id : uuidv7()
        cache.durable(() => cache.views.savePrivate(user.id, target, view))
      } else {
        if (!may(user.role, 'share_views')) throw new Refusal('forbidden')
        const known = shared.find((each) => each.id === id)
        if (same(shared, id)) throw new Refusal('view_exists')
        target = known?.id ?? uuidv7()
        give(context, 'view.save', target, known?.version ?? 0, view)
      }
      context.hub.add('views', target)
      return { id: target }
    },
    'views.remove': ({ id }) => {
      const { cache, user } = context.workspace()
      if (!cache.durable(() => cache.views.removePrivate(user.id, id))) {
        const known = sharedOf(context.workspace()).find((each) => each.id === id)
        if (known === undefined) throw new Refusal('not_found')
        if (!may(user.role, 'share_views')) throw new Refusal('forbidden')
        give(context, 'view.remove', id, known.version, {})
      }
      context.hub.add('views', id)
      return {}
    },
  }
}

interface Shared extends View {
  readonly id: string
  /** The version that a further change must name. */
  readonly version: number
  readonly by: string
  readonly waiting: boolean
}

/** The shared views with what this user's waiting commands make of them. */
function sharedOf({ cache, user }: Workspace): Shared[] {
  const views = new Map<string, Shared>(
    cache.views.shared().map(({ id, version, by, view }) => [id, { ...view, id, version, by, waiting: false }]),
  )
  for (const command of cache.outbox.ofKinds(user.id, ['view.save', 'view.remove'])) {
    const known = views.get(command.target)
    // One that the feed has brought already, or that somebody else has overtaken.
    if (command.basedOn !== (known?.version ?? 0)) continue
    if (command.kind === 'view.remove') {
      views.delete(command.target)
      continue
    }
    views.set(command.target, {
      ...(JSON.parse(command.payload) as View),
      id: command.target,
      version: command.basedOn + 1,
      by: user.name,
      waiting: true,
    })
  }
  return [...views.values()]
}

function viewsOf(workspace: Workspace): SavedView[] {
  const byName = (a: SavedView, b: SavedView) => a.name.localeCompare(b.name)
  const own = workspace.cache.views
    .privateOf(workspace.user.id)
    .map(({ id, view }): SavedView => ({ ...view, id, scope: 'private', by: null, waiting: false }))
  const shared = sharedOf(workspace).map(({ version: _, ...view }): SavedView => ({ ...view, scope: 'shared' }))
  return [...own.sort(byName), ...shared.sort(byName)]
}
