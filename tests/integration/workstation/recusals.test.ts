import { afterEach, describe, expect, it } from 'vitest'
import { createScene, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

/** Everything in which the console of one user could show a message or a contact of the closed person. */
async function seen(desk: Awaited<ReturnType<typeof scene.workstation>>, text: string) {
  const { console } = desk
  const filter = {}
  const lists = await Promise.all(
    (['needs_review', 'held', 'escalated', 'assigned', 'scheduled', 'decided'] as const).map(
      async (queue) => (await console.call('review.list', { queue, filter, sort: 'oldest' })).ids,
    ),
  )
  const listed = lists.flat()
  const { counts, oldest } = await console.call('review.counts', {})
  const approved = await console.call('contacts.list', { state: 'approved' })
  return {
    listed,
    count: counts.needs_review,
    oldest: oldest.needs_review,
    rows: (await console.call('review.rows', { ids: listed })).rows.map((row) => row.id),
    found: (await console.call('search.messages', { text })).hits.map((hit) => hit.id),
    alerts: (await console.call('alerts.list', {})).alerts.map((alert) => alert.messageId),
    contacts: approved.ids,
    contactCount: approved.counts.approved,
  }
}

describe('A recusal', () => {
  it('closes messages, contacts and profile to its user alone, at once and offline, after a restart, until a supervisor withdraws it', async () => {
    const central = await scene.central()
    const { fixture } = central
    const { contacts, individual, poorIndividual, staff } = fixture
    const member = await central.member()
    const closed = await central.send(member, contacts.approved, 'About the rope and the blade')
    const open = await central.send(member, contacts.poor, 'Another blade')
    const proxy = await scene.proxy(central)
    const folder = await scene.folder()
    let desk = await scene.workstation({ centralUrl: proxy.url, folder })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    expect(await seen(desk, 'blade')).toMatchObject({ count: 2, found: [open.id, closed.id], alerts: [closed.id] })

    proxy.cut()
    const person = { kind: 'individual' as const, id: individual.id }
    const declaration = { staffId: staff.maddox.id, person, relation: 'my cousin' }
    await desk.console.call('recusals.declare', declaration)
    const others = {
      listed: [open.id],
      count: 1,
      rows: [open.id],
      found: [open.id],
      alerts: [],
      contacts: [contacts.poor],
      contactCount: 1,
      oldest: open.sentAt,
    }
    expect(await seen(desk, 'blade')).toEqual(others)
    const refusals = async () => {
      const { console } = desk
      const tried = [
        () => console.call('review.item', { id: closed.id }),
        () => console.call('review.note', { id: closed.id, text: 'x' }),
        () => console.call('review.print', { id: closed.id, scope: 'message' }),
        () => console.call('contacts.item', { id: contacts.approved }),
        () => console.call('people.profile', person),
        () => console.call('people.timeline', person),
        () => console.call('people.graph', person),
        () => console.call('people.note', { ...person, text: 'x' }),
        () => console.call('people.balances', person),
        () => console.call('restrictions.preview', { target: { scope: 'individual', individualId: individual.id } }),
        () => console.call('recusals.declare', declaration),
      ]
      return Promise.all(
        tried.map((each) =>
          each().then(
            () => 'answered',
            (error: { code: string }) => error.code,
          ),
        ),
      )
    }
    expect(await refusals()).toEqual([...Array.from({ length: 10 }, () => 'recused'), 'recusal_exists'])
    const decided = { kind: 'approve' as const, items: [{ id: closed.id, version: 1 }] }
    expect((await desk.console.call('review.decide', decided)).refused).toEqual([{ id: closed.id, code: 'recused' }])
    expect((await desk.console.call('recusals.list', {})).recusals).toMatchObject([
      { staffName: 'Maddox', person: { name: 'Ira Vance' }, relation: 'my cousin', waiting: 'declare' },
    ])

    proxy.mend()
    await desk.console.call('sync.now', {})
    await desk.until(synced)
    // A new message of the person comes by the feed, and a contact of theirs that was not known before.
    await central.send(member, contacts.approved, 'One more blade')
    await central.send(member, contacts.poor, 'The last blade')
    await eventually(
      () => seen(desk, 'blade'),
      (now) => now.count === 2,
    )
    expect((await seen(desk, 'one more')).found).toEqual([])
    await desk.stop()

    desk = await scene.workstation({ centralUrl: proxy.url, folder, key: desk.key })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    expect((await seen(desk, 'blade')).count).toBe(2)
    expect(await refusals()).toContain('recused')
    // The people around others are shown without the one who is closed.
    const profile = await desk.console.call('people.profile', { kind: 'individual', id: poorIndividual.id })
    expect(profile.contacts.map((each) => each.contactId)).toContain(contacts.poor)
    const around = await desk.console.call('people.graph', { kind: 'individual', id: poorIndividual.id })
    expect(around.nodes.map((node) => node.id)).not.toContain(individual.id)

    // The same computer, the same copy, another user.
    await desk.signIn(central, 'ode')
    await desk.until(synced)
    const all = await seen(desk, 'blade')
    expect(all).toMatchObject({ count: 4, contactCount: 3, alerts: [closed.id] })
    expect(await desk.console.call('people.profile', person)).toMatchObject({ row: { name: 'Ira Vance' } })
    const [row] = (await desk.console.call('recusals.list', {})).recusals
    await desk.console.call('recusals.withdraw', { id: row?.id ?? '', version: row?.version ?? 0 })
    await desk.until(synced)

    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    expect((await seen(desk, 'blade')).count).toBe(4)
  })
})
