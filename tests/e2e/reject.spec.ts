import { enter, item, queue, reads } from './pages.ts'
import { expect, test, traces } from './world.ts'

const LETTER = 'The blade of the mower is dull again, so I let the grass grow.'
const NEXT = 'Your uncle put a new blade on the saw and now he wants to build a porch.'

test.describe('an officer rejects a letter by keyboard', () => {
  test('it is refunded once, its sender told why, and the queue moves on', async ({ page, world }) => {
    const member = await world.member()
    const before = await world.credits(member)
    const station = await world.workstation()
    await enter(page, station.program.url, 'maddox')
    await expect(page.getByText('Nothing waits here')).toBeVisible()

    const sent = await world.send(member, LETTER)
    expect(await world.credits(member)).toBe(before - 50)
    expect(sent.label).toBe('Pending Review')
    // Nobody reloads: into an empty queue a letter comes by itself, later ones wait behind a chip.
    await expect(item(page, LETTER)).toBeVisible()
    await world.send(member, NEXT)
    await page.getByRole('button', { name: 'Show 1 new' }).click()
    await expect(queue(page).getByRole('row')).toHaveCount(2)
    await item(page, LETTER).click()
    await reads(page, 'of the mower is dull again')
    await expect(page.getByText('Here because')).toBeVisible()

    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog', { name: 'Reject this message' })
    await expect(dialog).toContainText('50 credits back to June Vance')
    await expect(dialog).toContainText('Public: threat')
    await page.keyboard.press('1')
    await reads(page, 'on the saw and now')

    await expect.poll(async () => (await world.see(member, sent.id)).label, { timeout: 20_000 }).toBe('Rejected')
    expect(await world.credits(member)).toBe(before - 50)
    expect(await world.see(member, sent.id)).toMatchObject({ refunded: true, reason: { en: 'Public: threat' } })
    const { notifications } = await member.call('myNotifications')
    expect(notifications.filter((each) => each.messageId === sent.id)).toMatchObject([
      { kind: 'message_rejected', refund: 50, reason: { en: 'Public: threat' } },
    ])
    expect(await traces(world, sent.id)).toEqual({ decisions: 1, refunds: 1, notifications: 1 })
    const { transactions } = await member.call('myTransactions')
    expect(transactions.filter((each) => each.messageId === sent.id).map((each) => [each.kind, each.amount])).toEqual([
      ['refund', 50],
      ['charge', -50],
    ])

    const revised = await world.send(member, 'The mower is dull again, so I let the grass grow.', { revises: sent.id })
    expect(revised).toMatchObject({ revises: sent.id, label: 'Delivered' })
  })

  test('undone within the window, nothing ever reaches the central service', async ({ page, world }) => {
    const member = await world.member()
    const sent = await world.send(member, LETTER)
    const station = await world.workstation()
    await enter(page, station.program.url, 'maddox')
    await reads(page, 'of the mower is dull again')
    await page.keyboard.press('a')
    await expect(page.getByText('Nothing waits here')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Undo' })).toContainText('Approved')
    await page.keyboard.press('u')
    await expect(item(page, LETTER)).toBeVisible()
    await expect(page.getByTestId('connection')).toContainText(/Synced/)
    await item(page, LETTER).click()
    await page.keyboard.press('h')
    await page.keyboard.press('1')
    await expect.poll(async () => (await traces(world, sent.id))?.decisions, { timeout: 20_000 }).toBe(1)
    const [decided] = await world.database.query('SELECT kind FROM decisions WHERE message_id = $1', [sent.id])
    expect(decided).toEqual({ kind: 'hold' })
    expect((await world.see(member, sent.id)).label).toBe('Pending Review')

    // What is held can be seen and released.
    await page.getByRole('button', { name: /^Held/ }).click()
    await item(page, LETTER).click()
    await page.getByRole('button', { name: /^Release/ }).click()
    await expect.poll(async () => (await world.see(member, sent.id)).label, { timeout: 20_000 }).toBe('Delivered')
  })
})
