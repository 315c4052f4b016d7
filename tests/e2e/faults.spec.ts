import type { PublicMessage } from '../../shared/central/operations.correspondents.ts'
import { enter, openConsole, reads, signIn } from './pages.ts'
import { expect, test, traces } from './world.ts'

const LETTER = 'He says the blade on the old plow came from your great-grandfather.'

test.describe('a rejection is one decision and one refund', () => {
  test('when the central service stops between the decision and its delivery, and comes back', async ({
    page,
    world,
  }) => {
    const member = await world.member()
    const before = await world.credits(member)
    const sent = await world.send(member, LETTER)
    const station = await world.workstation()
    await enter(page, station.program.url, 'maddox')
    await reads(page, 'on the old plow came')
    await world.central.kill()
    await page.keyboard.press('r')
    await page.keyboard.press('1')
    await expect(page.getByText('Nothing waits here')).toBeVisible()
    await expect(page.getByTestId('connection')).toContainText('Offline', { timeout: 30_000 })
    await expect(page.getByTestId('connection')).toContainText('1 decision waiting')
    await world.restartCentral()
    await expect.poll(async () => (await world.see(member, sent.id)).label, { timeout: 40_000 }).toBe('Rejected')
    await expect(page.getByTestId('connection')).toContainText('Synced', { timeout: 30_000 })
    expect(await traces(world, sent.id)).toEqual({ decisions: 1, refunds: 1, notifications: 1 })
    expect(await world.credits(member)).toBe(before)
  })

  test('when the workstation is killed right after the decision is on screen', async ({ page, world }) => {
    const member = await world.member()
    const before = await world.credits(member)
    const sent = await world.send(member, LETTER)
    const station = await world.workstation()
    await enter(page, station.program.url, 'maddox')
    await reads(page, 'on the old plow came')
    await page.keyboard.press('r')
    await page.keyboard.press('1')
    await expect(page.getByRole('region', { name: 'Undo' })).toContainText('Rejected')
    await station.program.kill()
    expect(await traces(world, sent.id)).toEqual({ decisions: 0, refunds: 0, notifications: 0 })

    const again = await station.restart()
    await openConsole(page, again.url)
    await signIn(page, 'maddox')
    await expect.poll(async () => (await world.see(member, sent.id)).label, { timeout: 30_000 }).toBe('Rejected')
    expect(await traces(world, sent.id)).toEqual({ decisions: 1, refunds: 1, notifications: 1 })
    expect(await world.credits(member)).toBe(before)
    await expect(page.getByText('Nothing waits here')).toBeVisible()
  })

  test('when the line is down for several decisions, each arrives once', async ({ page, world }) => {
    const member = await world.member()
    const letters = ['first', 'second', 'third'].map((word) => `The ${word} blade of grass came through the snow.`)
    const sent: PublicMessage[] = []
    for (const letter of letters) sent.push(await world.send(member, letter))
    const station = await world.workstation()
    await enter(page, station.program.url, 'maddox')
    await reads(page, 'The first')
    await world.central.stop()
    await expect(page.getByTestId('connection')).toContainText('Offline', { timeout: 45_000 })
    await page.keyboard.press('a')
    await reads(page, 'The second')
    await page.keyboard.press('r')
    await page.keyboard.press('1')
    await reads(page, 'The third')
    await page.keyboard.press('h')
    await page.keyboard.press('1')
    await expect(page.getByText('Nothing waits here')).toBeVisible()
    await expect(page.getByTestId('connection')).toContainText('3 decisions waiting')
    await world.restartCentral()
    const labels = async () =>
      await Promise.all(sent.map(async (message) => (await world.see(member, message.id)).label))
    await expect.poll(labels, { timeout: 40_000 }).toEqual(['Delivered', 'Rejected', 'Pending Review'])
    await expect(page.getByTestId('connection')).not.toContainText('waiting', { timeout: 30_000 })
    for (const message of sent) expect((await traces(world, message.id))?.decisions).toBe(1)
  })
})

// Only a supervisor can decide what an officer has claimed, so only then do two decisions meet on line.
test('an officer and a supervisor decide the same letter differently: one wins, the other is told who and what', async ({
  page,
  secondPage,
  world,
}) => {
  const member = await world.member()
  const before = await world.credits(member)
  const sent = await world.send(member, LETTER)
  const first = await world.workstation()
  const second = await world.workstation()
  await enter(page, first.program.url, 'maddox')
  await enter(secondPage, second.program.url, 'ode')
  await reads(page, 'on the old plow came')
  await reads(secondPage, 'on the old plow came')
  await expect(secondPage.getByRole('toolbar', { name: 'Decide' })).toContainText('Maddox is reviewing this')
  await page.keyboard.press('r')
  await page.keyboard.press('1')
  await secondPage.keyboard.press('a')
  await expect.poll(async () => (await traces(world, sent.id))?.decisions, { timeout: 30_000 }).toBe(1)
  const issue = (each: typeof page) => each.getByRole('button', { name: '1 sync issue' })
  await expect
    .poll(async () => (await issue(page).count()) + (await issue(secondPage).count()), { timeout: 30_000 })
    .toBe(1)
  const loser = (await issue(page).count()) === 1 ? page : secondPage
  const winner = loser === page ? 'Ode' : 'Maddox'
  await issue(loser).click()
  const drawer = loser.getByRole('dialog', { name: 'Sync issues' })
  await expect(drawer).toContainText(`${winner} decided first`)
  await drawer.getByRole('button', { name: 'Dismiss' }).click()
  await expect(drawer).toContainText('Everything you decided was applied.')

  const label = (await world.see(member, sent.id)).label
  expect(label).toBe(winner === 'Maddox' ? 'Rejected' : 'Delivered')
  const rejected = label === 'Rejected'
  expect(await traces(world, sent.id)).toEqual({
    decisions: 1,
    refunds: rejected ? 1 : 0,
    notifications: rejected ? 1 : 0,
  })
  expect(await world.credits(member)).toBe(rejected ? before : before - 50)
})
