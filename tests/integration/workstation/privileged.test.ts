import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { createScene, eventually, synced, type TestWorkstation } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

const KNOWN = 'The blade of seventeen quokkas in marmalade'

/** What stands in the cache file of a stopped workstation once nothing of it is encrypted, free pages included. */
async function fileOf(desk: TestWorkstation): Promise<string> {
  const name = readdirSync(desk.folder).find((each) => each.endsWith('.cache')) ?? ''
  const copy = join(await scene.folder(), 'copy.cache')
  for (const part of ['', '-wal']) {
    const from = join(desk.folder, `${name}${part}`)
    if (existsSync(from)) copyFileSync(from, `${copy}${part}`)
  }
  const db = new Sqlite(copy)
  db.pragma(`cipher='sqlcipher'`)
  db.pragma('legacy=4')
  db.pragma(`key="x'${desk.key}'"`)
  db.pragma('journal_mode = DELETE')
  db.pragma(`rekey=''`)
  db.close()
  return readFileSync(copy, 'latin1')
}

it('A contact that is marked as privileged leaves nothing of its messages in the cache file, in its index or on the screen', async () => {
  const central = await scene.central()
  const { contacts } = central.fixture
  const member = await central.member()
  const { id } = await central.send(member, contacts.approved, KNOWN)
  const kept = await central.send(member, contacts.poor, 'A blade that stays, about walnuts')
  const folder = await scene.folder()
  let desk = await scene.workstation({ centralUrl: central.url, folder })
  await desk.signIn(central, 'ode')
  await desk.until(synced)
  const found = async (text: string) => (await desk.console.call('search.messages', { text })).hits.map((hit) => hit.id)
  expect(await found('marmalade')).toEqual([id])
  await desk.stop()
  const before = await fileOf(desk)
  expect(before).toContain('quokkas in marmalade')
  expect(before).toContain('walnuts')

  desk = await scene.workstation({ centralUrl: central.url, folder, key: desk.key })
  await desk.signIn(central, 'ode')
  await desk.until(synced)
  const evidence = { kind: 'attorney' as const, number: 'CO-31337', office: 'Public Defender' }
  await desk.console.call('contacts.markPrivileged', { id: contacts.approved, version: 1, evidence })
  const again = desk.console.call('contacts.markPrivileged', { id: contacts.approved, version: 1, evidence })
  await expect(again).rejects.toMatchObject({ code: expect.stringMatching(/^(contact_wrong_state|conflict)$/) })
  const item = async () => (await desk.console.call('review.item', { id })).message
  const blank = await eventually(item, (message) => message.text === null)
  expect(blank).toMatchObject({ text: null, urgent: false, screening: { matches: [], rules: [] } })
  await central.send(member, contacts.approved, `Again: ${KNOWN}`)
  await desk.until(synced)
  expect(await found('marmalade')).toEqual([])
  expect(await found('walnuts')).toEqual([kept.id])
  const listed = await desk.console.call('contacts.privileged', {})
  expect(listed.contacts).toMatchObject([
    { row: { id: contacts.approved }, privilege: evidence, markedByName: 'Ode', due: false },
  ])
  await desk.stop()
  const after = await fileOf(desk)
  for (const word of ['quokka', 'uokkas', 'armalade', 'seventeen']) expect(after, word).not.toContain(word)
  expect(after).toContain('walnuts')

  // A copy made anew, as another workstation makes it, holds nothing of it either.
  const other = await scene.workstation({ centralUrl: central.url })
  await other.signIn(central, 'farr')
  await other.until(synced)
  await other.stop()
  const fresh = await fileOf(other)
  expect(fresh).not.toContain('armalade')
  expect(fresh).toContain('walnuts')
})
