import type { Handlers } from '../../shared/console/methods.ts'
import type { searchMethods } from '../../shared/console/search.ts'
import { may } from '../../shared/domain/roles.ts'
import type { FakeWorld } from './fake-world.ts'

/** Search over the facility in memory: a word in the text or in a name. */
export function createFakeSearch(world: FakeWorld): Pick<Handlers, keyof typeof searchMethods> {
  return {
    'search.messages': ({ text }) => {
      const { messages, members, individuals } = world.facility
      const word = text.toLowerCase()
      const hits = messages.flatMap((message) => {
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
      return { hits: hits.slice(0, 20), next: null, everything }
    },
  }
}
