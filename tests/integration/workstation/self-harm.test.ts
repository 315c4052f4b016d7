import { afterEach, expect, it } from 'vitest'
import { createScene, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

it('A self-harm match, however it is spelled, alerts every signed-in workstation within seconds', async () => {
  const central = await scene.central()
  const desks = await Promise.all(
    (['maddox', 'lane', 'ode'] as const).map(async (name) => {
      const desk = await scene.workstation({ centralUrl: central.url })
      await desk.signIn(central, name)
      await desk.until(synced)
      return desk
    }),
  )
  const member = await central.member()
  const began = performance.now()
  const sent = await central.send(member, central.fixture.contacts.approved, 'He has hidden a r-0-p-3 in the shed.')
  expect(sent.label).toBe('Pending Review')
  for (const desk of desks) {
    await eventually(
      () => desk.events.find((event) => event.name === 'alerts' && JSON.stringify(event.data).includes(sent.id)),
      (event) => event !== undefined,
    )
    const { ids } = await desk.console.call('review.list', { queue: 'needs_review', filter: {}, sort: 'priority' })
    expect(ids[0]).toBe(sent.id)
  }
  expect(performance.now() - began).toBeLessThan(10_000)
})
