import type { Direction } from '../../shared/domain/message.ts'
import { Decks, expand } from './decks.ts'
import type { Writers } from './people.ts'
import type { Random } from './random.ts'
import { english } from './words/english.ts'
import { type FlaggedTopic, flagged } from './words/flagged.ts'
import { childOf, greeting, legal, signature } from './words/greetings.ts'
import { spanish } from './words/spanish.ts'
import { memories, storiesInbound, storiesOutbound } from './words/storylines.ts'

/** How long a letter is: one line, a few lines, a page, several. */
export type Size = 'line' | 'brief' | 'page' | 'long' | 'pages'

export interface LetterWish {
  readonly size: Size
  readonly direction: Direction
  /** When it is written, in milliseconds: the dates in it lie ahead. */
  readonly at: number
  /** A subject that a facility would stop, or none. */
  readonly topic: FlaggedTopic | null
}

const partners = new Set(['wife', 'husband', 'girlfriend', 'fiancée'])
const DAY = 86_400_000
const emoji = ['❤️', '🙏', '😂', '😘', '🥺', '🎂', '🌻', '💪', '😭', '🐶', '☀️', '✨']

/** Where each thread stands in its stories. */
interface Progress {
  story: number
  stage: number
}

/** Writes letters. One instance writes all of a facility, so that threads go on and neighbours differ. */
export class LetterWriter {
  readonly #random: Random
  readonly #decks: Decks
  readonly #progress = new Map<string, Progress>()

  constructor(random: Random) {
    this.#random = random
    this.#decks = new Decks(random.fork('decks'))
  }

