import { afterEach, describe, expect, it } from 'vitest'
import { recogniseHome } from '../../../central/feed/generation.ts'
import { openDatabase } from '../../../electron/workstation/cache/database.ts'
import type { TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, recorded, synced, type TestWorkstation } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

const queue = { queue: 'needs_review', filter: {}, sort: 'oldest' } as const

async function send(central: TestCentral, text: string) {
  return (await central.send(await central.member(), central.fixture.contacts.approved, text)).id
}

/** A workstation in step, with a decision that waits offline; then something happens to central's history. */
async function rewritten(happen: (central: TestCentral, url: string) => Promise<unknown>) {
  const central = await scene.central()
  const decided = await send(central, 'Blade one.')
  const line = await scene.proxy(central)
  const desk = await scene.workstation({ centralUrl: line.url })
  await desk.signIn(central, 'maddox')
  await desk.until(synced)
  const later = await send(central, 'Blade two.')
  await eventually(
    () => desk.console.call('review.list', queue),
    ({ ids }) => ids.length === 2,
  )
  line.cut()
  await desk.until((state) => state.connection === 'offline')
  await decideOn(desk, 'reject', decided, central.fixture.reasons.threat)
  await happen(central, later)
  line.mend()
  await desk.console.call('sync.now', {})
  await desk.until(synced)
  return { central, desk, decided, later }
}

async function expectOnceAndFilledAnew(central: TestCentral, desk: TestWorkstation, decided: string) {
  expect(desk.faults).toContain('copy_made_anew')
  expect((await recorded(central, decided)).decisions).toBe(1)
  expect(await desk.console.call('sync.state', {})).toMatchObject({ waiting: 0, issues: 0, setAside: 0 })
}

describe('A workstation whose central service has another history', () => {
  it('takes a copy anew and keeps its outbox when the facility was restored from a backup', async () => {
    const { central, desk, decided, later } = await rewritten(({ central: { database } }) =>
      recogniseHome(database, true),
    )
    await expectOnceAndFilledAnew(central, desk, decided)
    expect((await desk.console.call('review.list', queue)).ids).toEqual([later])
  })

  it('does so when positions go back and nobody said that it was restored', async () => {
    const { central, desk, decided } = await rewritten(async ({ central: { database } }, later) => {
      // As if the second message had never come: what a copy from before it looks like.
      await database.query('DELETE FROM messages WHERE id = $1', [later])
      await database.query(
        `WITH gone AS (DELETE FROM changes WHERE position > (SELECT max(position) - 1 FROM changes) RETURNING 1)
         UPDATE feed_heads SET position = position - (SELECT count(*) FROM gone)`,
      )
    })
    await expectOnceAndFilledAnew(central, desk, decided)
    expect((await desk.console.call('review.list', queue)).ids).toEqual([])
  })

  it('does so when the generation alone says it, and positions look as they should', async () => {
    const { central, desk, decided, later } = await rewritten(({ central: { database } }) =>
      database.query('UPDATE feed_heads SET generation = gen_random_uuid()'),
    )
    await expectOnceAndFilledAnew(central, desk, decided)
    expect((await desk.console.call('review.list', queue)).ids).toEqual([later])
  })

  it('looks at everything again with the eyes of a new version when an earlier one set something aside', async () => {
    const central = await scene.central()
    const id = await send(central, 'Blade one.')
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await desk.stop()
    const file = `${desk.folder}/${central.fixture.facilityId}.cache`
    const db = openDatabase(file, desk.key)
    db.exec(`DELETE FROM message; UPDATE sync_position SET contract = 'an earlier one'`)
    db.exec(
      `INSERT INTO set_aside (position, entity, record_id, problem, at) VALUES (1, 'future', 'x', 'unknown_entity', 0)`,
    )
    db.close()
    const next = await scene.workstation({ centralUrl: central.url, folder: desk.folder, key: desk.key })
    await next.signIn(central, 'maddox')
    await next.until((state) => synced(state) && state.setAside === 0)
    expect((await next.console.call('review.list', queue)).ids).toEqual([id])
  })
})
