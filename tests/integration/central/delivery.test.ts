import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startCentral } from '../../../central/compose.ts'
import type { PublicMessage } from '../../../shared/central/operations.correspondents.ts'
import { command, sendCommand, startTestCentral, type TestCentral } from '../../support/central.ts'

describe('delivery of scheduled messages', () => {
  let test: TestCentral
  let ahead = 0
  const clock = () => new Date(Date.now() + ahead)

  beforeAll(async () => {
    test = await startTestCentral({ clock })
  })
  afterAll(() => test.stop())

  const stateOf = async (id: string) => {
    const rows = await test.central.database.query<{ state: string }>('SELECT state FROM messages WHERE id = $1', [id])
    return rows[0]?.state
  }

  it('delivers when the time has come, once, although two processes watch, and tells the recipient', async () => {
    const other = await startCentral({ databaseUrl: test.databaseUrl, host: '127.0.0.1', port: 0, clock })
    try {
      const member = await test.member()
      const individual = await test.individual()
      const sent: PublicMessage[] = []
      for (let n = 0; n < 6; n++)
        sent.push(await test.send(member, test.fixture.contacts.approved, `Read it later, ${n}`))
      for (const message of sent) expect(await stateOf(message.id)).toBe('scheduled')
      ahead += 61 * 60_000
      await vi.waitFor(
        async () => {
          for (const message of sent) expect(await stateOf(message.id)).toBe('delivered')
        },
        { timeout: 5_000, interval: 50 },
      )
      const { notifications } = await individual.call('myNotifications')
      for (const message of sent) {
        expect(notifications.filter((notice) => notice.messageId === message.id)).toHaveLength(1)
      }
    } finally {
      await other.stop()
    }
  })

  it('keeps a delay through a review: what is approved early is scheduled, what is held is not delivered', async () => {
    const member = await test.member()
    const officer = await test.staff('maddox')
    const early = await test.send(member, test.fixture.contacts.approved, 'The blade, later')
    const held = await test.send(member, test.fixture.contacts.approved, 'Only later')
    const approve = command('message.approve', early.id, 1)
    expect((await sendCommand(officer, test.fixture.facilityId, approve)).outcome).toBe('applied')
    const hold = command('message.hold', held.id, 1, { reasonId: test.fixture.reasons.unclear })
    expect((await sendCommand(officer, test.fixture.facilityId, hold)).outcome).toBe('applied')
    expect([await stateOf(early.id), await stateOf(held.id)]).toEqual(['scheduled', 'held'])
    ahead += 61 * 60_000
    await vi.waitFor(async () => expect(await stateOf(early.id)).toBe('delivered'), { timeout: 5_000, interval: 50 })
    expect(await stateOf(held.id)).toBe('held')
  })
})
