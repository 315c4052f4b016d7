import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Central, startCentral } from '../../../central/compose.ts'
import {
  type CentralClient,
  clientFor,
  command,
  PASSWORD,
  sendCommand,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'
import { type Live, openLive } from '../../support/central-live.ts'

describe('a second central process on the same database', () => {
  let test: TestCentral
  let second: Central
  let officer: CentralClient
  let params: { facilityId: string }
  const lives: Live[] = []

  beforeAll(async () => {
    test = await startTestCentral()
    second = await startCentral({ databaseUrl: test.databaseUrl, host: '127.0.0.1', port: 0 })
    officer = await test.staff('maddox')
    params = { facilityId: test.fixture.facilityId }
  })
  afterAll(async () => {
    for (const live of lives) live.close()
    await second.stop()
    await test.stop()
  })

  const liveAt = async (url: string, token: string | null) => {
    const live = await openLive(url, token ?? '', params.facilityId)
    lives.push(live)
    return live
  }

  it('is nudged by what the first one commits, and the other way round', async () => {
    const [here, there] = [await liveAt(test.url, officer.token), await liveAt(second.url, officer.token)]
    const member = await test.member()
    const message = await test.send(member, test.fixture.contacts.approved, 'A blade')
    const { head } = await officer.call('changes', { params, query: { after: 1 } })
    // Well before a heartbeat, which would heal a nudge that is lost.
    const soon = { timeout: 5_000 }
    const within = (promise: Promise<void>) =>
      Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error('no nudge')), soon.timeout))])
    await within(Promise.all([here.reached(head), there.reached(head)]).then(() => undefined))
    const elsewhere = clientFor(second.url, officer.token)
    const result = await sendCommand(elsewhere, params.facilityId, command('message.approve', message.id, 1))
    if (result.outcome !== 'applied') throw new Error(`the approval was ${result.outcome}`)
    await within(here.reached(result.position))
    expect((await officer.call('changes', { params, query: { after: result.position - 1 } })).records).toMatchObject([
      { position: result.position },
    ])
  })

  it('ends the live connections of a workstation that the other one revokes', async () => {
    const admin = await test.staff('admin')
    const { code } = await admin.call('createEnrolmentCode', { params, body: { name: 'Desk', validMinutes: 5 } })
    const { credential, workstationId } = await clientFor(second.url, null).call('enrolWorkstation', { body: { code } })
    const session = await clientFor(second.url, null).call('signIn', {
      body: { username: test.fixture.staff.lane.username, password: PASSWORD, workstation: credential },
    })
    const live = await liveAt(second.url, session.accessToken)
    await admin.call('revokeWorkstation', { params: { ...params, workstationId } })
    await live.ended
    const client = clientFor(second.url, session.accessToken)
    expect(await client.refusal('changes', { params, query: { after: 1 } })).toBe('workstation_revoked')
  })
})