  /** One letter of a pair. */
  write(pair: Writers, wish: LetterWish): string {
    const random = this.#random
    const words = this.#wordsFor(pair, wish.at)
    const used = new Set<string>()
    const say = (pool: readonly string[]): string => {
      let template = this.#decks.deal(pool)
      // A full pool may come round within one long letter; only the longest ones have to live with that.
      for (let tries = 0; used.has(template) && tries < pool.length; tries++) template = this.#decks.deal(pool)
      used.add(template)
      return expand(template, random, words)
    }
    const language = pair.spanish ? spanish : english
    const inbound = wish.direction === 'inbound'
    if (pair.contact.privileged) return `${greeting(random, pair, wish.direction)} ${say(legal)} ${say(legal)}`.trim()
    if (wish.size === 'line' && wish.topic === null) return this.#styled(pair, say(language.short))

    const want = this.#sentences(wish.size)
    const body = inbound ? language.outside : language.inside
    // Not everybody begins with how they are.
    const opening = inbound ? language.openInbound : language.openOutbound
    const paragraphs: string[][] = [[say(random.chance(0.25) ? body : opening)]]
    const add = (sentence: string): void => {
      const last = paragraphs.at(-1) as string[]
      if (last.length >= 3 + random.int(0, 3) && want > 5) paragraphs.push([sentence])
      else last.push(sentence)
    }
    if (!pair.spanish && random.chance(0.6)) add(expand(this.#nextStage(pair, inbound), random, words))
    const turn = random.int(1, Math.max(1, want - 1))
    for (let i = 1; i < want; i++) {
      if (i === turn && wish.topic !== null) add(this.#flaggedSentence(pair, wish.topic, words))
      const roll = random.next()
      if (want > 18 && !pair.spanish && inbound && roll < 0.45) add(say(memories))
      else if (roll < 0.12 && !pair.spanish && partners.has(pair.contact.relationship)) add(say(english.partners))
      else if (roll < 0.78) add(say(body))
      else if (roll < 0.9) add(say(language.either))
      else add(say(inbound ? language.askInbound : language.askOutbound))
    }
    if (wish.topic !== null && want <= 1) add(this.#flaggedSentence(pair, wish.topic, words))
    const close = say(inbound ? language.closeInbound : language.closeOutbound)
    const hello = greeting(random, pair, wish.direction)
    const sign = signature(random, pair, wish.direction)
    const text = paragraphs.map((sentences) => sentences.join(' ')).join('\n\n')
    const parts = want <= 3 ? [`${hello} ${text} ${close}`.trim(), sign] : [hello, text, close, sign]
    return this.#styled(pair, parts.filter((part) => part !== '').join(want <= 3 ? ' ' : '\n\n'))
  }

  /** A letter of exactly `codePoints` code points: somebody who could not stop writing. */
  writeExactly(pair: Writers, at: number, codePoints: number): string {
    const words = this.#wordsFor(pair, at)
    const parts = [`${greeting(this.#random, pair, 'inbound')}\n\n`]
    let length = [...(parts[0] ?? '')].length
    for (let i = 0; length < codePoints; i++) {
      const pool = i % 5 === 4 ? english.outside : memories
      const sentence = expand(this.#decks.deal(pool), this.#random, this.#wordsFor(pair, at))
      const next = `${sentence}${i % 6 === 5 ? '\n\n' : ' '}`
      parts.push(next)
      length += [...next].length
    }
    const end = ` All my love, ${words.self ?? 'me'}`
    const all = [...parts.join('')]
    return all.slice(0, codePoints - end.length).join('') + end
  }

  #sentences(size: Size): number {
    const random = this.#random
    if (size === 'line') return 1
    if (size === 'brief') return random.int(1, 4)
    if (size === 'page') return random.int(5, 12)
    if (size === 'long') return random.int(14, 28)
    return random.int(36, 62)
  }

  #nextStage(pair: Writers, inbound: boolean): string {
    const stories: readonly (readonly string[])[] = inbound ? storiesInbound : storiesOutbound
    const key = `${pair.contact.id} ${inbound}`
    const at = this.#progress.get(key) ?? { story: this.#random.int(0, stories.length - 1), stage: 0 }
    const story = stories[at.story % stories.length] ?? []
    const sentence = story[at.stage] ?? ''
    const done = at.stage + 1 >= story.length
    this.#progress.set(key, done ? { story: at.story + 1, stage: 0 } : { story: at.story, stage: at.stage + 1 })
    return sentence
  }

  #flaggedSentence(pair: Writers, topic: FlaggedTopic, words: Readonly<Record<string, string>>): string {
    const pool = flagged[topic]
    return expand(this.#decks.deal(pair.spanish ? pool.spanish : pool.english), this.#random, words)
  }

  /** The words of the pair, and those that change from letter to letter. */
  #wordsFor(pair: Writers, at: number): Record<string, string> {
    const random = this.#random
    const day = new Date(at + random.int(3, 40) * DAY)
    const weekday = random.int(0, 6)
    const later = new Date(at + random.int(40, 300) * DAY)
    return {
      ...pair.words,
      kid: childOf(pair, random),
      date: `${monthName(day)} ${day.getUTCDate()}`,
      dateEs: `${day.getUTCDate()} de ${mesName(day)}`,
      weekday: weekdays[weekday] ?? 'Sunday',
      weekdayEs: dias[weekday] ?? 'domingo',
      month: monthName(later),
      number: String(random.int(3, 46)),
      year: String(random.int(2006, 2023)),
      age: String(random.int(5, 17)),
      self: pair.member.name.split(' ')[0] ?? '',
    }
  }

  #styled(pair: Writers, text: string): string {
    const random = this.#random
    let styled = text
    if (pair.style === 'lower') styled = styled.toLowerCase()
    if (pair.style === 'texting') {
      styled = styled
        .replace(/\byou are\b(?! there)/gi, 'ur')
        .replace(/\byou\b/g, 'u')
        .replace(/\bbecause\b/g, 'cuz')
        .replace(/\bdo not\b/g, 'dont')
        .replace(/\bI am\b(?= [a-z])/g, 'Im')
        .replace(/\bgoing to\b/g, 'gonna')
    }
    if (pair.style === 'plain' && !pair.spanish) {
      styled = styled
        .replace(/\bI am\b(?= [a-z])/g, "I'm")
        .replace(/\b(d|D)o not\b/g, "$1on't")
        .replace(/\bIt is\b/g, "It's")
    }
    if (pair.style === 'loud')
      styled = styled.replace(/(?<!\bMrs?)\.( |\n|$)/g, (_, end: string) => `${random.chance(0.3) ? '!!' : '.'}${end}`)
    if (pair.emoji && random.chance(0.6))
      styled += ` ${random.pick(emoji)}${random.chance(0.3) ? random.pick(emoji) : ''}`
    return styled
  }
}

const list = (names: string): readonly string[] => names.split(' ')
const weekdays = list('Sunday Monday Tuesday Wednesday Thursday Friday Saturday')
const dias = list('domingo lunes martes miércoles jueves viernes sábado')
const months = list('January February March April May June July August September October November December')
const meses = list('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre')

function monthName(day: Date): string {
  return months[day.getUTCMonth()] ?? 'May'
}

function mesName(day: Date): string {
  return meses[day.getUTCMonth()] ?? 'mayo'
}
