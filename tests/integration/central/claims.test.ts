import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LEASE_MS } from '../../../central/claims/service.ts'
import { type Central, startCentral } from '../../../central/compose.ts'
import {
  type CentralClient,
  clientFor,
  command,
  sendCommand,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'
import { type Live, openLive } from '../../support/central-live.ts'

describe('claims', () => {
  let test: TestCentral
  let second: Central
  let member: CentralClient
  let maddox: CentralClient
  let lane: CentralClient
  let ode: CentralClient
  let late = 0
  const clock = () => new Date(Date.now() + late)
  const lives: Live[] = []

  beforeAll(async () => {
    test = await startTestCentral({ clock })
    second = await startCentral({ databaseUrl: test.databaseUrl, host: '127.0.0.1', port: 0, clock })
    member = await test.member()
  })
  // The clock has gone forward in an earlier test: sessions are opened anew.
  beforeEach(async () => {
    ;[maddox, lane, ode] = await Promise.all([test.staff('maddox'), test.staff('lane'), test.staff('ode')])
  })
  afterAll(async () => {
    for (const live of lives) live.close()
    await second.stop()
    await test.stop()
  })

  const params = () => ({ facilityId: test.fixture.facilityId })
  const reasonId = () => test.fixture.reasons.threat
  const pending = async () => (await test.send(member, test.fixture.contacts.approved, 'Hide the blade well.')).id
  const take = async (who: CentralClient, ...ids: string[]) =>
    (await who.call('claims', { params: params(), body: { take: ids, release: [] } })).claims
  const release = (who: CentralClient, ...ids: string[]) =>
    who.call('claims', { params: params(), body: { take: [], release: ids } })
  const liveOf = async (who: CentralClient, url = test.url) => {
    const live = await openLive(url, who.token ?? '', test.fixture.facilityId)
    lives.push(live)
    return live
  }

  it('are granted to the first, and tell the second who holds them and for how long', async () => {
    const id = await pending()
    expect(await take(maddox, id)).toEqual([{ messageId: id, outcome: 'granted', milliseconds: LEASE_MS }])
    const [held] = await take(lane, id)
    expect(held).toMatchObject({ outcome: 'held', by: { id: test.fixture.staff.maddox.id, name: 'Maddox' } })
    expect(held?.outcome === 'held' && held.milliseconds).toBeGreaterThan(LEASE_MS - 10_000)
    await release(lane, id)
    expect(await take(lane, id)).toMatchObject([{ outcome: 'held' }])
    await release(maddox, id)
    expect(await take(lane, id)).toMatchObject([{ outcome: 'granted' }])
  })

  it('are extended by taking them again, and lapse by themselves', async () => {
    const id = await pending()
    await take(maddox, id)
    late += 90_000
    expect(await take(maddox, id)).toMatchObject([{ outcome: 'granted', milliseconds: LEASE_MS }])
    late += 90_000
    expect(await take(lane, id)).toMatchObject([{ outcome: 'held' }])
    late += 30_001
    expect(await take(lane, id)).toMatchObject([{ outcome: 'granted' }])
    expect(await take(maddox, id)).toMatchObject([{ outcome: 'held', by: { name: 'Lane' } }])
  })

  it('are given to one of many who ask at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await pending()
      const elsewhere = clientFor(second.url, lane.token)
      const answers = (await Promise.all([take(maddox, id), take(elsewhere, id), take(ode, id)])).flat()
      expect(answers.filter((answer) => answer.outcome === 'granted')).toHaveLength(1)
      expect(answers.filter((answer) => answer.outcome === 'held')).toHaveLength(2)
    }
  })

  it('refuse the decision of another officer with who works on it, and end with the decision of their holder', async () => {
    const id = await pending()
    await take(maddox, id)
    const approve = command('message.approve', id, 1)
    expect(await sendCommand(lane, test.fixture.facilityId, approve)).toMatchObject({
      outcome: 'refused',
      code: 'claimed',
      by: 'Maddox',
    })
    expect(
      await sendCommand(maddox, test.fixture.facilityId, command('message.hold', id, 1, { reasonId: reasonId() })),
    ).toMatchObject({ outcome: 'applied' })
    expect(await take(lane, id)).toMatchObject([{ outcome: 'granted' }])
  })

  it('do not bind a supervisor, whose decision ends them', async () => {
    const id = await pending()
    await take(maddox, id)
    expect(await sendCommand(ode, test.fixture.facilityId, command('message.approve', id, 1))).toMatchObject({
      outcome: 'applied',
    })
    expect(await take(maddox, id)).toEqual([{ messageId: id, outcome: 'closed' }])
    expect(
      await sendCommand(maddox, test.fixture.facilityId, command('message.reject', id, 1, { reasonId: reasonId() })),
    ).toMatchObject({ outcome: 'conflict', winner: { by: 'Ode' } })
  })

  it('do not stand in the way of a decision made without one, as long as nobody else holds one', async () => {
    const free = await pending()
    expect(await sendCommand(lane, test.fixture.facilityId, command('message.approve', free, 1))).toMatchObject({
      outcome: 'applied',
    })
    const lapsed = await pending()
    await take(maddox, lapsed)
    late += LEASE_MS + 1
    const fresh = await test.staff('lane')
    expect(await sendCommand(fresh, test.fixture.facilityId, command('message.approve', lapsed, 1))).toMatchObject({
      outcome: 'applied',
    })
  })

  it('are told at once to those who are connected, to another process too', async () => {
    const id = await pending()
    const [here, there] = [await liveOf(lane), await liveOf(ode, second.url)]
    await take(maddox, id)
    for (const live of [here, there]) await live.sees((colleagues) => colleagues.claims.get(id) === 'Maddox')
    await release(clientFor(second.url, maddox.token), id)
    for (const live of [here, there]) await live.sees((colleagues) => !colleagues.claims.has(id))
    await take(maddox, id)
    await there.sees((colleagues) => colleagues.claims.has(id))
    await sendCommand(maddox, test.fixture.facilityId, command('message.approve', id, 1))
    for (const live of [here, there]) await live.sees((colleagues) => !colleagues.claims.has(id))
  })

  it('come with who is connected, at whichever process', async () => {
    const here = await liveOf(maddox)
    const there = await liveOf(ode, second.url)
    for (const live of [here, there]) {
      await live.sees(({ present }) => present.includes('Maddox') && present.includes('Ode'))
    }
    const third = await liveOf(await test.staff('farr'))
    await there.sees(({ present }) => present.includes('Farr'))
    third.close()
    await there.sees(({ present }) => !present.includes('Farr'))
  })

  it('are for those who decide, in their own facility, and on messages that can be decided', async () => {
    const id = await pending()
    const body = { take: [id], release: [] }
    expect(await (await test.staff('quill')).refusal('claims', { params: params(), body })).toBe('forbidden')
    expect(await maddox.refusal('claims', { params: { facilityId: test.fixture.member.id }, body })).toBe(
      'wrong_facility',
    )
    const delivered = await test.send(member, test.fixture.contacts.approved, 'A plain letter.')
    expect(await take(maddox, delivered.id, test.fixture.member.id, id)).toMatchObject([
      { outcome: 'closed' },
      { outcome: 'closed' },
      { outcome: 'granted' },
    ])
  })
})
