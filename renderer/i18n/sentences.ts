import type { TFunction } from 'i18next'
import type { PairRestriction } from '../../shared/console/review.ts'
import type { Reason } from '../../shared/domain/reasons.ts'
import {
  type Action,
  type Condition,
  type Language,
  language,
  type Rule,
  type RuleHit,
} from '../../shared/screening/rules.ts'
import { clock, type Formats } from './format.ts'

/** A piece of a sentence; strong pieces are what a reader looks for, toned ones are what happens. */
export interface Piece {
  readonly text: string
  readonly strong?: boolean
  readonly tone?: 'bad' | 'warn' | 'quiet'
}

export interface SentenceNames {
  /** Name of a watchlist by its id. */
  list(id: string): string
  /** Staff text of a reason by its id. */
  reason(id: string): string
}

/** A rule as a sentence: "When a message is inbound and mentions contraband, send it to review, priority high." */
export function ruleSentence(
  rule: Pick<Rule, 'match' | 'conditions' | 'action'> & Pick<RuleHit, 'seen'>,
  names: SentenceNames,
  t: TFunction,
) {
  const joint = rule.match === 'all' ? t('sentence.and') : t('sentence.or')
  const pieces: Piece[] = [{ text: t('sentence.when') + t('sentence.it') }]
  rule.conditions.forEach((condition, at) => {
    if (at > 0) pieces.push({ text: joint })
    pieces.push(...conditionPieces(condition, names, t))
    const seen = seenText(condition, rule.seen?.[at] ?? null, t)
    if (seen !== null) pieces.push({ text: ` (${seen})` })
  })
  pieces.push({ text: t('sentence.comma') }, ...actionPieces(rule.action, names, t), { text: t('sentence.end') })
  return pieces
}

/** What was seen of a condition, where that says more than the condition itself. */
function seenText(condition: Condition, seen: number | string | null, t: TFunction): string | null {
  if (typeof seen === 'string') {
    if (condition.kind === 'language')
      return language.options.includes(seen as Language) ? t(`language.${seen as Language}`) : seen
    if (condition.kind === 'housing_unit') return condition.units.length > 1 ? seen : null
    if (condition.kind === 'relationship') return condition.relationships.length > 1 ? seen : null
    return null
  }
  if (seen === null) return null
  switch (condition.kind) {
    case 'mentions':
    case 'category':
      return seen > 1 ? t('sentence.seen.matches', { count: seen }) : null
    case 'contact_age':
      return t('sentence.seen.days', { count: seen })
    case 'contact_messages':
    case 'sender_messages':
      return t('sentence.seen.messages', { count: seen })
    case 'length':
      return t('sentence.seen.characters', { count: seen })
    case 'time_of_day':
      return clock(seen)
    default:
      return null
  }
}

function conditionPieces(condition: Condition, names: SentenceNames, t: TFunction): Piece[] {
  switch (condition.kind) {
    case 'direction':
      return [{ text: t(`sentence.direction.${condition.direction}`), strong: true }]
    case 'mentions': {
      const pieces: Piece[] = [{ text: t('sentence.mentions') }]
      condition.watchlistIds.forEach((id, at) => {
        if (at > 0) pieces.push({ text: t('sentence.or') })
        pieces.push({ text: names.list(id), strong: true })
      })
      if (condition.atLeast > 1) pieces.push({ text: t('sentence.atLeast', { count: condition.atLeast }) })
      return pieces
    }
    case 'category':
      return [
        { text: t('sentence.mentions') },
        { text: condition.categories.map((each) => t(`category.${each}`)).join(t('sentence.or')), strong: true },
        ...(condition.atLeast > 1 ? [{ text: t('sentence.atLeast', { count: condition.atLeast }) }] : []),
      ]
    case 'watched_person':
      return [
        { text: t(`sentence.watched.${condition.side}`) },
        { text: condition.watchlistIds.map((id) => names.list(id)).join(t('sentence.or')), strong: true },
      ]
    case 'language': {
      const languages = condition.languages.map((each) => t(`language.${each}`)).join(t('sentence.or'))
      return [{ text: t(`sentence.language.${condition.is}`) }, { text: languages, strong: true }]
    }
    case 'contact_age':
      return [{ text: t('sentence.contactAge', { count: condition.lessThanDays }), strong: true }]
    case 'contact_messages':
      return [{ text: t('sentence.contactMessages', { count: condition.fewerThan }), strong: true }]
    case 'relationship':
      return [{ text: t('sentence.relationship', { names: condition.relationships.join(', ') }), strong: true }]
    case 'housing_unit':
      return [{ text: t('sentence.housingUnit', { names: condition.units.join(', ') }), strong: true }]
    case 'length':
      return [{ text: t('sentence.length', { count: condition.moreThan }), strong: true }]
    case 'sender_messages':
      return [{ text: t('sentence.senderMessages', { count: condition.moreThan }), strong: true }]
    case 'time_of_day': {
      const days = condition.weekdays.map((day) => t(`weekday.d${day as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)).join(', ')
      const span = t('sentence.timeOfDay', { from: clock(condition.from), to: clock(condition.to) })
      return [{ text: condition.weekdays.length === 7 ? span : span + t('sentence.onDays', { days }), strong: true }]
    }
    case 'sample':
      return [{ text: t('sentence.sample', { count: condition.inHundred }), strong: true }]
    case 'cod':
      return [{ text: t('sentence.cod'), strong: true }]
    case 'revision':
      return [{ text: t('sentence.revision'), strong: true }]
  }
}

function actionPieces(action: Action, names: SentenceNames, t: TFunction): Piece[] {
  switch (action.kind) {
    case 'deliver':
      return [{ text: t('sentence.deliver'), tone: 'quiet' }]
    case 'delay':
      return [{ text: t('sentence.delay', { count: action.minutes }), tone: 'quiet' }]
    case 'window':
      return [{ text: t('sentence.window', { from: clock(action.from), to: clock(action.to) }), tone: 'quiet' }]
    case 'review': {
      const priority = t('sentence.priority', { priority: t(`priority.${action.priority}`) })
      return [
        { text: t('sentence.review'), tone: 'warn' },
        { text: t('sentence.comma') },
        { text: priority, strong: true },
      ]
    }
    case 'reject':
      return [
        { text: t('sentence.reject'), tone: 'bad' },
        { text: t('sentence.withReason', { reason: names.reason(action.reasonId) }) },
      ]
  }
}

/** The staff text of a reason in the language of the console; the id's absence reads as a dash. */
export function reasonText(reasons: readonly Reason[], id: string | null, language: string): string {
  const reason = reasons.find((each) => each.id === id)
  return reason ? reason.staff[language === 'es' ? 'es' : 'en'] : '–'
}

/** What a restriction limits and when: "the housing unit, from 3 Nov 08:00 until 9 Nov 08:00". */
export function restrictionText(t: TFunction, formats: Formats, { scope, from, until }: PairRestriction): string {
  const now = Date.now()
  const values = { scope: t(`context.restriction.${scope}`), from: formats.moment(from, now) }
  return until === null
    ? t('context.restrictedFrom', values)
    : t('context.restrictedUntil', { ...values, until: formats.moment(until, now) })
}
