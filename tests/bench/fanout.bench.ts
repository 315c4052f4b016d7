import { v7 } from 'uuid'
import { pathOf } from '../../shared/central/operation.ts'
import { operations } from '../../shared/central/operations.ts'
import { startTestCentral, type TestCentral } from '../support/central.ts'
import { startThrowawayPostgres } from '../support/postgres.ts'
import { type Bench, type Measured, median, timed } from './bench.ts'

const encoder = new TextDecoder()

/** A workstation as far as the fan-out goes: it listens, and asks only when it is told that something moved. */
interface Listener {
  /** Bytes and wake-ups since the last reset. */
  readonly seen: { bytes: number; wakeUps: number }
  readonly position: () => number
  close(): void
}

async function listen(central: TestCentral, token: string, moved: () => void): Promise<Listener> {
  const { facilityId } = central.fixture
  const headers = { authorization: `Bearer ${token}` }
  const gone = new AbortController()
  const live = await fetch(`${central.url}${pathOf(operations.live, { facilityId })}`, { headers, signal: gone.signal })
  const seen = { bytes: 0, wakeUps: 0 }
  let position = -1
  const take = async (head: number): Promise<void> => {
    if (position >= 0) {
      const answer = await fetch(`${central.url}${pathOf(operations.changes, { facilityId })}?after=${position}`, {
        headers,
      })
      seen.bytes += (await answer.arrayBuffer()).byteLength
    }
    position = head
    moved()
  }
  const read = async (): Promise<void> => {
    for await (const chunk of live.body as AsyncIterable<Uint8Array>) {
      const heads = [...encoder.decode(chunk).matchAll(/event: head\ndata: \{"position":(\d+)\}\n\n/g)]
      for (const [text, head] of heads) {
        seen.bytes += text.length
        seen.wakeUps++
        await take(Number(head))
      }
    }
  }
  read().catch(() => undefined)
  return { seen, position: () => position, close: () => gone.abort() }
}

/** Sends one message and waits until every listener has what it changed. Milliseconds, and what it cost. */
async function oneChange(central: TestCentral, listeners: readonly Listener[], onMove: (check: () => void) => void) {
  const member = await central.member()
  const head = listeners[0]?.position() ?? 0
  for (const each of listeners) Object.assign(each.seen, { bytes: 0, wakeUps: 0 })
  const all = new Promise<void>((resolve) => {
    onMove(() => {
      if (listeners.every((each) => each.position() > head)) resolve()
    })
  })
  const ms = await timed(async () => {
    await central.send(member, central.fixture.contacts.approved, `A blade of grass ${v7()}.`)
    await all
  })
  const sum = (of: (each: Listener) => number): number => listeners.reduce((total, each) => total + of(each), 0)
  return { ms, bytes: sum((each) => each.seen.bytes), wakeUps: sum((each) => each.seen.wakeUps) }
}

/** Medians of several changes with so many workstations listening. */
async function fanOut(central: TestCentral, token: string, many: number, repeats: number) {
  let check = (): void => undefined
  const listeners = await Promise.all(Array.from({ length: many }, () => listen(central, token, () => check())))
  const results: Awaited<ReturnType<typeof oneChange>>[] = []
  try {
    while (listeners.some((each) => each.position() < 0)) await new Promise((resolve) => setImmediate(resolve))
    for (let n = 0; n <= repeats; n++) {
      const one = await oneChange(central, listeners, (next) => {
        check = next
      })
      if (n > 0) results.push(one)
    }
  } finally {
    for (const each of listeners) each.close()
  }
  return results
}

async function measure(size: 'small' | 'full'): Promise<Measured> {
  const many = size === 'full' ? 500 : 20
  const few = many / 10
  const server = await startThrowawayPostgres()
  const central = await startTestCentral({ adminUrl: server.adminUrl })
  try {
    const { token } = await central.staff('maddox')
    const small = await fanOut(central, token ?? '', few, 5)
    const large = await fanOut(central, token ?? '', many, 5)
    // What one workstation needs for one change: one nudge and one page. The bytes of a few, scaled up, are that much.
    const least = (median(small.map((each) => each.bytes)) / few) * many
    const ms = (of: typeof small): number => median(of.map((each) => each.ms))
    const wakeUps = median(large.map((each) => each.wakeUps)) / many
    return {
      ratios: large.map((each) => each.bytes / least),
      size: `${many} workstations, one change`,
      note: `bytes over the least; ${wakeUps.toFixed(2)} wake-ups each; last had it after ${ms(large).toFixed(0)} ms (${few}: ${ms(small).toFixed(0)} ms)`,
    }
  } finally {
    await central.stop()
    await server.stop()
  }
}

export const benches: readonly Bench[] = [{ id: 'central.fanout', target: 1.1, wanted: 'at most', run: measure }]
