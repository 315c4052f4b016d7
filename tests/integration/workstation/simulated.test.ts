import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Cache, openCache } from '../../../electron/workstation/cache/cache.ts'
import { openSimulatedMessages } from '../../../electron/workstation/cache/simulated.ts'
import { simulate } from '../../../electron/workstation/simulation/simulate.ts'
import type { Message } from '../../../shared/central/entities.ts'
import { compileRuleSet } from '../../../shared/screening/engine.ts'
import { screen } from '../../../shared/screening/screen.ts'
import { anyContext, anyMessage, anyRules, anyText, lists, others } from '../../unit/screening/arbitraries.ts'
import { content, idOf } from '../../unit/screening/rule-sets.ts'

let folder: string
let cache: Cache
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-simulated-'))
  cache = openCache(join(folder, 'facility.cache'), 'ab'.repeat(32))
})
afterEach(async () => {
  cache.close()
  await rm(folder, { recursive: true, force: true })
})

const states = { deliver: 'delivered', schedule: 'scheduled', review: 'pending_review', reject: 'rejected' } as const

it('thousands of messages come out of the cache as they went in, and a simulation says of them what central said', async () => {
  const [rules] = fc.sample(
    anyRules.filter((each) => each.length > 3),
    { numRuns: 1, seed: 7 },
  )
  const inForce = content([...lists, ...others], rules)
  const compiled = compileRuleSet(inForce, 5)
  const sent = fc.sample(
    fc.tuple(
      anyMessage,
      anyContext,
      anyText.map((text) => text.toWellFormed()),
    ),
    {
      numRuns: 4_000,
      seed: 11,
    },
  )
  const known = new Map<string, ReturnType<typeof screen>>()
  cache.transaction(() => {
    sent.forEach(([parts, facts, text], n) => {
      const one = { ...parts, id: idOf(n + 1), text }
      const outcome = screen(compiled, one, facts)
      known.set(one.id, outcome)
      const message: Message = {
        id: one.id,
        contactId: idOf(300),
        memberId: one.memberId,
        individualId: one.individualId,
        direction: one.direction,
        text,
        characters: text.length,
        state: states[outcome.outcome],
        payment: 'paid',
        cod: one.cod,
        escalated: false,
        assignedTo: null,
        heldUntil: null,
        urgent: outcome.urgent,
        priority: outcome.priority,
        sentAt: one.sentAt,
        deliverAt: outcome.deliverAt,
        deliveredAt: null,
        openedAt: null,
        stateSince: one.sentAt,
        revises: one.revision ? idOf(999_999) : null,
        screening: outcome.record,
      }
      cache.messages.put(1, message)
    })
  })
  const messages = openSimulatedMessages(cache.reader.file, cache.reader.key, 'UTC')
  try {
    let seen = 0
    let after: number | null = null
    do {
      const page = messages.page(0, after, 333)
      after = page.last
      for (const { message, context, estimated } of page.messages) {
        seen++
        expect(estimated).toBe(false)
        expect(screen(compiled, message, context)).toEqual(known.get(message.id))
        expect(cache.messages.get(message.id)?.message.screening).toEqual(known.get(message.id)?.record)
      }
    } while (after !== null)
    expect(seen).toBe(sent.length)

    // Of the rules in force as a draft, and of the same rules under a number that central never used.
    for (const number of [5, 6]) {
      const job = { run: idOf(1), ...cache.reader, timeZone: 'UTC', from: 0, until: 0, closed: [], draft: inForce }
      const found = await simulate(
        { ...job, inForce: { number, content: structuredClone(inForce) } },
        { messages, tell: () => undefined, goOn: async () => true },
      )
      expect(found?.report.messages).toBe(sent.length)
      expect(found?.report.moves.every((move) => move.inForce === move.draft)).toBe(true)
      for (const [outcome, count] of Object.entries(found?.report.draft ?? {})) {
        expect(count, outcome).toBe([...known.values()].filter((one) => one.outcome === outcome).length)
      }
    }
  } finally {
    messages.close()
  }
})
