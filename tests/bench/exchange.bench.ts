import { v7 } from 'uuid'
import { createCentralClient } from '../../electron/workstation/sync/central.ts'
import { startEngine } from '../../electron/workstation/sync/engine.ts'
import { COMMANDS_PER_CALL } from '../../shared/central/commands.ts'
import { pathOf } from '../../shared/central/operation.ts'
import { operations } from '../../shared/central/operations.ts'
import { PASSWORD } from '../support/central-fixture.ts'
import { type Bench, inTurns, timed } from './bench.ts'
import { cacheFile } from './cache-scene.ts'
import { type CentralScene, centralScene } from './central-scene.ts'

const none = () => undefined

/** A workstation without its thread, filled and in step. */
async function workstation(scene: CentralScene) {
  const file = cacheFile()
  const cache = file.open()
  const central = createCentralClient(scene.url)
  const session = await central.call(operations.signIn, {
    params: {},
    query: {},
    body: { username: scene.fixture.staff.ode.username, password: PASSWORD },
  })
  cache.overlay.showFor(session.user.id)
  let look = none
  const changed = () => look()
  const engine = startEngine(
    {
      cache,
      central,
      facilityId: scene.fixture.facilityId,
      userId: session.user.id,
      userName: session.user.name,
      credentials: { accessToken: session.accessToken, refreshToken: session.refreshToken, signInAgain: null },
      retentionDays: 30,
      report: none,
      now: Date.now,
      onApplied: changed,
      onFilled: none,
      onBatch: none,
      onIssues: () => {
        throw new Error('a decision was not applied')
      },
      onState: changed,
      onClaims: none,
      onRenewed: none,
      onEnded: none,
      onTrouble: none,
    },
    false,
  )
  const until = (test: () => boolean) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (test()) resolve()
      }
      look()
    })
  await until(() => engine.state().connection === 'synced')
  if (cache.position.setAsideCount() > 0) throw new Error('the scene was not understood')
  return {
    /** Puts decisions into the outbox and waits until the feed has shown the last of them. */
    async decide(targets: readonly string[], reasonId: string) {
      const [batchId, at] = [v7(), new Date()]
      cache.durable(() => {
        for (const target of targets) {
          cache.outbox.add({
            id: v7(),
            userId: session.user.id,
            kind: 'message.hold',
            target,
            basedOn: 1,
            payload: { reasonId },
            reasonId,
            at: at.toISOString(),
            batchId,
            undoUntil: at.getTime(),
          })
          cache.overlay.settleMessage(target)
        }
      })
      const done = until(() => cache.outbox.targets(session.user.id).length === 0)
      engine.outboxChanged()
      await done
    },
    async close() {
      await engine.stop()
      central.close()
      file.close()
    },
  }
}

/** The same calls by a bare loop: the commands, then the feed until it is at its head. */
async function bareLoop(scene: CentralScene, token: string, targets: readonly string[], from: number) {
  const { facilityId, reasons } = scene.fixture
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const [batchId, at] = [v7(), new Date().toISOString()]
  for (let n = 0; n < targets.length; n += COMMANDS_PER_CALL) {
    const commands = targets.slice(n, n + COMMANDS_PER_CALL).map((target) => ({
      id: v7(),
      kind: 'message.hold',
      target,
      basedOn: 1,
      payload: { reasonId: reasons.unclear },
      at,
      batchId,
    }))
    const url = `${scene.url}${pathOf(operations.commands, { facilityId })}`
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ commands }) })
    await answer.json()
  }
  for (let position = from; ; ) {
    const url = `${scene.url}${pathOf(operations.changes, { facilityId })}?after=${position}`
    const page = (await (await fetch(url, { headers })).json()) as { head: number; records: { position: number }[] }
    position = page.records.at(-1)?.position ?? position
    if (position >= page.head) return
  }
}

const exchange: Bench = {
  id: 'sync.exchange',
  target: 1.3,
  wanted: 'at most',
  async run(size) {
    const [decisions, repeats] = size === 'full' ? [1_000, 5] : [20, 1]
    const scene = await centralScene(0)
    try {
      const turns = 2 * (repeats + 1)
      const ids = await scene.store({ messages: turns * decisions, open: turns * decisions })
      const take = () => ids.splice(0, decisions)
      const { token } = await scene.staff('ode')
      const ratios = await inTurns(
        repeats,
        async () => {
          // A workstation of its own, gone before the peer's turn: it would follow the feed then too.
          const own = await workstation(scene)
          const ms = await timed(() => own.decide(take(), scene.fixture.reasons.unclear))
          await own.close()
          return ms
        },
        async () => {
          const [row] = await scene.database.query<{ position: string }>('SELECT position FROM feed_heads')
          return timed(() => bareLoop(scene, token ?? '', take(), Number(row?.position)))
        },
      )
      const note = 'the peer sends the same commands and fetches the same pages, and keeps nothing'
      return { ratios, size: `${decisions.toLocaleString('en')} decisions`, note }
    } finally {
      await scene.stop()
    }
  },
}

export const benches: Bench[] = [exchange]
