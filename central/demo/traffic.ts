import { setTimeout } from 'node:timers/promises'
import type { PublicContact } from '../../shared/central/operations.correspondents.ts'
import { demoPasswords } from './accounts.ts'
import { type Caller, callerOf, refusalOf } from './caller.ts'
import { fullSizes } from './generate.ts'
import { topicOf } from './history.ts'
import { LetterWriter, type Size } from './letters.ts'
import { voiceOf, type Writers } from './people.ts'
import { type Random, randomOf } from './random.ts'

export interface TrafficOptions {
  /** Address of the central service, without a slash at the end. */
  readonly url: string
  readonly seed: number
  readonly now: () => Date
  /** What people do in a minute, on average; 6 when not given. About a third of the messages end in review. */
  readonly perMinute?: number
  readonly signal: AbortSignal
  /** How many members the facility has; those of the full demo when not given. */
  readonly members?: number
}

interface Session {
  readonly token: string
  readonly name: string
  readonly number: string
  readonly kind: 'member' | 'individual'
  readonly until: number
}

/** Members who write while one watches: few, so that signing in, which is slow on purpose, is rare. */
const CAST = 60
const FIRST_MEMBER = 10_001
const LONGEST_PAUSE_MS = 30_000
const sizes: readonly Size[] = ['line', 'brief', 'page', 'long']

/**
 * Lets the demo's people write, answer, open and ask for contacts, through the HTTP API alone. Goes on quietly when
 * the service cannot be reached for a while. Resolves when the signal stops it, after the action under way.
 */
export async function startTraffic(options: TrafficOptions): Promise<void> {
  const { signal } = options
  const random = randomOf(options.seed, `traffic ${options.now().getTime()}`)
  const people = new TrafficPeople(
    callerOf(options.url, signal),
    random,
    options.now,
    options.members ?? fullSizes.members,
  )
  const beat = 60_000 / (options.perMinute ?? 6)
  let pause = 0
  while (!signal.aborted) {
    try {
      await setTimeout(pause > 0 ? pause : beat * (0.4 + random.next() * 1.2), undefined, { signal })
      await people.act()
      pause = 0
    } catch (error) {
      if (signal.aborted) break
      // A refusal is an answer: the service is there. Anything else waits longer each time.
      pause = refusalOf(error) === null ? Math.min(LONGEST_PAUSE_MS, Math.max(1_000, pause * 2)) : 0
    }
  }
}

class TrafficPeople {
  readonly #caller: Caller
  readonly #random: Random
  readonly #now: () => Date
  readonly #writer: LetterWriter
  readonly #cast: readonly string[]
  readonly #sessions = new Map<string, Session>()
  readonly #voices = new Map<string, Writers>()
  /** Individuals met in members' contacts, by booking number. */
  readonly #met: string[] = []

  constructor(caller: Caller, random: Random, now: () => Date, members: number) {
    this.#caller = caller
    this.#random = random
    this.#now = now
    this.#writer = new LetterWriter(random.fork('letters'))
    this.#cast = Array.from({ length: CAST }, () => `M-${FIRST_MEMBER + random.int(0, members - 1)}`)
  }

  /** One thing that one person does. */
  async act(): Promise<void> {
    const roll = this.#random.next()
    const individual = roll < 0.3 && this.#met.length > 0 ? this.#random.pick(this.#met) : null
    const number = individual ?? this.#random.pick(this.#cast)
    const session = await this.#signedIn(individual === null ? 'member' : 'individual', number)
    try {
      await (roll > 0.93 && session.kind === 'member' ? this.#request(session) : this.#correspond(session))
    } catch (error) {
      if (refusalOf(error) === 'unauthenticated') this.#sessions.delete(number)
      throw error
    }
  }

  async #signedIn(kind: Session['kind'], number: string): Promise<Session> {
    const known = this.#sessions.get(number)
    if (known !== undefined && known.until > this.#now().getTime() + 60_000) return known
    const answer =
      kind === 'member'
        ? await this.#caller.call('memberSignIn', { body: { memberNumber: number, password: demoPasswords.member } })
        : await this.#caller.call('individualSignIn', {
            body: { bookingNumber: number, pin: demoPasswords.individual },
          })
    const session: Session = {
      token: answer.accessToken,
      name: answer.account.name,
      number,
      kind,
      until: Date.parse(answer.accessExpiresAt),
    }
    this.#sessions.set(number, session)
    return session
  }

  /** Opens what has come, and mostly writes. */
  async #correspond(session: Session): Promise<void> {
    const { token } = session
    const { contacts } = await this.#caller.call('myContacts', { token })
    const open = contacts.filter((contact) => contact.state === 'approved')
    if (open.length === 0) return
    const contact = this.#random.pick(open)
    if (session.kind === 'member' && !this.#met.includes(contact.with.number)) this.#met.push(contact.with.number)
    const params = { contactId: contact.id }
    const { messages } = await this.#caller.call('thread', { token, params })
    const unread = messages.find(
      (message) => !message.mine && message.openedAt === null && message.label === 'Delivered',
    )
    if (unread !== undefined) await this.#caller.call('openMessage', { token, params: { messageId: unread.id } })
    const broke = await this.#isBroke(session)
    if (broke && session.kind === 'member') return
    const body = {
      text: this.#letter(session, contact),
      idempotencyKey: this.#random.id(this.#now().getTime()),
      ...(broke ? { cod: true } : {}),
    }
    await this.#caller.call('sendMessage', { token, params, body })
  }

  async #isBroke({ token }: Session): Promise<boolean> {
    const { balances } = await this.#caller.call('myAccount', { token })
    return balances.service < 50
  }

  /** Asks to write to an individual whom somebody else writes to. */
  async #request({ token }: Session): Promise<void> {
    if (this.#met.length === 0) return
    const relationship = this.#random.pick(['friend', 'cousin', 'aunt', 'brother', 'sister', 'girlfriend'])
    await this.#caller.call('requestContact', {
      token,
      body: { bookingNumber: this.#random.pick(this.#met), relationship },
    })
  }

  #letter(session: Session, contact: PublicContact): string {
    const inbound = session.kind === 'member'
    const voice = this.#voices.get(contact.id) ?? voiceOf(this.#random)
    const writers: Writers = {
      ...voice,
      contact: { id: contact.id, relationship: contact.relationship, privileged: contact.relationship === 'attorney' },
      member: { name: inbound ? session.name : contact.with.name },
      individual: { name: inbound ? contact.with.name : session.name },
    }
    this.#voices.set(contact.id, writers)
    return this.#writer.write(writers, {
      size: sizes[this.#random.weighted([15, 35, 38, 12])] ?? 'brief',
      direction: inbound ? 'inbound' : 'outbound',
      at: this.#now().getTime(),
      topic: topicOf(this.#random, 0.2),
    })
  }
}
