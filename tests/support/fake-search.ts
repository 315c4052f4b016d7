import type { Handlers } from '../../shared/console/methods.ts'
import type { searchMethods } from '../../shared/console/search.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { may } from '../../shared/domain/roles.ts'
import type { FakeWorld } from './fake-world.ts'

/** Results in a page of the fake. */
const FAKE_PAGE = 10

/** Search over the facility in memory: a word in the text or in a name. */
export function createFakeSearch(world: FakeWorld): Pick<Handlers, keyof typeof searchMethods> {
  return {
    'search.archive': ({ cursor }) => {
      if (world.sync.connection === 'offline') throw new Refusal('unavailable')
      return cursor === undefined ? { hits: world.archive, next: null } : { hits: [], next: null }
    },
    'search.messages': ({ text, filter, cursor }) => {
      const { messages, members, individuals } = world.facility
      const word = text.toLowerCase()
      const hits = messages.flatMap((message) => {
        if (filter?.direction !== undefined && message.direction !== filter.direction) return []
        if (filter?.states !== undefined && !filter.states.includes(message.state)) return []
        const member = members.find((each) => each.id === message.memberId)
        const individual = individuals.find((each) => each.id === message.individualId)
        if (!member || !individual) return []
        const start = message.text?.toLowerCase().indexOf(word) ?? -1
        const named = [member.name, individual.name].some((name) => name.toLowerCase().includes(word))
        if (start < 0 && !named) return []
        const [outside, inside] = [
          { id: member.id, name: member.name, number: member.memberNumber },
          { id: individual.id, name: individual.name, number: individual.bookingNumber },
        ]
        const inbound = message.direction === 'inbound'
        return {
          id: message.id,
          direction: message.direction,
          state: message.state,
          escalated: message.escalated,
          from: inbound ? outside : inside,
          to: inbound ? inside : outside,
          housingUnit: individual.housingUnit,
          sentAt: message.sentAt,
          snippet:
            message.text === null
              ? null
              : { text: message.text.slice(0, 200), marks: start < 0 ? [] : [{ start, end: start + word.length }] },
        }
      })
      const everything = may(world.session.user?.role ?? 'officer', 'search_everything')
      const from = cursor === undefined ? 0 : Number(cursor)
      const next = hits.length > from + FAKE_PAGE ? String(from + FAKE_PAGE) : null
      return { hits: hits.slice(from, from + FAKE_PAGE), next, everything }
    },
  }
}
