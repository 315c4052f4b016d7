import type { Page } from '@playwright/test'
import { v7 } from 'uuid'
import { creditService } from '../../central/credits/service.ts'
import type { PublicMessage } from '../../shared/central/operations.correspondents.ts'
import { command, sendCommands } from '../support/central-client.ts'
import { fixtureRules } from '../support/central-fixture.ts'
import { enter, queue } from './pages.ts'
import { expect, type World } from './world.ts'

/** An officer at the keyboard whose presses are counted: a combination counts as one. */
export interface Hands {
  press(...keys: string[]): Promise<void>
  /** Presses since it was asked last. */
  count(): number
}

function handsOn(page: Page): Hands {
  let presses = 0
  return {
    async press(...keys) {
      for (const key of keys) {
        presses++
        await page.keyboard.press(key)
      }
    },
    count() {
      const counted = presses
      presses = 0
      return counted
    },
  }
}

/** From now on everything that members write waits for review, marked or not. */
export async function reviewEverything(world: World): Promise<void> {
  const { facilityId, reasons } = world.fixture
  const base = fixtureRules(reasons.threat)
  const content = {
    ...base,
    rules: [
      ...base.rules,
      {
        id: v7(),
        name: 'Everything that comes in is looked at',
        enabled: true,
        match: 'all' as const,
        conditions: [{ kind: 'direction' as const, direction: 'inbound' as const }],
        action: { kind: 'review' as const, priority: 'normal' as const },
      },
    ],
  }
  const target = v7()
  const [ode, farr] = [await world.staff('ode'), await world.staff('farr')]
  const results = [
    ...(await sendCommands(ode, facilityId, command('rules.propose', target, 1, { comment: 'All', content }))),
    ...(await sendCommands(farr, facilityId, command('rules.publish', target, 1))),
  ]
  expect(results.map((result) => result.outcome)).toEqual(['applied', 'applied'])
}

/** Sends as many letters as there are texts, with credits to pay for them. */
export async function sendAll(world: World, texts: readonly string[]): Promise<PublicMessage[]> {
  await world.database.transaction((tx) =>
    creditService(world.database, () => new Date()).purchase(tx, world.fixture.member.id, texts.length * 50),
  )
  const member = await world.member()
  const sent: PublicMessage[] = []
  for (const text of texts) sent.push(await world.send(member, text))
  return sent
}

/** Waits until the queue has so many rows in all, on screen or not. */
export async function waiting(page: Page, count: number): Promise<void> {
  await expect(queue(page)).toHaveAttribute('aria-rowcount', String(count), { timeout: 30_000 })
}

/** An officer signs in at a workstation of their own, and all these letters wait there. */
export async function sitDown(
  page: Page,
  world: World,
  texts: readonly string[],
): Promise<{ hands: Hands; sent: PublicMessage[] }> {
  const sent = await sendAll(world, texts)
  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await waiting(page, texts.length)
  return { hands: handsOn(page), sent }
}

/** How many messages central has in a state. */
export async function inState(world: World, state: string): Promise<number> {
  const [row] = await world.database.query<{ n: number }>('SELECT count(*)::int AS n FROM messages WHERE state = $1', [
    state,
  ])
  return row?.n ?? 0
}
