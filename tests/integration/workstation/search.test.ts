import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { createScene, decideOn, synced } from './support.ts'

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
