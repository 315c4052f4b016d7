import type { Direction } from '../../../shared/domain/message.ts'
import type { Writers } from '../people.ts'
import type { Random } from '../random.ts'

/** What the one inside is called by each relation, and calls them. `{first}` is the first name. */
const names: Readonly<
  Record<string, { inside: readonly string[]; outside: readonly string[]; sign: readonly string[] }>
> = {
  mother: {
    inside: ['Son', 'Baby', 'My child', '{first}', 'Honey'],
    outside: ['Mom', 'Mama', 'Ma'],
    sign: ['Mom', 'Your mother', 'Mama'],
  },
  father: { inside: ['Son', 'Kiddo', '{first}'], outside: ['Dad', 'Pop', 'Pops'], sign: ['Dad', 'Your father', 'Pop'] },
  wife: {
    inside: ['Babe', 'My love', 'Honey', '{first}'],
    outside: ['Babe', 'My love', 'Baby', 'Beautiful'],
    sign: ['Your wife', '{me}', 'Me'],
  },
  husband: {
    inside: ['Babe', 'My love', '{first}'],
    outside: ['Babe', 'Honey', 'My love'],
    sign: ['Your husband', '{me}'],
  },
  girlfriend: {
    inside: ['Babe', 'Bae', 'Hey you', '{first}'],
    outside: ['Babe', 'Baby girl', 'Hey beautiful'],
    sign: ['{me}', 'Your girl', 'xoxo {me}'],
  },
  fiancée: {
    inside: ['My love', 'Babe', '{first}'],
    outside: ['My love', 'Future wife', 'Babe'],
    sign: ['{me}', 'Yours, {me}'],
  },
  sister: {
    inside: ['Bro', 'Hey brother', '{first}', 'Big head'],
    outside: ['Sis', 'Hey sis', '{other}'],
    sign: ['Your sister', '{me}', 'Sis'],
  },
  brother: {
    inside: ['Bro', '{first}', 'What is up'],
    outside: ['Bro', 'Brother', '{other}'],
    sign: ['{me}', 'Your brother'],
  },
  grandmother: {
    inside: ['Dear {first}', 'Sweetheart', 'My dear {first}'],
    outside: ['Grandma', 'Nana', 'Dear Grandma'],
    sign: ['Grandma', 'Your loving grandmother'],
  },
  daughter: {
    inside: ['Daddy', 'Dad', 'Hi Dad'],
    outside: ['Princess', 'Baby girl', 'Hi sweetheart'],
    sign: ['{me}', 'Your daughter'],
  },
  son: { inside: ['Dad', 'Hey Dad', 'Pops'], outside: ['Son', 'Hey champ', '{other}'], sign: ['{me}', 'Your son'] },
  aunt: {
    inside: ['{first}', 'Nephew', 'Dear {first}'],
    outside: ['Auntie', 'Tia', 'Aunt {other}'],
    sign: ['Aunt {me}', 'Auntie'],
  },
  uncle: { inside: ['{first}', 'Nephew'], outside: ['Unc', 'Uncle {other}'], sign: ['Uncle {me}'] },
  attorney: { inside: ['Mr. {first}'], outside: ['Counselor'], sign: ['{me}'] },
}
const others = {
  inside: ['{first}', 'Hey {first}', 'Yo {first}', 'Cuz'],
  outside: ['{other}', 'Hey {other}', 'What up {other}'],
  sign: ['{me}', 'Peace, {me}'],
}

const spanishNames: Readonly<Record<string, { inside: readonly string[]; outside: readonly string[] }>> = {
  mother: { inside: ['Mijo', 'Hijo', 'Mi niño'], outside: ['Mamá', 'Jefita', 'Ama'] },
  father: { inside: ['Hijo', 'Mijo'], outside: ['Apá', 'Papá'] },
  wife: { inside: ['Amor', 'Mi vida', 'Viejo'], outside: ['Amor', 'Mi reina', 'Vieja'] },
  grandmother: { inside: ['Mijito', 'Hijo'], outside: ['Abuelita', 'Abue'] },
  sister: { inside: ['Hermano', 'Manito'], outside: ['Hermana', 'Manita'] },
  brother: { inside: ['Carnal', 'Hermano'], outside: ['Carnal', 'Hermano'] },
  daughter: { inside: ['Papi', 'Apá'], outside: ['Mija', 'Mi princesa'] },
}
const otherSpanish = { inside: ['Hola {first}', '{first}', 'Querido {first}'], outside: ['Hola {other}', '{other}'] }

function filled(template: string, pair: Writers, direction: Direction): string {
  const inside = pair.individual.name.split(' ')[0] ?? ''
  const outside = pair.member.name.split(' ')[0] ?? ''
  return template
    .replace('{first}', inside)
    .replace('{other}', outside)
    .replace('{me}', direction === 'inbound' ? outside : inside)
}

/** How a letter begins: with a name and a comma, or at times with neither. */
export function greeting(random: Random, pair: Writers, direction: Direction): string {
  if (random.chance(0.15)) return ''
  const set = pair.spanish
    ? (spanishNames[pair.contact.relationship] ?? otherSpanish)
    : (names[pair.contact.relationship] ?? others)
  const name = filled(random.pick(direction === 'inbound' ? set.inside : set.outside), pair, direction)
  return `${name}${random.pick([',', ',', ',', '!', '...', ' -'])}`
}

/** How it ends. */
export function signature(random: Random, pair: Writers, direction: Direction): string {
  if (random.chance(0.3)) return ''
  const self = filled('{me}', pair, direction)
  if (pair.spanish) return random.pick([self, `Tu ${self}`, `Con cariño, ${self}`, `- ${self}`])
  if (direction === 'outbound')
    return random.pick([self, `Love, ${self}`, `- ${self}`, `Always, ${self}`, `Your ${self}`])
  const set = names[pair.contact.relationship] ?? others
  const sign = filled(random.pick(set.sign), pair, direction)
  return sign.includes(',') ? sign : random.pick(['', 'Love, ', 'Love always, ', '- ']) + sign
}

/** The child a letter speaks of: mostly the one, sometimes her sister or cousin. */
export function childOf(pair: Writers, random: Random): string {
  return random.chance(0.88) ? (pair.words.kid ?? 'Mia') : (pair.words.kid2 ?? pair.words.kid ?? 'Mia')
}

/** What passes between an individual and counsel. */
export const legal = [
  'The motion to continue was [granted|filed] and the next date is {date}.',
  'Please think about the questions from our last meeting before {weekday}.',
  'I [have|read] the discovery and [have notes|we should talk] about page {number}.',
  'Do not discuss the case with anyone until we have met.',
  'I will be there on {weekday} with the papers to sign.',
  'Thank you for the list of names, I [reached two of them|will call them this week].',
] as const
