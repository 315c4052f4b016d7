import { afterEach, expect, it } from 'vitest'
import type { PrintScope } from '../../../shared/console/print.ts'
import { createScene, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

it('what is printed says who printed it, and central keeps a record of it, also when it was printed without a line', async () => {
  const central = await scene.central()
  const member = await central.member()
  const { approved } = central.fixture.contacts
  const first = await central.send(member, approved, 'The blade of the plow.')
  const second = await central.send(member, approved, 'The blade of the mower.')
  const proxy = await scene.proxy(central)
  const desk = await scene.workstation({ centralUrl: proxy.url })
  await desk.signIn(central, 'quill')
  await desk.until(synced)

  const one = await desk.console.call('review.print', { id: second.id, scope: 'message' })
  expect(one).toMatchObject({ by: 'Quill', scope: 'message', left: 0 })
  expect(one.messages.map((message) => message.text)).toEqual(['The blade of the mower.'])
  proxy.cut()
  const thread = await desk.console.call('review.print', { id: second.id, scope: 'thread' })
  expect(thread.messages.map((message) => message.id)).toEqual([first.id, second.id])
  proxy.mend()

  const records = await eventually(
    () =>
      central.central.database.query<{ subject_id: string; details: { scope: PrintScope; messages: number } }>(
        `SELECT subject_id, details FROM audit_entries WHERE action = 'message.print' ORDER BY 1, details->>'scope'`,
      ),
    (rows) => rows.length === 2,
  )
  expect(records.map(({ subject_id, details }) => [subject_id, details.scope, details.messages])).toEqual([
    [second.id, 'message', 1],
    [second.id, 'thread', 2],
  ])
  await desk.until(synced)
  expect((await desk.console.call('issues.list', {})).issues).toEqual([])
  await expect(
    desk.console.call('review.print', { id: central.fixture.facilityId, scope: 'message' }),
  ).rejects.toMatchObject({ code: 'not_found' })
})
