import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { command, sendCommand } from '../../support/central.ts'
import { createScene, decideOn, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

async function prepared(texts: readonly string[], name: 'maddox' | 'ode') {
  const central = await scene.central()
  const member = await central.member()
  const ids: string[] = []
  for (const text of texts) ids.push((await central.send(member, central.fixture.contacts.approved, text)).id)
  const desk = await scene.workstation({ centralUrl: central.url })
  await desk.signIn(central, name)
  await desk.until(synced)
  const find = async (text: string, more: object = {}) =>
    (await desk.console.call('search.messages', { text, ...more })).hits.map((hit) => hit.id)
  return { central, desk, ids, find }
}

describe('Searching what is kept here', () => {
  it('finds words, beginnings, names and numbers, and marks what was looked for', async () => {
    const texts = ['Blade one.\nA silver  kite flies.', 'Weather and kites.', 'Blade two, añil.']
    const { central, desk, ids, find } = await prepared(texts, 'ode')
    const [first = '', second = '', third = ''] = ids
    expect(await find('kite')).toEqual([second, first])
    expect(await find('ANIL')).toEqual([third])
    expect(await find('kite silv')).toEqual([first])
    expect(await find('June Van')).toEqual([third, second, first])
    expect(await find(central.fixture.individual.bookingNumber)).toEqual([third, second, first])
    expect(await find('nothing of the kind')).toEqual([])
    expect(await find('"; DROP TABLE message; --')).toEqual([])
    const [hit] = (await desk.console.call('search.messages', { text: 'silver kite' })).hits
    const marks = hit?.snippet?.marks.map(({ start, end }) => hit.snippet?.text.slice(start, end))
    expect(marks?.join(' ')).toBe('silver kite')
    expect(hit).toMatchObject({ from: { name: 'June Vance' }, housingUnit: 'A', state: 'pending_review' })
  })

  it('filters by state, direction, unit and date, and finds each once', async () => {
    const texts = Array.from({ length: 20 }, (_, n) => `Blade number ${n}.`)
    const { central, desk, ids, find } = await prepared(texts, 'ode')
    const [first = ''] = ids
    await decideOn(desk, 'hold', first, central.fixture.reasons.unclear)
    expect(await find('blade', { filter: { states: ['held'] } })).toEqual([first])
    expect(await find('blade', { filter: { direction: 'outbound' } })).toEqual([])
    expect(await find('blade', { filter: { housingUnits: ['B'] } })).toEqual([])
    expect(await find('blade', { filter: { sentUntil: new Date(Date.now() - 3_600_000).toISOString() } })).toEqual([])
    const contact = central.fixture.contacts.ofPoorMember
    const individual = await central.individual()
    for (let n = 0; n < 3; n++) await central.send(individual, contact, `Blade of the other ${n}.`)
    await desk.console.call('sync.now', {})
    const pages: string[] = []
    let cursor: string | null = null
    do {
      const page: { hits: { id: string }[]; next: string | null } = await desk.console.call('search.messages', {
        text: 'blade',
        ...(cursor === null ? {} : { cursor }),
      })
      pages.push(...page.hits.map((hit) => hit.id))
      cursor = page.next
    } while (cursor !== null)
    expect(pages).toHaveLength(23)
    expect(new Set(pages).size).toBe(23)
    expect(pages.at(-1)).toBe(first)
    await expect(desk.console.call('search.messages', { text: 'blade', cursor: v7() })).rejects.toThrow()
  })

  it('shows an officer what waits in a queue and nothing that is closed', async () => {
    const { desk, ids, find } = await prepared(['Blade and kite.', 'Plain kite.'], 'maddox')
    const answer = await desk.console.call('search.messages', { text: 'kite' })
    expect(answer).toMatchObject({ everything: false, next: null })
    expect(await find('kite')).toEqual([ids[0]])
  })
})

describe('Searching by people, queues and ids', () => {
  it('finds people’s messages in any order of their names and without accents', async () => {
    const { central, desk, ids, find } = await prepared(['Blade one.', 'Blade two.'], 'ode')
    await central.central.database.query(`UPDATE members SET name = 'José Ángel Núñez' WHERE id = $1`, [
      central.fixture.member.id,
    ])
    const fresh = await scene.workstation({ centralUrl: central.url })
    await fresh.signIn(central, 'ode')
    await fresh.until(synced)
    const [first = '', second = ''] = ids
    const there = async (text: string) =>
      (await fresh.console.call('search.messages', { text })).hits.map((hit) => hit.id)
    expect(await there('nunez jose')).toEqual([second, first])
    // One word of the one and one of the other.
    expect(await there('angel vance')).toEqual([second, first])
    expect(await there('angel pike')).toEqual([])
    expect(await there(central.fixture.member.memberNumber.replace('-', ''))).toEqual([second, first])
    expect(await find('vance june')).toEqual([second, first])
    await desk.stop()
  })

  it('finds one message by its id or the beginning of it', async () => {
    const { ids, find } = await prepared(['Blade one.', 'Blade two.'], 'ode')
    const [first = '', second = ''] = ids
    expect(await find(first)).toEqual([first])
    expect(await find(second.toUpperCase())).toEqual([second])
    expect(await find(first.replaceAll('-', '').slice(0, 30))).toEqual(expect.arrayContaining([first]))
    expect(await find(v7())).toEqual([])
  })

  it('filters by queue, category and person, and lists a person’s messages without a word', async () => {
    const { central, desk, ids, find } = await prepared(['Blade one.', 'A rope and a blade.', 'Blade three.'], 'ode')
    const [first = '', second = '', third = ''] = ids
    await decideOn(desk, 'escalate', third)
    await decideOn(desk, 'hold', first, central.fixture.reasons.unclear)
    expect(await find('blade', { filter: { queue: 'held' } })).toEqual([first])
    expect(await find('blade', { filter: { queue: 'escalated' } })).toEqual([third])
    expect(await find('blade', { filter: { categories: ['self_harm', 'gang'] } })).toEqual([second])
    const person = { kind: 'member' as const, id: central.fixture.member.id }
    expect(await find('', { filter: { person } })).toEqual([third, second, first])
    expect(await find('rope', { filter: { person } })).toEqual([second])
    const nobody = { kind: 'individual' as const, id: central.fixture.poorIndividual.id }
    expect(await find('', { filter: { person: nobody } })).toEqual([])
    expect(await find('blade', { filter: { person: nobody } })).toEqual([])
    await expect(find('')).rejects.toMatchObject({ code: 'invalid_input' })
    const { hits } = await desk.console.call('search.messages', { text: 'three' })
    expect(hits).toMatchObject([{ id: third, escalated: true }])
  })
})

describe('The archive beyond what is kept here', () => {
  async function withOld() {
    const central = await scene.central()
    const member = await central.member()
    const ids: string[] = []
    for (const text of ['Old kites fly north.', 'A blade in an old kite.', 'Kites of today.']) {
      ids.push((await central.send(member, central.fixture.contacts.approved, text)).id)
    }
    const [plain = '', flagged = '', today = ''] = ids
    const officer = await central.staff('lane')
    const { facilityId, reasons } = central.fixture
    await sendCommand(officer, facilityId, command('message.reject', flagged, 1, { reasonId: reasons.threat }))
    await sendCommand(officer, facilityId, command('message.note', flagged, 2, { text: 'Kept for the record' }))
    await central.central.database.query(
      `UPDATE messages SET sent_at = sent_at - interval '90 days', state_since = state_since - interval '90 days'
       WHERE id = ANY ($1)`,
      [[plain, flagged]],
    )
    return { central, plain, flagged, today }
  }

  it('is searched at central without what is here, opened for reading, and written into the trail', async () => {
    const { central, plain, flagged, today } = await withOld()
    const desk = await scene.workstation({ centralUrl: central.url })
    await desk.signIn(central, 'quill')
    await desk.until(synced)
    const here = await desk.console.call('search.messages', { text: 'kite' })
    expect(here.hits.map((hit) => hit.id)).toEqual([today])
    const beyond = await desk.console.call('search.archive', { text: 'kite' })
    expect(beyond.hits.map((hit) => hit.id)).toEqual([flagged, plain])
    expect(beyond.next).toBeNull()
    const [hit] = beyond.hits
    expect(hit).toMatchObject({ from: { name: 'June Vance' }, housingUnit: 'A', state: 'rejected', escalated: false })
    expect(hit?.snippet?.marks.map(({ start, end }) => hit.snippet?.text.slice(start, end))).toEqual(['kite'])
    const found = async (text: string, filter: object = {}) =>
      (await desk.console.call('search.archive', { text, filter })).hits.map((each) => each.id)
    expect(await found('kite', { categories: ['contraband', 'gang'] })).toEqual([flagged])
    expect(await found('kite', { states: ['delivered'] })).toEqual([plain])
    expect(await found('kite', { queue: 'held' })).toEqual([])
    expect(await found('kite', { housingUnits: ['B'] })).toEqual([])
    const person = { kind: 'member', id: central.fixture.member.id }
    expect(await found('', { person })).toEqual([flagged, plain])
    expect(await found(flagged)).toEqual([flagged])
    expect(await found(today)).toEqual([])
    expect(await found(v7())).toEqual([])

    const item = await desk.console.call('review.item', { id: flagged })
    expect(item).toMatchObject({
      archived: true,
      row: { state: 'rejected', decided: { kind: 'reject', by: 'Lane' }, flags: [{ category: 'contraband' }] },
      message: { text: 'A blade in an old kite.' },
      decisions: [{ kind: 'reject', by: 'Lane', reasonId: central.fixture.reasons.threat }],
      notes: [{ by: 'Lane', text: 'Kept for the record' }],
      threadTotal: 3,
    })
    expect((await desk.console.call('search.messages', { text: 'kite' })).hits).toHaveLength(1)
    await desk.console.call('review.note', { id: flagged, text: 'Read again' })
    await eventually(
      async () => (await desk.console.call('review.item', { id: flagged })).notes[0]?.text,
      (text) => text === 'Read again',
    )
    const investigator = await central.staff('quill')
    const params = { facilityId: central.fixture.facilityId }
    const { entries } = await investigator.call('listAudit', { params, query: { action: 'messages.read_archived' } })
    expect(entries.map((each) => each.subjectId)).toContain(flagged)
    // What was asked for ahead of being shown is not read, and not told as read.
    await expect(desk.console.call('review.item', { id: plain, ahead: true })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is not for officers, and says so while there is no line', async () => {
    const { central, flagged } = await withOld()
    const proxy = await scene.proxy(central)
    const desk = await scene.workstation({ centralUrl: proxy.url })
    await desk.signIn(central, 'maddox')
    await desk.until(synced)
    await expect(desk.console.call('search.archive', { text: 'kite' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(desk.console.call('review.item', { id: flagged })).rejects.toMatchObject({ code: 'not_found' })
    await desk.signIn(central, 'ode')
    await desk.until(synced)
    proxy.cut()
    await desk.console.call('sync.now', {})
    await desk.until((state) => state.connection === 'offline')
    await expect(desk.console.call('search.archive', { text: 'kite' })).rejects.toMatchObject({ code: 'unavailable' })
    await expect(desk.console.call('review.item', { id: flagged })).rejects.toMatchObject({ code: 'unavailable' })
    expect((await desk.console.call('search.messages', { text: 'kite' })).hits).toHaveLength(1)
  })
})
