import { codePoints } from '../domain/message.ts'
import { inWindow, localTime } from './clock.ts'
import type { ScreenedMessage, ScreeningContext } from './evaluate.types.ts'
import type { Condition, TermMatch } from './rules.ts'

const DAY_MS = 86_400_000

/** Everything a condition may look at. */
export interface Facts {
  readonly message: ScreenedMessage
  readonly context: ScreeningContext
  readonly matches: readonly TermMatch[]
}

/**
 * Whether one condition holds. Ages and counts include the message at hand: the eleventh message in 24 hours is "more
 * than 10". A contact that was never approved counts as new.
 */
export function holds(condition: Condition, { message, context, matches }: Facts): boolean {
  switch (condition.kind) {
    case 'direction':
      return message.direction === condition.direction
    case 'mentions':
      return matches.filter((match) => condition.watchlistIds.includes(match.watchlistId)).length >= condition.atLeast
    case 'contact_age':
      return (
        context.contactApprovedAt === null ||
        Date.parse(message.sentAt) - Date.parse(context.contactApprovedAt) < condition.lessThanDays * DAY_MS
      )
    case 'contact_messages':
      return context.contactMessages < condition.fewerThan
    case 'relationship': {
      const relationship = context.relationship.trim().toLowerCase()
      return condition.relationships.some((one) => one.trim().toLowerCase() === relationship)
    }
    case 'housing_unit':
      return condition.units.includes(context.housingUnit)
    case 'length':
      return codePoints(message.text) > condition.moreThan
    case 'sender_messages':
      return context.senderMessages24h + 1 > condition.moreThan
    case 'time_of_day': {
      const { minute, weekday } = localTime(message.sentAt, context.timeZone)
      return inWindow(minute, weekday, condition, condition.weekdays)
    }
    case 'sample':
      return sampleOf(message.id) < condition.inHundred
    case 'cod':
      return message.cod
    case 'revision':
      return message.revision
  }
}

/**
 * A number from 0 to 99 that depends on the id alone (FNV-1a with a final mix), so that a sample can be checked
 * afterwards and a larger one contains every smaller one.
 */
export function sampleOf(messageId: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < messageId.length; i++) hash = Math.imul(hash ^ messageId.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % 100
}
