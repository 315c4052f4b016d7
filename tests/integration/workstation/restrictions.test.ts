import { v7 } from 'uuid'
import { afterEach, expect, it } from 'vitest'
import { command, sendCommand } from '../../support/central.ts'
import { createScene, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

it('A restriction of the two people is shown with their messages and their contact until it is over', async () => {
  const central = await scene.central()
  const { fixture } = central
  const { id } = await central.send(await central.member(), fixture.contacts.approved, 'Blade.')
  const desk = await scene.workstation({ centralUrl: central.url })
  await desk.signIn(central, 'maddox')
  await desk.until(synced)
  const shown = async () => (await desk.console.call('review.item', { id })).restrictions
  expect(await shown()).toEqual([])
  const from = new Date().toISOString()
  const impose = (target: object) =>
    command('restriction.impose', v7(), 0, { target, from, until: null, reason: 'Ordered by a court.' })
  const supervisor = await central.staff('ode')
  const ofUnit = impose({ scope: 'housing_unit', housingUnit: 'A' })
  await sendCommand(supervisor, fixture.facilityId, ofUnit)
  await sendCommand(supervisor, fixture.facilityId, impose({ scope: 'housing_unit', housingUnit: 'B' }))
  await eventually(shown, (each) => each.length > 0)
  expect(await shown()).toEqual([{ id: ofUnit.target, scope: 'housing_unit', from, until: null }])
  const contact = await desk.console.call('contacts.item', { id: fixture.contacts.approved })
  expect(contact.restrictions).toHaveLength(1)
  await sendCommand(supervisor, fixture.facilityId, command('restriction.lift', ofUnit.target, 1))
  await eventually(shown, (each) => each.length === 0)
})
