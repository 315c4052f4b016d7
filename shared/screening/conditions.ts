import { codePoints } from '../domain/message.ts'
import { inWindow } from './clock.ts'
import type { ScreenedMessage, ScreeningContext } from './evaluate.types.ts'
import type { Condition, Language, PersonMatch, TermMatch } from './rules.ts'

const DAY_MS = 86_400_000

/** Everything a condition may look at. */
export interface Facts {
  readonly message: ScreenedMessage
  readonly context: ScreeningContext
  readonly matches: readonly TermMatch[]
  readonly people: readonly PersonMatch[]
  /** The language of the text; told apart once, and only if a rule asks. */
  readonly language: () => Language
  /** Minute of the day and ISO weekday at which it was sent, where the facility is. */
  readonly sentAt: () => { readonly minute: number; readonly weekday: number }
}

/** Whether a condition holds, and what was seen (`ruleHit`). */
export interface Held {
  readonly holds: boolean
  readonly seen: number | string | null
}

/**
 * Looks at one condition. Ages and counts include the message at hand: the eleventh message in 24 hours is "more than
 * 10". A contact that was never approved counts as new.
 */
export function look(condition: Condition, facts: Facts): Held {
  const { message, context, matches } = facts
  switch (condition.kind) {
    case 'direction':
      return { holds: message.direction === condition.direction, seen: null }
    case 'mentions':
      return counted(matches, (match) => condition.watchlistIds.includes(match.watchlistId), condition.atLeast)
    case 'category':
      return counted(matches, (match) => condition.categories.includes(match.category), condition.atLeast)
    case 'watched_person': {
      const found = facts.people.find(
        (person) =>
          condition.watchlistIds.includes(person.watchlistId) &&
          (condition.side === 'either' || condition.side === person.side),
      )
      return { holds: found !== undefined, seen: found?.watchlist ?? null }
    }
    case 'language': {
      const language = facts.language()
      const named = condition.languages.includes(language)
      return { holds: condition.is === 'one_of' ? named : !named && language !== 'und', seen: language }
    }
    case 'contact_age': {
      if (context.contactApprovedAt === null) return { holds: true, seen: null }
      const age = Date.parse(message.sentAt) - Date.parse(context.contactApprovedAt)
      return { holds: age < condition.lessThanDays * DAY_MS, seen: Math.max(0, Math.floor(age / DAY_MS)) }
    }
    case 'contact_messages':
      return { holds: context.contactMessages < condition.fewerThan, seen: context.contactMessages }
    case 'relationship': {
      const relationship = context.relationship.trim().toLowerCase()
      return {
        holds: condition.relationships.some((one) => one.trim().toLowerCase() === relationship),
        seen: context.relationship,
      }
    }
    case 'housing_unit':
      return { holds: condition.units.includes(context.housingUnit), seen: context.housingUnit }
    case 'length': {
      // There are never more code points than units, which need not be counted.
      if (message.text.length <= condition.moreThan) return { holds: false, seen: null }
      const characters = codePoints(message.text)
      return { holds: characters > condition.moreThan, seen: characters }
    }
    case 'sender_messages':
      return { holds: context.senderMessages24h + 1 > condition.moreThan, seen: context.senderMessages24h + 1 }
    case 'time_of_day': {
      const { minute, weekday } = facts.sentAt()
      return { holds: inWindow(minute, weekday, condition, condition.weekdays), seen: minute }
    }
    case 'sample':
      return { holds: sampleOf(message.id) < condition.inHundred, seen: null }
    case 'cod':
      return { holds: message.cod, seen: null }
    case 'revision':
      return { holds: message.revision, seen: null }
  }
}

function counted(matches: readonly TermMatch[], wanted: (match: TermMatch) => boolean, atLeast: number): Held {
  let count = 0
  for (const match of matches) if (wanted(match)) count++
  return { holds: count >= atLeast, seen: count }
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
