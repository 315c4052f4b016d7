import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Database } from '../../central/database/database.ts'
import { type Random, randomOf } from '../../central/demo/random.ts'
import { recogniseHome } from '../../central/feed/generation.ts'
import type { WorkerSettings } from '../../electron/workstation/ports.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { type CentralClient, clientFor, command } from '../support/central-client.ts'
import { createFixture, type Fixture, PASSWORD } from '../support/central-fixture.ts'
import type { CentralProcess } from './central.ts'
import { type Confirmed, check } from './check.ts'
import { type Desk, DeskGone, startDesk } from './desk.ts'
import { type FaultyLine, startFaultyLine } from './line.ts'
import { isWhole, spoil, spoilForSure } from './noise.ts'

export interface RunResult {
  readonly seed: number
  readonly problems: readonly string[]
  readonly confirmed: number
  readonly faults: number
  readonly kills: number
  /** Copies that were spoiled on the disk. */
  readonly damages: number
  /** Restores of central's database. */
  readonly restores: number
  readonly milliseconds: number
}

/** How long a healed line may take until nothing waits any more. */
const SETTLE_MS = 60_000
const words = ['Blade', 'Blade and rope', 'Weather', 'Rope']

/**
 * One run: a facility, a workstation behind a faulty line, an hour of decisions in a few seconds, both sides killed in
 * between, then a healed line and a look at what is where. The seed gives what is done and which faults come; their
 * moments are the machine's.
 */
