import type { Handlers } from '../../../shared/console/methods.ts'
import type { searchMethods } from '../../../shared/console/search.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { id } from '../../../shared/domain/ids.ts'
import { may } from '../../../shared/domain/roles.ts'
import type { SearchPlace } from '../cache/search.ts'
import type { HandlerContext } from './workspace.ts'

/** Searching what is kept here. Who may not search everything finds what waits in a queue. */
export function searchHandlers(context: HandlerContext): Pick<Handlers, keyof typeof searchMethods> {
  return {
    'search.messages': ({ text, filter, cursor }) => {
      const { cache, user } = context.workspace()
      const everything = may(user.role, 'search_everything')
      const after = cursor === undefined ? null : placeOf(cursor)
      const { hits, next } = cache.search.messages({ text, filter: filter ?? {}, openOnly: !everything, after })
      return { hits, next: next === null ? null : `${next.sentAt} ${next.id}`, everything }
    },
  }
}

function placeOf(cursor: string): SearchPlace {
  const [sentAt = '', messageId] = cursor.split(' ')
  const known = id.safeParse(messageId)
  if (!known.success || !/^\d{1,15}$/.test(sentAt)) {
    throw new Refusal('invalid_input', [{ path: 'cursor', problem: 'invalid_value' }])
  }
  return { sentAt: Number(sentAt), id: known.data }
}
