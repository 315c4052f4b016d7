import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCentral } from '../../../central/compose.ts'
import { type FeedRecord, parseRecord, type SnapshotLine } from '../../../shared/central/feed.ts'
import {
  type CentralClient,
  command,
  readSnapshot,
  sendCommand,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'

type State = Map<string, { version: number; data: unknown }>

describe('the change feed and the snapshot', () => {
  let test: TestCentral
  let member: CentralClient
  let officer: CentralClient

  beforeAll(async () => {
    test = await startTestCentral()
    member = await test.member()
    officer = await test.staff('maddox')
  })
  afterAll(() => test.stop())

  const params = () => ({ facilityId: test.fixture.facilityId })
  const snapshot = () => readSnapshot(test.url, officer.token ?? '', test.fixture.facilityId)

  const stateOf = (lines: readonly SnapshotLine[]): { position: number; state: State } => {
    const head = lines[0]
    const end = lines.at(-1)
    const records = lines.filter((line) => line.type === 'record')
    if (head?.type !== 'head' || end?.type !== 'end') throw new Error('a snapshot has a head and an end')
    expect([head.records, end.records, end.position]).toEqual([records.length, records.length, head.position])
    return {
      position: head.position,
      state: new Map(records.map((line) => [`${line.entity} ${line.id}`, { version: line.version, data: line.data }])),
    }
  }

  const changesAfter = async (after: number): Promise<FeedRecord[]> => {
    const page = await officer.call('changes', { params: params(), query: { after } })
    return page.records.map((raw) => {
      const parsed = parseRecord(raw)
      if ('problem' in parsed) throw new Error(`record ${parsed.problem.position} is ${parsed.problem.problem}`)
      return parsed.record
    })
  }

  it('has gapless positions under concurrent changes, and replayed on a snapshot gives the next snapshot', async () => {
    const before = stateOf(await snapshot())
    const messages = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        test.send(member, test.fixture.contacts.approved, n % 2 === 0 ? `A blade, ${n}` : `A letter, ${n}`),
      ),
    )
    const lane = await test.staff('lane')
    await Promise.all(
      messages
        .filter((message) => message.label === 'Pending Review')
        .flatMap((message, n) => [
          sendCommand(officer, test.fixture.facilityId, command('message.approve', message.id, 1)),
          sendCommand(
            lane,
            test.fixture.facilityId,
            command('message.hold', message.id, 1, { reasonId: test.fixture.reasons.unclear }),
          ),
          sendCommand(lane, test.fixture.facilityId, command('message.note', message.id, 1, { text: `Note ${n}` })),
        ]),
    )
    const records = await changesAfter(before.position)
    expect(records.map((record) => record.position)).toEqual(records.map((_, n) => before.position + n + 1))
    const replayed = new Map(before.state)
    for (const { entity, id, version, data } of records) replayed.set(`${entity} ${id}`, { version, data })
    const after = stateOf(await snapshot())
    expect(after.position).toBe(records.at(-1)?.position)
    expect(Object.fromEntries(replayed)).toEqual(Object.fromEntries(after.state))
  })

  it('sends the entities of a snapshot in their order, open messages before the others', async () => {
    const lines = (await snapshot()).filter((line) => line.type === 'record')
    const order = lines.map((line) => line.entity).filter((entity, n, all) => entity !== all[n - 1])
    expect(order).toEqual([
      'facility',
      'staff',
      'reason',
      'rule_set',
      'individual',
      'member',
      'contact',
      'message',
      'decision',
      'note',
    ])
    const states = lines
      .filter((line) => line.entity === 'message')
      .map((line) => ['pending_review', 'held', 'scheduled'].includes((line.data as { state: string }).state))
    expect(states).toEqual(states.toSorted((a, b) => Number(b) - Number(a)))
  })

  it('leaves out of a snapshot what was decided before the retention began', async () => {
    const message = await test.send(member, test.fixture.contacts.approved, 'From long ago')
    await test.central.database.query(`UPDATE messages SET state_since = now() - interval '40 days' WHERE id = $1`, [
      message.id,
    ])
    const has = async (days: number) =>
      (await readSnapshot(test.url, officer.token ?? '', test.fixture.facilityId, days)).some(
        (line) => line.type === 'record' && line.id === message.id,
      )
    expect([await has(30), await has(60)]).toEqual([false, true])
  })

  it('takes a snapshot up again after any of its rows, with what was left of it', async () => {
    const everything = await snapshot()
    const records = everything.filter((line) => line.type === 'record')
    const orderly = ['staff', 'individual', 'member', 'contact', 'message', 'decision', 'note']
    const ask = async (mark: string) =>
      readSnapshot(test.url, officer.token ?? '', test.fixture.facilityId, 30, `&after=${mark}`)
    const marks = records.flatMap((line, at) => (line.mark === undefined ? [] : [{ mark: line.mark, at }]))
    expect(marks.length).toBeGreaterThan(3)
    // The last row of a batch carries the mark; here one for every row is made, for a batch may end anywhere.
    const made = records.flatMap((line, at) => {
      if (!orderly.includes(line.entity)) return []
      const { sentAt, state } = line.data as { sentAt?: string; state?: string }
      const open = ['pending_review', 'held', 'scheduled'].includes(state ?? '')
      const key = line.entity === 'message' ? { id: line.id, at: sentAt, open } : { id: line.id }
      return [{ mark: Buffer.from(JSON.stringify({ entity: line.entity, key })).toString('base64url'), at }]
    })
    expect(made.map((each) => each.mark)).toEqual(expect.arrayContaining(marks.map((each) => each.mark)))
    for (const { mark, at } of made) {
      const rest = await ask(mark)
      const left = records.slice(at + 1).map((line) => line.id)
      expect(rest.filter((line) => line.type === 'record').map((line) => line.id)).toEqual(left)
      expect(rest[0]).toMatchObject({ type: 'head', records: left.length })
      expect(rest.at(-1)).toMatchObject({ type: 'end', records: left.length })
    }
    await expect(ask('nonsense')).rejects.toMatchObject({ body: { code: 'invalid_input' } })
  })

  it('says so when a reader stands before its beginning or beyond its head', async () => {
    const { head } = await officer.call('changes', { params: params(), query: { after: 1 } })
    expect(await officer.refusal('changes', { params: params(), query: { after: head + 1 } })).toBe('feed_ahead')
    expect(await officer.refusal('changes', { params: params(), query: { after: 0 } })).toBe('feed_behind')
    expect(await officer.refusal('changes', { params: params(), query: { after: -1 } })).toBe('invalid_input')
  })

  it('answers "nothing new" without a body to a reader that sends its tag back', async () => {
    const { head } = await officer.call('changes', { params: params(), query: { after: 1 } })
    const ask = (tag: string) =>
      fetch(`${test.url}/v1/facilities/${test.fixture.facilityId}/changes?after=${head}`, {
        headers: { authorization: `Bearer ${officer.token}`, 'if-none-match': tag },
      })
    const first = await ask('"none"')
    expect(first.status).toBe(200)
    const second = await ask(first.headers.get('etag') ?? '')
    expect([second.status, await second.text()]).toEqual([304, ''])
  })

  it('is read by the staff of the facility alone', async () => {
    expect(await test.anyone.refusal('changes', { params: params(), query: { after: 1 } })).toBe('unauthenticated')
    expect(await member.refusal('changes', { params: params(), query: { after: 1 } })).toBe('forbidden')
    expect(await (await test.staff('admin')).refusal('changes', { params: params(), query: { after: 1 } })).toBe(
      'forbidden',
    )
    const elsewhere = { facilityId: v7() }
    expect(await officer.refusal('changes', { params: elsewhere, query: { after: 1 } })).toBe('wrong_facility')
    expect(await officer.refusal('commands', { params: elsewhere, body: { commands: [{}] } })).toBe('wrong_facility')
  })

  it('tells live listeners the new head as soon as a change is committed, also from another process', async () => {
    const other = await startCentral({ databaseUrl: test.databaseUrl, host: '127.0.0.1', port: 0 })
    const stop = new AbortController()
    try {
      const answer = await fetch(`${other.url}/v1/facilities/${test.fixture.facilityId}/live`, {
        headers: { authorization: `Bearer ${officer.token}` },
        signal: stop.signal,
      })
      expect(answer.headers.get('content-type')).toContain('text/event-stream')
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
      let seen = ''
      const heads = async (many: number): Promise<number[]> => {
        for (;;) {
          const found = [...seen.matchAll(/event: head\ndata: \{"position":(\d+)\}\n\n/g)].map((match) =>
            Number(match[1]),
          )
          if (found.length >= many) return found
          seen += (await reader?.read())?.value ?? ''
        }
      }
      const [first] = await heads(1)
      await test.send(member, test.fixture.contacts.approved, 'Are you there?')
      expect(await heads(2)).toEqual([first, (first ?? 0) + 1])
    } finally {
      stop.abort()
      await other.stop()
    }
  })
})
