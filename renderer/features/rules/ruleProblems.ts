import { type Action, action, type Condition, condition, type Rule } from '../../../shared/screening/rules.ts'

/** The limits of the numbers in conditions and actions, as the contract has them. */
export const ranges = {
  atLeast: [1, 100],
  lessThanDays: [1, 3650],
  fewerThan: [1, 10_000],
  length: [1, 30_000],
  senderMessages: [1, 10_000],
  inHundred: [1, 100],
  minutes: [1, 43_200],
} as const satisfies Record<string, readonly [number, number]>

/** What is wrong in a field, told as a sentence beside it. */
export interface FieldProblem {
  readonly field: string
  readonly what: 'choose' | 'number' | 'time'
}

/** The first field of a condition or an action that is not filled in as it must be. */
export function problemOf(part: Condition | Action, schema: typeof condition | typeof action): FieldProblem | null {
  const parsed = schema.safeParse(part)
  if (parsed.success) return null
  const field = String(parsed.error.issues[0]?.path[0] ?? '')
  const value: unknown = (part as unknown as Record<string, unknown>)[field]
  if (Array.isArray(value) || typeof value === 'string') return { field, what: 'choose' }
  return { field, what: field === 'from' || field === 'to' ? 'time' : 'number' }
}

/** Everything that is wrong with a rule: its name, conditions by their places, its action. Null where it can be kept. */
export interface RuleProblems {
  readonly name: boolean
  readonly none: boolean
  readonly conditions: readonly (FieldProblem | null)[]
  readonly action: FieldProblem | null
}

export function problemsOf(rule: Omit<Rule, 'id' | 'enabled'>): RuleProblems | null {
  const problems: RuleProblems = {
    name: rule.name.trim() === '',
    none: rule.conditions.length === 0,
    conditions: rule.conditions.map((each) => problemOf(each, condition)),
    action: problemOf(rule.action, action),
  }
  const any = problems.name || problems.none || problems.action !== null || problems.conditions.some((each) => each)
  return any ? problems : null
}

export const conditionKinds = [
  'mentions',
  'category',
  'watched_person',
  'direction',
  'contact_age',
  'contact_messages',
  'relationship',
  'housing_unit',
  'length',
  'sender_messages',
  'time_of_day',
  'language',
  'cod',
  'revision',
  'sample',
] as const satisfies readonly Condition['kind'][]

/** A condition of a kind as the form begins with it; what must be chosen is empty. */
export function newCondition(kind: Condition['kind']): Condition {
  switch (kind) {
    case 'direction':
      return { kind, direction: 'inbound' }
    case 'mentions':
      return { kind, watchlistIds: [], atLeast: 1 }
    case 'category':
      return { kind, categories: [], atLeast: 1 }
    case 'watched_person':
      return { kind, watchlistIds: [], side: 'either' }
    case 'language':
      return { kind, is: 'none_of', languages: ['en', 'es'] }
    case 'contact_age':
      return { kind, lessThanDays: 14 }
    case 'contact_messages':
      return { kind, fewerThan: 5 }
    case 'relationship':
      return { kind, relationships: [] }
    case 'housing_unit':
      return { kind, units: [] }
    case 'length':
      return { kind, moreThan: 5_000 }
    case 'sender_messages':
      return { kind, moreThan: 10 }
    case 'time_of_day':
      return { kind, from: 1_320, to: 360, weekdays: [1, 2, 3, 4, 5, 6, 7] }
    case 'sample':
      return { kind, inHundred: 5 }
    case 'cod':
    case 'revision':
      return { kind }
  }
}

export const actionKinds = [
  'review',
  'delay',
  'window',
  'reject',
  'deliver',
] as const satisfies readonly Action['kind'][]

export function newAction(kind: Action['kind']): Action {
  switch (kind) {
    case 'deliver':
      return { kind }
    case 'delay':
      return { kind, minutes: 60 }
    case 'window':
      return { kind, from: 480, to: 1_200 }
    case 'review':
      return { kind, priority: 'normal' }
    case 'reject':
      return { kind, reasonId: '' }
  }
}

/** Minutes of the day of "06:30", or NaN where nothing is entered. */
export function minutesOf(time: string): number {
  const [hours = '', minutes = ''] = time.split(':')
  return time === '' ? Number.NaN : Number(hours) * 60 + Number(minutes)
}
