import { operations } from '../../../shared/central/operations.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import { SEARCH_PAGE, type SearchFilter, type SearchHit, type searchMethods } from '../../../shared/console/search.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { id } from '../../../shared/domain/ids.ts'
import { openStates } from '../../../shared/domain/lifecycle.ts'
import type { MessageState } from '../../../shared/domain/message.ts'
import { may } from '../../../shared/domain/roles.ts'
import type { SearchPlace } from '../cache/search.ts'
import { archivedHit } from './archive.ts'
import { askCentral } from './central.ts'
import type { HandlerContext, Workspace } from './workspace.ts'

/** Pages of central's that one page is made of at most: what is kept here is left out of them. */
const MOST_ASKED = 4

/**
 * Searching what is kept here, and beyond. Who may not search everything finds what waits in a queue.
 */
export function searchHandlers(context: HandlerContext): Pick<Handlers, keyof typeof searchMethods> {
  return {
    'search.messages': ({ text, filter, cursor }) => {
      const { cache, user } = context.workspace()
      const everything = may(user.role, 'search_everything')
      const after = cursor === undefined ? null : placeOf(cursor)
      const { hits, next } = cache.search.messages({ text, filter: filter ?? {}, openOnly: !everything, after })
      return { hits, next: next === null ? null : `${next.sentAt} ${next.id}`, everything }
    },
    'search.archive': ({ text, filter, cursor }) => archive(context.workspace(), text, filter ?? {}, cursor),
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

async function archive(
  workspace: Workspace,
  text: string,
  filter: SearchFilter,
  cursor: string | undefined,
): Promise<{ hits: SearchHit[]; next: string | null }> {
  const { cache, facility, engine } = workspace
  const whole = id.safeParse(text)
  if (whole.success) return { hits: await byId(workspace, whole.data), next: null }
  const states = statesOf(filter)
  // Whatever is open is kept here.
  if (states !== null && !states.some((state) => !openStates.includes(state))) return { hits: [], next: null }
  const query = {
    // A day less than is kept: what is here as well is left out below, and clocks may differ.
    closedForDays: Math.max(1, engine.retentionDays - 1),
    ...(text === '' ? {} : { text }),
    ...(filter.person === undefined
      ? {}
      : filter.person.kind === 'member'
        ? { memberId: filter.person.id }
        : { individualId: filter.person.id }),
    ...(states?.length === 1 ? { state: states[0] } : {}),
    ...(filter.categories?.length === 1 ? { category: filter.categories[0] } : {}),
    ...(filter.direction === undefined ? {} : { direction: filter.direction }),
    ...(filter.sentFrom === undefined ? {} : { sentFrom: filter.sentFrom }),
    ...(filter.sentUntil === undefined ? {} : { sentUntil: filter.sentUntil }),
  }
  const hits: SearchHit[] = []
  let next = cursor ?? null
  for (let asked = 0; asked < MOST_ASKED; asked++) {
    const page = await askCentral(workspace, operations.searchMessages, {
      params: { facilityId: facility.id },
      query: { ...query, limit: SEARCH_PAGE, ...(next === null ? {} : { cursor: next }) },
      body: {},
    })
    for (const message of page.messages) {
      if (cache.messages.decidable(message.id) !== null) continue
      const hit = archivedHit(cache, message, text)
      const categories = message.screening.matches.map((match) => match.category)
      const fits =
        (states === null || states.includes(hit.state)) &&
        (filter.housingUnits === undefined || filter.housingUnits.includes(hit.housingUnit)) &&
        (filter.categories === undefined || filter.categories.some((each) => categories.includes(each)))
      if (fits) hits.push(hit)
    }
    next = page.next
    // A whole page more might not fit: what central gave stays together, so that nothing is left out between pages.
    if (next === null || hits.length > 0) break
  }
  return { hits, next }
}

/** The states that a filter leaves, or null for all. */
function statesOf(filter: SearchFilter): MessageState[] | null {
  const ofQueue: Readonly<Record<NonNullable<SearchFilter['queue']>, MessageState[]>> = {
    needs_review: ['pending_review'],
    held: ['held'],
    escalated: ['pending_review', 'held'],
    scheduled: ['scheduled'],
  }
  const both = [filter.states, filter.queue === undefined ? undefined : ofQueue[filter.queue]].filter(
    (each) => each !== undefined,
  )
  if (both.length === 0) return null
  return both.reduce((left, each) => left.filter((state) => each.includes(state)))
}

async function byId(workspace: Workspace, messageId: string): Promise<SearchHit[]> {
  const { cache, facility } = workspace
  if (cache.messages.decidable(messageId) !== null) return []
  try {
    const params = { facilityId: facility.id, messageId }
    const { message } = await askCentral(workspace, operations.staffMessage, { params, query: {}, body: {} })
    return [archivedHit(cache, message, '')]
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return []
    throw error
  }
}