export async function runOnce(seed: number, central: CentralProcess, database: Database): Promise<RunResult> {
  const began = performance.now()
  const random = randomOf(seed, 'faults')
  const fixture = await createFixture(database, `f${seed}-${v7().slice(-8)}-`)
  const undo = random.pick([0, 0, 0, 1])
  await database.query('UPDATE facilities SET undo_window_seconds = $2 WHERE id = $1', [fixture.facilityId, undo])
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-faults-'))
  const line = await startFaultyLine(central.url, random.pick([0.1, 0.25, 0.5]), random.fork('line'))
  const shift = createShift({ random, central, database, fixture, line, folder, key: 'ab'.repeat(32) })
  try {
    const problems = await shift.run()
    const faults = Object.values(line.faults).reduce((sum, each) => sum + each, 0)
    const milliseconds = Math.round(performance.now() - began)
    return {
      seed,
      problems,
      confirmed: shift.confirmed.length,
      faults,
      kills: shift.kills(),
      damages: shift.damages(),
      restores: shift.restores(),
      milliseconds,
    }
  } finally {
    await shift.stop()
    await line.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Scene {
  readonly random: Random
  readonly central: CentralProcess
  readonly database: Database
  readonly fixture: Fixture
  readonly line: FaultyLine
  readonly folder: string
  readonly key: string
}

function createShift(scene: Scene) {
  const { random, central, database, fixture, line } = scene
  const { facilityId, staff, reasons, contacts } = fixture
  const settings: WorkerSettings = {
    folder: scene.folder,
    centralUrl: line.url,
    cacheKey: scene.key,
    host: 'browser',
    keystore: 'file',
    simulationUrl: import.meta.resolve('../../electron/workstation/simulation/worker.ts'),
  }
  const confirmed: Confirmed[] = []
  const known: string[] = []
  let desk: Desk | null = null
  let member: CentralClient
  let rival: CentralClient
  let kills = 0
  let damages = 0
  let restores = 0
  const file = join(scene.folder, `${facilityId}.cache`)

  /** Runs a step that a kill or a fault may cut short: only what was answered counts. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      const network = error instanceof TypeError || error instanceof SyntaxError
      if (error instanceof DeskGone || error instanceof Refusal || network || isCentral(error)) return null
      throw error
    }
  }

  async function signIn(one: Desk): Promise<boolean> {
    const state = await attempt(() => one.call('session.state', {}))
    if (state?.status === 'signed_in') return true
    const username = staff.maddox.username
    return (await attempt(() => one.call('session.signIn', { username, password: PASSWORD }))) !== null
  }

  async function atDesk(): Promise<Desk | null> {
    if (desk === null || !desk.alive) desk = await startDesk(settings)
    return (await signIn(desk)) ? desk : null
  }

  async function send(): Promise<void> {
    const text = `${random.pick(words)} ${known.length}.`
    const sent = await attempt(() =>
      member.call('sendMessage', { params: { contactId: contacts.approved }, body: { text, idempotencyKey: v7() } }),
    )
    if (sent) known.push(sent.id)
  }

  /** Decides on one or some of what the workstation shows. */
  async function decide(one: Desk): Promise<void> {
    const queue = random.pick(['needs_review', 'needs_review', 'held', 'escalated'] as const)
    const kind = random.pick(queue === 'held' ? (['approve', 'reject', 'return'] as const) : decisions)
    const many = random.pick([1, 1, 1, 3])
    const { ids } = await one.call('review.list', { queue, filter: {}, sort: 'oldest' })
    const chosen = Array.from({ length: Math.min(many, ids.length) }, () => random.pick(ids))
    if (chosen.length === 0) return
    const { rows } = await one.call('review.rows', { ids: [...new Set(chosen)] })
    if (rows.length === 0) return
    for (const row of rows) await one.call('review.item', { id: row.id })
    const reasonId = kind === 'hold' ? reasons.unclear : reasons.threat
    const items = rows.map(({ id, version }) => ({ id, version }))
    const answer = await one.call('review.decide', { kind, items, reasonId })
    const taken = answer.taken.map((target) => ({
      target,
      batchId: answer.batchId,
      kind: `message.${kind}`,
      undone: false,
    }))
    confirmed.push(...taken)
    if (random.chance(0.15)) await undo(one, answer.batchId)
  }

  async function undo(one: Desk, batchId: string): Promise<void> {
    try {
      const { undone } = await one.call('review.undo', { batchId })
      replace(batchId, (each) => (undone.includes(each.target) ? { ...each, undone: true } : each))
    } catch (error) {
      // Nobody knows whether it was taken back: neither is promised.
      replace(batchId, () => null)
      throw error
    }
  }

  function replace(batchId: string, change: (one: Confirmed) => Confirmed | null): void {
    const next = confirmed.flatMap((each) => (each.batchId === batchId ? (change(each) ?? []) : each))
    confirmed.splice(0, confirmed.length, ...next)
  }

  async function decideContact(one: Desk): Promise<void> {
    const { ids } = await one.call('contacts.list', { state: 'pending' })
    const { rows } = await one.call('contacts.rows', { ids })
    const [row] = rows
    if (row === undefined) return
    const items = [{ id: row.id, version: row.version }]
    const { taken, batchId } = await one.call('contacts.decide', { kind: 'approve', items })
    confirmed.push(...taken.map((target) => ({ target, batchId, kind: 'contact.approve', undone: false })))
  }

  /** Somebody else decides at central directly. */
  async function rivalDecides(): Promise<void> {
    const rows = await database.query<{ id: string; version: number }>(
      `SELECT id, version FROM messages WHERE facility_id = $1 AND state IN ('pending_review', 'held') ORDER BY id`,
      [facilityId],
    )
    if (rows.length === 0) return
    const { id, version } = random.pick(rows)
    const body = { commands: [command('message.reject', id, version, { reasonId: reasons.threat })] }
    await attempt(() => rival.call('commands', { params: { facilityId }, body }))
  }

  /** The disk of the workstation spoils the copy while the process is gone; what waits lies in another file. */
  async function damage(): Promise<void> {
    kills++
    damages++
    await desk?.kill()
    const first = random.int(0, 40)
    if (random.chance(0.4)) spoilForSure(file, random)
    else spoil(file, random, (total) => Array.from({ length: Math.max(0, total - first) }, (_, n) => first + n))
  }

  /** The database is put back from a copy that was made this moment: nothing is lost, and nobody can know that. */
  async function restore(): Promise<void> {
    restores++
    await recogniseHome(database, true)
  }

  /** What was spoiled and not read yet is found by no check of the workstation's: it is found now. */
  async function findDamage(): Promise<string[]> {
    if (damages === 0 || isWhole(file, scene.key)) return []
    spoilForSure(file, random)
    const unsettled = await settle()
    await desk?.close()
    return unsettled
  }

  async function step(): Promise<void> {
    const what = random.weighted([14, 3, 2, 2, 0.5, 0.9, 2, 1, 4, 0.5, 0.3])
    if (what === 1) return send()
    if (what === 2) return rivalDecides()
    if (what === 3) return line.cut(random.int(10, 300))
    if (what === 4 && kills < 3) {
      kills++
      await central.kill()
      if (random.chance(0.5)) void central.revive()
      return
    }
    if (what === 5 && kills < 3) {
      kills++
      // In the midst of a decision, so that the kill may fall between storing and answering.
      const deciding = desk === null ? null : attempt(() => decide(desk as Desk))
      await pauseOf(random.int(0, 20))
      await desk?.kill()
      await deciding
      return
    }
    if (what === 9 && kills < 3) return damage()
    if (what === 10) return restore()
    if (what === 6) return pauseOf(random.int(5, 120))
    const one = await atDesk()
    if (one === null) return
    if (what === 7) await attempt(() => decideContact(one))
    else if (what === 8) void attempt(() => one.call('sync.now', {}))
    else await attempt(() => decide(one))
  }

  /** Most runs begin with a copy that is there: the others begin with the faults. */
  async function firstCopy(): Promise<void> {
    const one = await atDesk()
    if (one !== null) await attempt(() => one.call('sync.now', {}))
  }

  /** Mends everything and waits until nothing is left to do. */
  async function settle(): Promise<string[]> {
    line.heal()
    await central.revive()
    const end = performance.now() + SETTLE_MS
    let last = 'nobody could sign in'
    while (performance.now() < end) {
      const one = await atDesk()
      const state = one === null ? null : await attempt(() => one.call('sync.now', {}))
      if (state) {
        last = `${state.connection}, ${state.waiting} waiting`
        if (state.connection === 'synced' && state.waiting === 0) return []
      }
      await pauseOf(30)
    }
    return [`did not settle: ${last}`]
  }

  return {
    confirmed,
    kills: () => kills,
    damages: () => damages,
    restores: () => restores,
    async run(): Promise<string[]> {
      const anyone = clientFor(central.url, null)
      const { memberNumber } = fixture.member
      const session = await anyone.call('memberSignIn', { body: { memberNumber, password: PASSWORD } })
      member = clientFor(central.url, session.accessToken)
      const { username } = staff.ode
      const supervisor = await anyone.call('signIn', { body: { username, password: PASSWORD } })
      rival = clientFor(central.url, supervisor.accessToken)
      for (let n = random.int(3, 8); n > 0; n--) await send()
      if (random.chance(0.75)) await firstCopy()
      line.begin()
      for (let n = random.int(30, 60); n > 0; n--) await step()
      const unsettled = await settle()
      if (random.chance(0.5)) await desk?.kill()
      else await desk?.close()
      unsettled.push(...(await findDamage()))
      const token = supervisor.accessToken
      const userId = staff.maddox.id
      const where = { database, centralUrl: central.url, token, facilityId, userId, file, key: scene.key }
      return [...unsettled, ...(await check({ ...where, confirmed }))]
    },
    async stop(): Promise<void> {
      await desk?.kill()
      await central.revive()
    },
  }
}

const decisions = ['approve', 'hold', 'reject', 'reject', 'escalate'] as const
const pauseOf = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** A refusal of central itself, for what the harness asks of it directly. */
function isCentral(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'CentralRefusal'
}
