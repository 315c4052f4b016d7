import { afterAll, describe, expect, inject, it } from 'vitest'
import { startTestCentral } from '../../support/central.ts'

const central = await startTestCentral({ adminUrl: inject('postgresAdminUrl') })
let stopped = false
afterAll(async () => {
  if (!stopped) await central.stop()
})

describe('a reader who goes away', () => {
  it('at any moment of a snapshot or a live stream keeps nothing open: the service still stops', async () => {
    const { token } = await central.staff('maddox')
    const headers = { authorization: `Bearer ${token}` }
    const calls = ['snapshot', 'live'].flatMap((what) =>
      Array.from({ length: 12 }, async (_, n) => {
        const leave = new AbortController()
        const asked = fetch(`${central.url}/v1/facilities/${central.fixture.facilityId}/${what}`, {
          headers,
          signal: leave.signal,
        })
        setTimeout(() => leave.abort(), n)
        await asked.then((answer) => answer.text()).catch(() => undefined)
      }),
    )
    await Promise.all(calls)
    await central.stop()
    stopped = true
    await expect(fetch(`${central.url}/health`)).rejects.toThrow()
  })
})
