import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startCentral } from '../../../central/compose.ts'
import { creditService } from '../../../central/credits/service.ts'
import type { CommandKind } from '../../../shared/central/commands.ts'
import type { Message } from '../../../shared/central/entities.ts'
import type { SharedView, View } from '../../../shared/central/views.ts'
import {
  type CentralClient,
  command,
  readSnapshot,
  sendCommand,
  sendCommands,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'

let test: TestCentral
let ahead = 0
const clock = () => new Date(Date.now() + ahead)
let member: CentralClient
let maddox: CentralClient
let lane: CentralClient
let ode: CentralClient

beforeAll(async () => {
  test = await startTestCentral({ clock })
  member = await test.member()
  maddox = await test.staff('maddox')
  lane = await test.staff('lane')
  ode = await test.staff('ode')
  const credits = creditService(test.central.database, () => new Date())
  await test.central.database.transaction((tx) => credits.purchase(tx, test.fixture.member.id, 100_000))
})
afterAll(() => test.stop())

const facility = () => test.fixture.facilityId
const pending = () => test.send(member, test.fixture.contacts.approved, 'Hide the blade well.')

/** The outcome of one command: `applied`, `conflict`, or the code of the refusal. */
async function give(who: CentralClient, kind: CommandKind, target: string, basedOn: number, payload: object = {}) {
  const result = await sendCommand(who, facility(), command(kind, target, basedOn, payload))
  return result.outcome === 'refused' ? result.code : result.outcome
}

/** What the feed last said about a message, as a workstation takes it. */
async function inFeed(id: string): Promise<Message & { version: number }> {
  const rows = await test.central.database.query<{ data: Message; version: number }>(
    `SELECT data, version FROM changes WHERE entity = 'message' AND entity_id = $1 ORDER BY position DESC LIMIT 1`,
    [id],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the feed does not know this message')
  return { ...row.data, version: row.version }
}

async function trail(action: string, subjectId: string) {
  const rows = await test.central.database.query<{ actor_id: string | null; details: Record<string, unknown> }>(
    'SELECT actor_id, details FROM audit_entries WHERE action = $1 AND subject_id = $2 ORDER BY position',
    [action, subjectId],
  )
  return rows
}

describe('a hold until a time', () => {
  const hold = (more: object = {}) => ({ reasonId: test.fixture.reasons.unclear, ...more })

  it('comes back to review by itself, once although two processes watch, and stays assigned', async () => {
    const other = await startCentral({ databaseUrl: test.databaseUrl, host: '127.0.0.1', port: 0, clock })
    try {
      const message = await pending()
      const until = new Date(clock().getTime() + 2 * 60_000).toISOString()
      const assignTo = test.fixture.staff.lane.id
      expect(await give(maddox, 'message.hold', message.id, 1, hold({ until, assignTo }))).toBe('applied')
      expect(await inFeed(message.id)).toMatchObject({ state: 'held', heldUntil: until, assignedTo: assignTo })
      ahead += 3 * 60_000
      await vi.waitFor(async () => expect((await inFeed(message.id)).state).toBe('pending_review'), {
        timeout: 8_000,
        interval: 50,
      })
      expect(await inFeed(message.id)).toMatchObject({ heldUntil: null, assignedTo: assignTo, version: 3 })
      const ended = await trail('message.hold_ended', message.id)
      expect(ended).toMatchObject([{ actor_id: null, details: { until, version: 3 } }])
      // The officer who saw it held decides all the same: nobody else has decided.
      expect(await give(lane, 'message.approve', message.id, 2)).toBe('applied')
      expect(await inFeed(message.id)).toMatchObject({ state: 'delivered', assignedTo: null })
      expect(await test.central.firstBrokenAuditEntry(facility())).toBeNull()
    } finally {
      await other.stop()
    }
  })

  it('ends at once when its time passed on the way, and is refused beyond a year', async () => {
    const message = await pending()
    const past = new Date(clock().getTime() - 60_000).toISOString()
    expect(await give(maddox, 'message.hold', message.id, 1, hold({ until: past }))).toBe('applied')
    await vi.waitFor(async () => expect((await inFeed(message.id)).state).toBe('pending_review'), {
      timeout: 8_000,
      interval: 50,
    })
    const far = new Date(clock().getTime() + 400 * 86_400_000).toISOString()
    expect(await give(maddox, 'message.hold', message.id, 3, hold({ until: far }))).toBe('hold_too_long')
  })

  it('is for a colleague who may decide, and nobody else', async () => {
    const message = await pending()
    for (const nobody of [test.fixture.staff.quill.id, v7()]) {
      expect(await give(maddox, 'message.hold', message.id, 1, hold({ assignTo: nobody }))).toBe('staff_unknown')
    }
    const assignTo = test.fixture.staff.ode.id
    expect(await give(maddox, 'message.hold', message.id, 1, hold({ assignTo }))).toBe('applied')
    expect(await trail('message.hold', message.id)).toMatchObject([
      { details: { code: 'staff_unknown' } },
      { details: { code: 'staff_unknown' } },
      { details: { outcome: 'applied', for: assignTo } },
    ])
    expect(await give(lane, 'message.return', message.id, 2)).toBe('applied')
    expect(await inFeed(message.id)).toMatchObject({ state: 'pending_review', assignedTo: assignTo })
  })
})

describe('an assignment', () => {
  const to = (name: 'maddox' | 'lane' | 'ode' | 'quill' | null) => ({
    to: name === null ? null : test.fixture.staff[name].id,
  })

  it('is taken by an officer for oneself alone, and moved by a supervisor', async () => {
    const message = await pending()
    expect(await give(maddox, 'message.assign', message.id, 1, to('lane'))).toBe('forbidden')
    expect(await give(maddox, 'message.assign', message.id, 1, to('maddox'))).toBe('applied')
    const refused = await sendCommand(lane, facility(), command('message.assign', message.id, 2, to('lane')))
    expect(refused).toMatchObject({ outcome: 'refused', code: 'assigned', by: 'Maddox' })
    expect(await give(lane, 'message.assign', message.id, 2, to(null))).toBe('assigned')
    expect(await give(ode, 'message.assign', message.id, 2, to('lane'))).toBe('applied')
    expect(await give(ode, 'message.assign', message.id, 3, to('quill'))).toBe('staff_unknown')
    expect(await give(lane, 'message.assign', message.id, 3, to(null))).toBe('applied')
    expect(await inFeed(message.id)).toMatchObject({ assignedTo: null, state: 'pending_review', version: 4 })
    expect((await trail('message.assign', message.id)).map(({ details }) => details.outcome)).toEqual([
      'refused',
      'applied',
      'refused',
      'refused',
      'applied',
      'refused',
      'applied',
    ])
  })

  it('is not possible to somebody to whom the message is closed', async () => {
    const farr = await test.staff('farr')
    const staffId = test.fixture.staff.farr.id
    const person = { kind: 'member', id: test.fixture.member.id }
    const declared = v7()
    expect(await give(farr, 'recusal.declare', declared, 0, { staffId, person, relation: 'sister' })).toBe('applied')
    const message = await pending()
    expect(await give(ode, 'message.assign', message.id, 1, { to: staffId })).toBe('staff_unknown')
    const hold = { reasonId: test.fixture.reasons.unclear, assignTo: staffId }
    expect(await give(maddox, 'message.hold', message.id, 1, hold)).toBe('staff_unknown')
    expect(await give(ode, 'recusal.withdraw', declared, 1)).toBe('applied')
    expect(await give(ode, 'message.assign', message.id, 1, { to: staffId })).toBe('applied')
  })

  it('goes to one of two who take at once', async () => {
    const message = await pending()
    const results = await Promise.all([
      give(maddox, 'message.assign', message.id, 1, to('maddox')),
      give(lane, 'message.assign', message.id, 1, to('lane')),
    ])
    expect(results.sort()).toEqual(['applied', 'assigned'])
  })

  it('does not keep others from deciding, ends with the decision, and is not possible after it', async () => {
    const message = await pending()
    expect(await give(ode, 'message.assign', message.id, 1, to('maddox'))).toBe('applied')
    expect(await give(lane, 'message.approve', message.id, 1)).toBe('applied')
    expect(await inFeed(message.id)).toMatchObject({ state: 'delivered', assignedTo: null })
    expect(await give(ode, 'message.assign', message.id, 3, to('maddox'))).toBe('wrong_state')
  })
})

describe('an escalated message', () => {
  it('is decided and given back by supervisors alone; officers are refused by code', async () => {
    const reasonId = test.fixture.reasons.unclear
    const message = await pending()
    expect(await give(maddox, 'message.escalate', message.id, 1)).toBe('applied')
    for (const kind of ['message.approve', 'message.return'] as const) {
      expect(await give(lane, kind, message.id, 2)).toBe('escalated')
    }
    for (const kind of ['message.hold', 'message.reject'] as const) {
      expect(await give(maddox, kind, message.id, 2, { reasonId: test.fixture.reasons.threat })).toBe('escalated')
    }
    const mine = { to: test.fixture.staff.maddox.id }
    expect(await give(maddox, 'message.assign', message.id, 2, mine)).toBe('escalated')
    expect(await give(ode, 'message.hold', message.id, 2, { reasonId })).toBe('applied')
    expect(await inFeed(message.id)).toMatchObject({ state: 'held', escalated: true })
    expect(await give(maddox, 'message.return', message.id, 3)).toBe('escalated')
    expect(await give(ode, 'message.return', message.id, 3)).toBe('applied')
    expect(await inFeed(message.id)).toMatchObject({ state: 'pending_review', escalated: false })
    expect(await give(maddox, 'message.approve', message.id, 4)).toBe('applied')
  })

  it('is given back to the officers without a hold, too', async () => {
    const message = await pending()
    await give(maddox, 'message.escalate', message.id, 1)
    expect(await give(ode, 'message.return', message.id, 2)).toBe('applied')
    expect(await give(ode, 'message.return', message.id, 3)).toBe('wrong_state')
    expect(await give(lane, 'message.approve', message.id, 3)).toBe('applied')
  })
})

describe('a corrected reason', () => {
  let second: string
  beforeAll(async () => {
    second = v7()
    await test.central.database.query(
      `INSERT INTO reasons (id, facility_id, code, uses, staff_text, public_text, sort_order)
       VALUES ($1, $2, 'gang_sign', '{reject,hold}', '{"en":"Staff: gang","es":"Personal: banda"}',
         '{"en":"Public: gang","es":"Público: banda"}', 9)`,
      [second, facility()],
    )
  })
  const balance = async () => (await member.call('myAccount')).balances.service
  const seen = async (id: string) =>
    (await member.call('thread', { params: { contactId: test.fixture.contacts.approved } })).messages.find(
      (message) => message.id === id,
    )

  it('is told to the sender, shown on the message and kept beside the first, and moves no money', async () => {
    const message = await pending()
    await give(maddox, 'message.reject', message.id, 1, { reasonId: test.fixture.reasons.threat })
    const before = await balance()
    expect(await give(maddox, 'message.correct', message.id, 2, { reasonId: second, note: 'Wrong key' })).toBe(
      'applied',
    )
    expect(await balance()).toBe(before)
    expect(await seen(message.id)).toMatchObject({ label: 'Rejected', refunded: true, reason: { en: 'Public: gang' } })
    const told = (await member.call('myNotifications')).notifications.filter((each) => each.messageId === message.id)
    expect(told).toMatchObject([
      { kind: 'message_reason_corrected', refund: 0, reason: { es: 'Público: banda' } },
      { kind: 'message_rejected', refund: 50, reason: { es: 'Público: threat' } },
    ])
    const decisions = await test.central.database.query(
      'SELECT kind, reason_id, note FROM decisions WHERE message_id = $1 ORDER BY message_version',
      [message.id],
    )
    expect(decisions).toEqual([
      { kind: 'reject', reason_id: test.fixture.reasons.threat, note: null },
      { kind: 'correct', reason_id: second, note: 'Wrong key' },
    ])
    const refunds = await test.central.database.query(
      `SELECT 1 FROM ledger_transactions WHERE kind = 'refund' AND message_id = $1`,
      [message.id],
    )
    expect(refunds).toHaveLength(1)
  })

  it('is the own of an officer, anybody’s for a supervisor, and must fit the state', async () => {
    const message = await pending()
    await give(maddox, 'message.reject', message.id, 1, { reasonId: test.fixture.reasons.threat })
    expect(await give(lane, 'message.correct', message.id, 2, { reasonId: second })).toBe('forbidden')
    const unfit = { reasonId: test.fixture.reasons.unclear }
    expect(await give(maddox, 'message.correct', message.id, 2, unfit)).toBe('reason_unknown')
    expect(await give(ode, 'message.correct', message.id, 2, { reasonId: second })).toBe('applied')
    // The last word is the supervisor's now.
    expect(await give(maddox, 'message.correct', message.id, 3, { reasonId: second })).toBe('forbidden')
    const open = await pending()
    expect(await give(maddox, 'message.correct', open.id, 1, { reasonId: second })).toBe('wrong_state')
  })

  it('of a hold tells nobody outside', async () => {
    const message = await pending()
    await give(maddox, 'message.hold', message.id, 1, { reasonId: test.fixture.reasons.unclear })
    expect(await give(maddox, 'message.correct', message.id, 2, { reasonId: second })).toBe('applied')
    expect(await inFeed(message.id)).toMatchObject({ state: 'held' })
    const told = (await member.call('myNotifications')).notifications.filter((each) => each.messageId === message.id)
    expect(told).toEqual([])
    expect(await seen(message.id)).toMatchObject({ label: 'Pending Review', reason: null })
  })
})

describe('a shared view', () => {
  const view = (name: string): View => ({
    name,
    queue: 'needs_review',
    filter: { flagged: true, housingUnits: ['A'] },
    sort: 'target',
    columns: ['flags', 'assignee'],
  })

  it('is made, changed and removed by supervisors, stands in the snapshot, and has one name', async () => {
    const id = v7()
    expect(await give(maddox, 'view.save', id, 0, view('Unit A'))).toBe('forbidden')
    expect(await give(ode, 'view.save', id, 0, view('Unit A'))).toBe('applied')
    expect(await give(ode, 'view.save', v7(), 0, view('unit a'))).toBe('view_exists')
    const shared = async (): Promise<SharedView[]> => {
      const lines = await readSnapshot(test.url, maddox.token ?? '', facility())
      return lines.flatMap((line) =>
        line.type === 'record' && line.entity === 'view' ? [line.data as SharedView] : [],
      )
    }
    expect(await shared()).toMatchObject([{ ...view('Unit A'), id, changedBy: test.fixture.staff.ode.id }])
    const farr = await test.staff('farr')
    expect(await give(farr, 'view.save', id, 1, view('All of A'))).toBe('applied')
    const late = await sendCommand(ode, facility(), command('view.save', id, 1, view('Mine')))
    expect(late).toMatchObject({ outcome: 'conflict', winner: { by: 'Farr', what: 'view.save' } })
    expect(await give(ode, 'view.remove', id, 2)).toBe('applied')
    expect(await shared()).toEqual([])
    expect(await give(ode, 'view.remove', id, 3)).toBe('not_found')
    expect(await give(ode, 'view.save', v7(), 0, view('All of A'))).toBe('applied')
    expect(await trail('view.save', id)).toHaveLength(4)
  })

  it('of one name is made once, although two are made at once', async () => {
    const farr = await test.staff('farr')
    const results = await Promise.all(
      [ode, farr, ode, farr].map((who) => give(who, 'view.save', v7(), 0, view('At once'))),
    )
    expect(results.sort()).toEqual(['applied', 'view_exists', 'view_exists', 'view_exists'])
  })
})

describe('the results of a batch', () => {
  it('are read by who made it and by who reads the trail, message by message', async () => {
    const [one, two, three] = [await pending(), await pending(), await pending()]
    await give(lane, 'message.approve', two.id, 1)
    await give(ode, 'message.escalate', three.id, 1)
    const batchId = v7()
    await sendCommands(
      maddox,
      facility(),
      ...[one, two, three].map(({ id }) => command('message.approve', id, 1, {}, batchId)),
    )
    const call = { params: { facilityId: facility(), batchId } }
    const answer = await ode.call('batch', call)
    expect(answer).toMatchObject({ kind: 'approve', by: 'Maddox' })
    expect(answer.items).toEqual([
      { id: one.id, outcome: 'applied', code: null, by: null },
      { id: two.id, outcome: 'conflict', code: null, by: 'Lane' },
      { id: three.id, outcome: 'conflict', code: null, by: 'Ode' },
    ])
    expect((await maddox.call('batch', call)).items).toHaveLength(3)
    expect(await lane.refusal('batch', call)).toBe('not_found')
    expect(await ode.refusal('batch', { params: { facilityId: facility(), batchId: v7() } })).toBe('not_found')
  })
})
