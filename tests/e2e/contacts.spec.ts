import { clientFor } from '../support/central-client.ts'
import { PASSWORD } from '../support/central-fixture.ts'
import { enter } from './pages.ts'
import { expect, test, type World } from './world.ts'

const list = 'Contacts in the list'

test('a request is denied with a reason and the member told; another is approved and messages flow', async ({
  page,
  world,
}) => {
  const { fixture } = world
  const ray = clientFor(
    world.centralUrl,
    (
      await clientFor(world.centralUrl, null).call('memberSignIn', {
        body: { memberNumber: fixture.poorMember.memberNumber, password: PASSWORD },
      })
    ).accessToken,
  )
  const contactOf = async () => {
    const { contacts } = await ray.call('myContacts')
    return contacts.filter((each) => each.with.number === fixture.poorIndividual.bookingNumber)
  }
  expect((await contactOf())[0]).toMatchObject({ state: 'pending' })

  const station = await world.workstation()
  await enter(page, station.program.url, 'maddox')
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { name: 'Contacts', level: 1 })).toBeVisible()
  const row = page.getByRole('grid', { name: list }).getByRole('row').filter({ hasText: 'Ray Pike' })
  await row.click()
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog', { name: 'Deny this contact' })
  await expect(dialog).toContainText('Public: no_relation')
  await page.keyboard.press('1')
  await expect.poll(async () => (await contactOf())[0]?.state, { timeout: 20_000 }).toBe('denied')
  expect((await contactOf())[0]?.reason).toEqual({ en: 'Public: no_relation', es: 'Público: no_relation' })
  const { notifications } = await ray.call('myNotifications')
  expect(notifications.map((each) => each.kind)).toContain('contact_denied')

  // The member asks again; the request appears without reload and is approved.
  const again = await ray.call('requestContact', {
    body: { bookingNumber: fixture.poorIndividual.bookingNumber, relationship: 'brother' },
  })
  expect(await ray.call('eligibility', { params: { contactId: again.id } })).toMatchObject({
    eligible: false,
    code: 'contact_not_approved',
  })
  await expect(row).toBeVisible()
  await row.click()
  await page.keyboard.press('a')
  await expect
    .poll(async () => (await contactOf()).find((each) => each.id === again.id)?.state, { timeout: 20_000 })
    .toBe('approved')
  expect((await ray.call('eligibility', { params: { contactId: again.id } })).code).not.toBe('contact_not_approved')
})

/** Makes people enough for a list of 5,000 pairs. */
async function manyPeople(world: World): Promise<void> {
  await world.database.query(
    `INSERT INTO members (id, name, member_number, password_hash)
     SELECT gen_random_uuid(), 'Member ' || n, 'L-' || n, 'none' FROM generate_series(1, 100) AS n`,
  )
  await world.database.query(
    `INSERT INTO individuals (id, facility_id, name, booking_number, housing_unit, pin_hash)
     SELECT gen_random_uuid(), $1, 'Individual ' || n, 'K-' || n, 'A', 'none' FROM generate_series(1, 50) AS n`,
    [world.fixture.facilityId],
  )
}

test('a list of 5,000 lines with 50 bad ones names exactly these, is applied whole or not at all, and twice changes nothing', async ({
  page,
  world,
}) => {
  test.slow()
  await manyPeople(world)
  const heading = 'member_number,booking_number,relationship\n'
  const lines = Array.from({ length: 5_000 }, (_, n) => `L-${(n % 100) + 1},K-${Math.floor(n / 100) + 1},friend`)
  const bad = Array.from({ length: 50 }, (_, n) => n * 100 + 37)
  const broken = lines.map((line, n) => (bad.includes(n) ? line.replace(/^L-/, 'NOBODY-') : line))
  const approved = async () => {
    const [row] = await world.database.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM contacts WHERE state = 'approved'",
    )
    return row?.count
  }
  const before = (await approved()) ?? 0
  const station = await world.workstation()
  await enter(page, station.program.url, 'ode')
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('button', { name: 'Import a list' }).click()
  const dialog = page.getByRole('dialog', { name: /Import a list/ })
  const choose = (rows: readonly string[]) =>
    dialog.locator('input[type=file]').setInputFiles({
      name: 'approved.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(heading + rows.join('\n')),
    })

  await choose(broken)
  await expect(dialog.getByText('50 lines cannot be taken.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Apply/ })).toBeDisabled()
  const listed = dialog.getByRole('list', { name: 'Lines that cannot be taken' })
  const seen = new Set<string>()
  for (let top = 0; seen.size < bad.length && top < 2_000; top += 120) {
    await listed.evaluate((element, to) => element.scrollTo({ top: to }), top)
    await expect(listed.getByRole('listitem').first()).toBeVisible()
    for (const line of await listed.getByRole('listitem').allTextContents()) seen.add(line)
  }
  // The heading is line 1.
  expect([...seen]).toEqual(bad.map((n) => `${(n + 2).toLocaleString('en-US')}no member has this number`))
  expect(await approved()).toBe(before)

  await choose(lines)
  await dialog.getByRole('button', { name: 'Apply 5000 changes' }).click()
  await expect(dialog.getByText('5000 changes applied.')).toBeVisible({ timeout: 60_000 })
  expect(await approved()).toBe(before + 5_000)

  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Import a list' }).click()
  await choose(lines)
  await expect(dialog.getByText('Everything in this list is approved already')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Apply/ })).toBeDisabled()
})

test('a contact marked as privileged is withheld at once, and stands in the list that is reviewed', async ({
  page,
  world,
}) => {
  const member = await world.member()
  await world.send(member, 'The blade of the mower is dull again.')
  const station = await world.workstation()
  await enter(page, station.program.url, 'ode')
  await expect(page.getByRole('region', { name: 'Message text' })).toContainText('of the mower')
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('button', { name: /^Approved/ }).click()
  await page.getByRole('grid', { name: list }).getByRole('row').filter({ hasText: 'June Vance → Ira Vance' }).click()
  await page.keyboard.press('p')
  const dialog = page.getByRole('dialog', { name: 'Mark this contact as privileged' })
  await dialog.getByRole('textbox', { name: /^Number/ }).fill('48213')
  await dialog.getByRole('textbox', { name: /^Office/ }).fill('Calder & Lund')
  await dialog.getByRole('button', { name: 'Mark privileged' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText(/privileged: content withheld/)).toBeVisible({ timeout: 20_000 })
  await page.getByRole('navigation', { name: 'Contact lists' }).getByRole('button', { name: 'Privileged' }).click()
  await expect(page.getByRole('grid', { name: list }).getByRole('row').filter({ hasText: 'June Vance' })).toBeVisible()
  await expect(page.getByText('48213')).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByText('of the mower')).toHaveCount(0)
})
