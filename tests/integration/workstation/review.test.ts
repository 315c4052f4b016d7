import { afterEach, describe, expect, it } from 'vitest'
import { createScene, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

const everything = { filter: {}, sort: 'priority' } as const

describe('A workstation in step with the central service', () => {
  it('fills, lists, decides and pushes, and drops the overlay when the feed has shown the decision', async () => {
    const central = await scene.central()
    const member = await central.member()
    const sent = await central.send(member, central.fixture.contacts.approved, 'Bring the blade to the yard.')
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)

    const { ids } = await desk.console.call('review.list', { queue: 'needs_review', ...everything })
    expect(ids).toEqual([sent.id])
    const item = await desk.console.call('review.item', { id: sent.id })
    expect(item.message.text).toBe('Bring the blade to the yard.')
    expect(item.row).toMatchObject({ state: 'pending_review', overlay: null, housingUnit: 'A' })
    expect(item.row.flags).toEqual([{ category: 'contraband', watchlist: 'Contraband' }])

    const decided = await desk.console.call('review.decide', {
      kind: 'reject',
      items: [{ id: sent.id, version: item.row.version }],
      reasonId: central.fixture.reasons.threat,
    })
    expect(decided).toMatchObject({ taken: [sent.id], refused: [] })
    const [shown] = (await desk.console.call('review.rows', { ids: [sent.id] })).rows
    expect(shown?.state).toBe('rejected')

    const row = await eventually(
      async () => (await desk.console.call('review.rows', { ids: [sent.id] })).rows[0],
      (each) => each?.overlay === null && each.decided !== null,
    )
    expect(row).toMatchObject({ state: 'rejected', decided: { kind: 'reject', by: 'Maddox' } })
    expect((await desk.console.call('review.list', { queue: 'decided', ...everything })).ids).toEqual([sent.id])
    const account = await member.call('myAccount')
    expect(account.balances.service).toBe(1_000)
    expect(await desk.console.call('issues.list', {})).toEqual({ issues: [] })
    expect(desk.faults).toEqual([])
  })

  it('tells of a message that arrives while one watches, and alerts to an urgent one', async () => {
    const central = await scene.central()
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    const member = await central.member()
    const sent = await central.send(member, central.fixture.contacts.approved, 'There is a rope in the shed.')
    await eventually(
      () => desk.events.find((event) => event.name === 'alerts' && JSON.stringify(event.data).includes(sent.id)),
      (event) => event !== undefined,
    )
    await eventually(
      () => desk.events.filter((event) => event.name === 'changed').flatMap((event) => JSON.stringify(event.data)),
      (texts) => texts.some((text) => text.includes(sent.id)),
    )
    const counts = await desk.console.call('review.counts', {})
    expect(counts.counts).toEqual({ needs_review: 1, held: 0, escalated: 0, assigned: 0, scheduled: 0, decided: 0 })
    expect(counts.oldest.needs_review).toBe(sent.sentAt)
    expect(counts.pendingContacts).toBe(1)
  })

  it('tells central what was opened, once for each user and message, also what was opened offline', async () => {
    const central = await scene.central()
    const member = await central.member()
    const { approved } = central.fixture.contacts
    const first = await central.send(member, approved, 'Bring the blade to the yard.')
    const second = await central.send(member, approved, 'The blade is in the shed.')
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.console.call('review.item', { id: first.id })
    await desk.console.call('review.item', { id: first.id })
    await central.pause()
    await desk.console.call('review.item', { id: second.id })
    await central.restart()
    await desk.console.call('sync.now', {})
    const opened = () =>
      central.central.database.query<{ subject_id: string }>(
        `SELECT subject_id FROM audit_entries WHERE action = 'messages.open' ORDER BY position`,
      )
    const rows = await eventually(opened, (each) => each.length >= 2)
    expect(rows.map((row) => row.subject_id)).toEqual([first.id, second.id])
  })
})
