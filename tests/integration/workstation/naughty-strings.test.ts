import { afterEach, expect, it } from 'vitest'
import { creditService } from '../../../central/credits/service.ts'
import { joined, sendableStrings } from '../../support/naughty.ts'
import { createScene, decideOn, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

it('whatever people type arrives unchanged at the workstation and comes back unchanged, as name, body, note and reason', {
  timeout: 180_000,
}, async () => {
  const strings = sendableStrings()
  expect(strings.length).toBeGreaterThan(400)
  const central = await scene.central()
  const { database } = central.central
  const { fixture } = central
  // A name has its limits; these are the ones that try to run.
  const [name = '', other = ''] = joined(
    strings.filter((each) => /script|onerror|DROP TABLE/.test(each)),
    100,
  )
  const reason = { en: strings[3] ?? '', es: strings[40] ?? '' }
  await database.query('UPDATE members SET name = $2 WHERE id = $1', [fixture.member.id, name])
  await database.query('UPDATE individuals SET name = $2 WHERE id = $1', [fixture.individual.id, other])
  await database.query('UPDATE reasons SET staff_text = $2, public_text = $2 WHERE id = $1', [
    fixture.reasons.threat,
    JSON.stringify(reason),
  ])
  await database.transaction((tx) =>
    creditService(database, () => new Date()).purchase(tx, fixture.member.id, (strings.length + 5) * 50),
  )
  const member = await central.member()
  const bodies = new Map<string, string>()
  for (const text of strings) bodies.set((await central.send(member, fixture.contacts.approved, text)).id, text)
  const waits = await central.send(member, fixture.contacts.approved, 'The blade of the mower is dull again.')

  const desk = await scene.workstation({ centralUrl: central.url })
  await desk.signIn(central, 'maddox')
  await desk.until(synced)
  for (const [id, text] of bodies) {
    const { message } = await desk.console.call('review.item', { id })
    expect(message.text).toBe(text)
  }
  const item = await desk.console.call('review.item', { id: waits.id })
  expect(item.member.name).toBe(name)
  expect(item.individual.name).toBe(other)
  const { reasons } = await desk.console.call('reasons.list', {})
  expect(reasons.find((each) => each.id === fixture.reasons.threat)).toMatchObject({ staff: reason, public: reason })

  const notes = joined(strings, 3_900).map((each) => each.trim())
  for (const text of notes) await desk.console.call('review.note', { id: waits.id, text })
  await decideOn(desk, 'reject', waits.id, fixture.reasons.threat)
  const stored = await eventually(
    () => database.query<{ text: string }>('SELECT text FROM notes WHERE message_id = $1', [waits.id]),
    (rows) => rows.length === notes.length,
  )
  expect(new Set(stored.map((row) => row.text))).toEqual(new Set(notes))
  const back = await eventually(
    () => desk.console.call('review.item', { id: waits.id }),
    ({ notes: shown, row }) => shown.length === notes.length && row.overlay === null && row.state === 'rejected',
  )
  expect(new Set(back.notes.map((note) => note.text))).toEqual(new Set(notes))
  await eventually(
    () => member.call('myNotifications', {}),
    ({ notifications }) => JSON.stringify(notifications).includes(JSON.stringify(reason.en)),
  )
})
