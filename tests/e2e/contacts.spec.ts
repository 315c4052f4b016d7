import { clientFor } from '../support/central-client.ts'
import { PASSWORD } from '../support/central-fixture.ts'
import { enter } from './pages.ts'
import { expect, test } from './world.ts'

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
