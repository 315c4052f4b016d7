import { type Priority, priority as priorityNames, priorityRank } from '../../../shared/domain/message.ts'

/** The priority that is stored as a number. */
export function priorityOf(rank: number): Priority {
  return priorityNames.options.find((name) => priorityRank[name] === rank) ?? 'normal'
}
