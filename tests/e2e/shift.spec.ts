import { command, sendCommands } from '../support/central-client.ts'
import { item, queue, reading, reads } from './pages.ts'
import { inState, reviewEverything, sitDown, waiting } from './shift-world.ts'
import { expect, test, traces } from './world.ts'

const number = (n: number) => String(n).padStart(3, '0')
const numbered = (count: number, text: (n: string) => string) =>
  Array.from({ length: count }, (_, at) => text(number(at + 1)))

test.describe('an officer at the keyboard', () => {
  test.slow()

  test('clears 100 clean letters together in at most 12 presses', async ({ page, world }) => {
    await reviewEverything(world)
    const { hands } = await sitDown(
      page,
      world,
      numbered(100, (n) => `Letter ${n}: the lilac is out and the dog sleeps under it.`),
    )
    await hands.press('Control+a', 'Shift+A')
    await expect(page.getByRole('button', { name: 'Approve 50 messages' })).toBeEnabled({ timeout: 10_000 })
    await hands.press('Enter')
    await waiting(page, 50)
    await expect(page.getByText('50 selected')).toBeVisible()
    await hands.press('Shift+A')
    await expect(page.getByRole('button', { name: 'Approve 50 messages' })).toBeEnabled({ timeout: 10_000 })
    await hands.press('Enter')
    await expect(page.getByText('Nothing waits here')).toBeVisible()
    expect(hands.count()).toBeLessThanOrEqual(12)
    await expect.poll(() => inState(world, 'delivered'), { timeout: 60_000 }).toBe(100)
  })

  test('clears 100 clean letters one by one in at most 101 presses, reading each', async ({ page, world }) => {
    await reviewEverything(world)
    const { hands } = await sitDown(
      page,
      world,
      numbered(100, (n) => `Letter ${n}: the lilac is out and the dog sleeps under it.`),
    )
    for (let n = 1; n <= 100; n++) {
      await reads(page, `Letter ${number(n)}`)
      await hands.press('a')
    }
    await expect(page.getByText('Nothing waits here')).toBeVisible()
    expect(hands.count()).toBeLessThanOrEqual(101)
    await expect.poll(() => inState(world, 'delivered'), { timeout: 60_000 }).toBe(100)
  })

  test('decides 20 flagged letters, each with a reason in at most 3 presses, and takes the last one back', async ({
    page,
    world,
  }) => {
    const { hands } = await sitDown(
      page,
      world,
      numbered(20, (n) => `Letter ${n} tells of the blade of the mower.`),
    )
    for (let n = 1; n <= 20; n++) {
      await reads(page, `Letter ${number(n)}`)
      await hands.press(n % 2 === 0 ? 'h' : 'r')
      await expect(page.getByRole('dialog')).toBeVisible()
      await hands.press('1')
      expect(hands.count()).toBeLessThanOrEqual(3)
    }
    await expect(page.getByText('Nothing waits here')).toBeVisible()
    await hands.press('u')
    expect(hands.count()).toBe(1)
    await reads(page, 'Letter 020')
    await waiting(page, 1)
    await expect.poll(() => inState(world, 'rejected'), { timeout: 60_000 }).toBe(10)
    expect(await inState(world, 'held')).toBe(9)
    expect(await inState(world, 'pending_review')).toBe(1)
  })

  test('is told of two conflicts in a batch: which they are, who was first, and that the others went through', async ({
    page,
    world,
  }) => {
    const { hands, sent } = await sitDown(
      page,
      world,
      numbered(6, (n) => `Letter ${n} tells of the blade of the mower.`),
    )
    await hands.press('Control+a', 'Shift+R')
    await expect(page.getByRole('dialog', { name: 'Reject 6 messages' })).toContainText('Credits to refund')
    await hands.press('1', 'Enter')
    await expect(page.getByText('Nothing waits here')).toBeVisible()
    const first = sent.slice(1, 3).map((message) => command('message.approve', message.id, 1))
    const results = await sendCommands(await world.staff('ode'), world.fixture.facilityId, ...first)
    expect(results.map((result) => result.outcome)).toEqual(['applied', 'applied'])

    const strip = page.getByTestId('batch-strip')
    await expect(strip).toContainText('2 did not go through', { timeout: 30_000 })
    await expect(item(page, 'approved by Ode')).toHaveCount(2)
    await hands.press('Shift+B')
    const page2 = page.getByRole('grid', { name: 'Messages of the batch' })
    await expect(page2.getByRole('row').filter({ hasText: 'Ode decided first' })).toHaveCount(2)
    await expect(page2.getByRole('row').filter({ hasText: 'done' })).toHaveCount(4)
    expect(hands.count()).toBeLessThanOrEqual(5)
    for (const [at, message] of sent.entries()) {
      const refused = at === 1 || at === 2
      expect(await traces(world, message.id)).toEqual({
        decisions: 1,
        refunds: refused ? 0 : 1,
        notifications: refused ? 0 : 1,
      })
    }
  })

  test('goes on deciding while the line is cut, and each decision arrives once', async ({ page, world }) => {
    const { hands, sent } = await sitDown(
      page,
      world,
      numbered(9, (n) => `Letter ${n} tells of the blade of the mower.`),
    )
    for (let n = 1; n <= 9; n++) {
      await reads(page, `Letter ${number(n)}`)
      if (n === 4) await world.central.kill()
      if (n === 7) await world.restartCentral()
      await hands.press('r', '1')
    }
    expect(hands.count()).toBe(18)
    await expect(page.getByText('Nothing waits here')).toBeVisible()
    await expect.poll(() => inState(world, 'rejected'), { timeout: 60_000 }).toBe(9)
    for (const message of sent) {
      expect(await traces(world, message.id)).toEqual({ decisions: 1, refunds: 1, notifications: 1 })
    }
    await expect(page.getByTestId('connection')).toContainText('Synced', { timeout: 30_000 })
  })

  test('never loses the focus: after a decision, a dialog that is left, and an item that vanished', async ({
    page,
    world,
  }) => {
    const { hands, sent } = await sitDown(
      page,
      world,
      numbered(4, (n) => `Letter ${n} tells of the blade of the mower.`),
    )
    await reads(page, 'Letter 001')
    await expect(queue(page)).toBeFocused()
    await hands.press('a')
    await reads(page, 'Letter 002')
    await expect(queue(page)).toBeFocused()
    await hands.press('r')
    await expect(page.getByRole('dialog')).toBeVisible()
    await hands.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(queue(page)).toBeFocused()
    await hands.press('r', '1')
    await reads(page, 'Letter 003')
    await expect(queue(page)).toBeFocused()

    const third = sent[2]?.id ?? ''
    await sendCommands(await world.staff('ode'), world.fixture.facilityId, command('message.approve', third, 1))
    await expect(reading(page)).toContainText('The message was decided elsewhere', { timeout: 30_000 })
    await expect(queue(page)).toBeFocused()
    await hands.press('j')
    await reads(page, 'Letter 004')
    await expect(queue(page)).toBeFocused()
  })
})
