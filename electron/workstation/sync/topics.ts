import type { Topic } from '../../../shared/console/events.ts'

/** What a command of a kind is about, for those who look at it. */
export function topicOf(kind: string): Topic {
  if (kind.startsWith('contact.')) return 'contacts'
  if (kind.startsWith('rules.')) return 'rules'
  if (kind.startsWith('restriction.')) return 'restrictions'
  if (kind.startsWith('recusal.')) return 'recusals'
  if (kind.startsWith('person.')) return 'people'
  return 'messages'
}
