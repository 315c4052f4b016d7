import { afterEach, describe, expect, it } from 'vitest'
import { newId } from '../../../central/ports.ts'
import { command, sendCommand, type TestCentral } from '../../support/central.ts'
import { createScene, decideOn, eventually, synced } from './support.ts'

const scene = createScene()
afterEach(() => scene.close())

/** Adds members with a contact each to one individual; a name for each, and what else is known of them. */
async function addMembers(
  central: TestCentral,
  people: readonly { name: string; number: string; email?: string; address?: string; phone?: string }[],
): Promise<string[]> {
  const { database } = central.central
  const { facilityId, individual } = central.fixture
  const ids = people.map(() => newId(() => new Date()))
  for (const [n, person] of people.entries()) {
    await database.query(
      `INSERT INTO members (id, name, member_number, email, city, address, phone, password_hash)
       VALUES ($1, $2, $3, $4, 'Denver', $5, $6, 'x')`,
      [ids[n], person.name, person.number, person.email ?? '', person.address ?? '', person.phone ?? ''],
    )
    await database.query(
      `INSERT INTO contacts (id, facility_id, member_id, individual_id, relationship, state, requested_at)
       VALUES ($1, $2, $3, $4, 'friend', 'pending', now())`,
      [newId(() => new Date()), facilityId, ids[n], individual.id],
    )
  }
  return ids
}

async function desked(central: TestCentral, name: 'maddox' | 'ode', centralUrl = central.url) {
  const desk = await scene.workstation({ centralUrl })
  await desk.signIn(central, name)
  await desk.until(synced)
  return desk
}

describe('People', () => {
  it('are found by names in any order, with accents and misspellings forgiven, and by their numbers', async () => {
    const central = await scene.central()
    await addMembers(central, [
      { name: 'María de los Ángeles Fernández-Villavicencio', number: 'M-70001' },
      { name: 'Dana Whitfield', number: 'M-70002' },
      { name: 'Dan Whitlock', number: 'M-70003' },
      { name: "Sean O'Neill", number: 'M-70004' },
      { name: 'Bjørn Ødegård', number: 'M-70005' },
      ...Array.from({ length: 60 }, (_, n) => ({ name: `Robert Johnson${n % 7}`, number: `M-8${1000 + n}` })),
    ])
    const desk = await desked(central, 'maddox')
    const find = async (text: string, kind?: 'member' | 'individual') => {
      const { hits } = await desk.console.call('people.find', kind === undefined ? { text } : { text, kind })
      return hits.map((hit) => hit.name)
    }
    expect((await find('dana whitfield'))[0]).toBe('Dana Whitfield')
    expect((await find('Whitfield, Dana'))[0]).toBe('Dana Whitfield')
    expect((await find('whitfeild dana'))[0]).toBe('Dana Whitfield')
    expect((await find('dnaa whitfld'))[0]).toBe('Dana Whitfield')
    expect(await find('whit')).toEqual(expect.arrayContaining(['Dana Whitfield', 'Dan Whitlock']))
    expect((await find('fernandes maria'))[0]).toMatch(/^María/)
    expect((await find('vilavicencio'))[0]).toMatch(/^María/)
    expect(await find('ONeill')).toEqual(["Sean O'Neill"])
    expect(await find('odegard')).toEqual(['Bjørn Ødegård'])
    expect(await find('M-70002')).toEqual(['Dana Whitfield'])
    expect((await find('70002'))[0]).toBe('Dana Whitfield')
    expect(await find(central.fixture.individual.bookingNumber)).toContain('Ira Vance')
    expect(await find('vance', 'individual')).toEqual(['Ira Vance'])
    expect(await find('vance', 'member')).toEqual(['June Vance'])
    expect(await find('zzyzx')).toEqual([])
    expect(await find('"; DROP TABLE person; --')).toEqual([])
    expect((await find('robert johnson')).length).toBe(30)

    // A new name and a new person come by the feed.
    const admin = await central.staff('admin')
    const { facilityId, individual } = central.fixture
    await central.central.database.query(`UPDATE individuals SET name = 'Ignatius Vanse' WHERE id = $1`, [
      individual.id,
    ])
    const params = { facilityId, individualId: individual.id }
    await admin.call('changeIndividual', { params, body: { housingUnit: 'B' } })
    await eventually(
      () => find('ignatius'),
      (names) => names.length === 1,
    )
    expect(await find('ira vance', 'individual')).toEqual([])

    const first = await desk.console.call('people.list', { kind: 'member' })
    expect([first.rows.length, first.total, first.next]).toEqual([67, 67, null])
    const inUnit = await desk.console.call('people.list', { kind: 'individual', housingUnit: 'B' })
    expect(inUnit.rows.map((row) => row.name)).toEqual(['Ignatius Vanse', 'Noel Pike'])
  })

  it('have a profile with contacts, decisions, restrictions, notes and a timeline, and balances from central alone', async () => {
    const central = await scene.central()
    const { contacts, individual, poorIndividual, poorMember, member: june, reasons, facilityId } = central.fixture
    const member = await central.member()
    const sent: string[] = []
    for (let n = 0; n < 4; n++) sent.push((await central.send(member, contacts.approved, `Blade ${n}`)).id)
    await central.send(await central.individual(), contacts.approved, 'An answer')
    const proxy = await scene.proxy(central)
    const desk = await desked(central, 'ode', proxy.url)
    await decideOn(desk, 'approve', sent[0] ?? '')
    await decideOn(desk, 'reject', sent[1] ?? '', reasons.threat)
    const target = { scope: 'pair' as const, individualId: individual.id, memberId: june.id }
    const restriction = {
      kind: 'restriction' as const,
      target,
      from: null,
      until: null,
      reason: 'Ordered',
      publicWording: '',
    }
    await desk.console.call('restrictions.impose', restriction)
    const person = { kind: 'individual' as const, id: individual.id }
    await desk.console.call('people.note', { ...person, text: 'Asked for a quieter unit' })
    await desk.until(synced)

    const profile = await desk.console.call('people.profile', person)
    expect(profile).toMatchObject({
      row: { name: 'Ira Vance', housingUnit: 'A', status: 'active', suspended: false },
      individual: { bookingNumber: individual.bookingNumber },
      member: null,
      contacts: [
        { contactId: contacts.approved, other: { name: 'June Vance' }, inbound: 4, outbound: 1, pending: 2 },
        { contactId: contacts.ofPoorMember, other: { id: poorMember.id }, inbound: 0, outbound: 0, pending: 0 },
      ],
      restrictions: [{ status: 'in_force', target, log: [{ what: 'imposed', by: 'Ode' }] }],
      suspension: null,
      decided: { approved: 1, held: 0, rejected: 1 },
      decisions: [{ kind: 'reject', by: 'Ode', other: { name: 'June Vance' } }, { kind: 'approve' }],
      notes: [{ text: 'Asked for a quieter unit', by: 'Ode', waiting: false }],
    })
    const { entries, next } = await desk.console.call('people.timeline', person)
    expect(next).toBeNull()
    const kinds = entries.map((entry) => entry.what.kind)
    expect(kinds.filter((kind) => kind === 'message')).toHaveLength(5)
    expect(kinds.filter((kind) => kind === 'decision')).toHaveLength(2)
    expect(kinds).toEqual(expect.arrayContaining(['note', 'restriction', 'contact_requested', 'contact_decided']))
    expect(entries.map((entry) => entry.at)).toEqual(
      entries
        .map((entry) => entry.at)
        .toSorted()
        .reverse(),
    )
    const ofMember = await desk.console.call('people.profile', { kind: 'member', id: june.id })
    expect(ofMember).toMatchObject({ row: { city: 'Denver' }, member: { name: 'June Vance' }, individual: null })
    const graph = await desk.console.call('people.graph', person)
    expect(graph.nodes.map((node) => [node.id, node.distance])).toEqual([
      [individual.id, 0],
      [june.id, 1],
      [poorMember.id, 1],
      [poorIndividual.id, 2],
    ])
    expect(graph.edges.find((edge) => edge.contactId === contacts.approved)).toMatchObject({ inbound: 4, outbound: 1 })
    expect(graph.more).toBe(false)

    expect(await desk.console.call('people.balances', person)).toMatchObject({ service: 450, prepaid: 0, pinDebit: 0 })
    const ofJune = await desk.console.call('people.balances', { kind: 'member', id: june.id })
    expect(ofJune).toMatchObject({ service: 1_000 - 4 * 50 + 50, prepaid: 700, pinDebit: 0 })

    proxy.cut()
    await desk.until((state) => state.connection === 'offline')
    await expect(desk.console.call('people.balances', person)).rejects.toMatchObject({ code: 'unavailable' })
    await desk.console.call('people.note', { ...person, text: 'Said while the line was down' })
    const offline = (await desk.console.call('people.profile', person)).notes
    expect(offline.map((note) => [note.text, note.waiting])).toEqual([
      ['Said while the line was down', true],
      ['Asked for a quieter unit', false],
    ])
    proxy.mend()
    await desk.console.call('sync.now', {})
    await desk.until(synced)
    expect((await desk.console.call('people.profile', person)).notes.map((note) => note.waiting)).toEqual([
      false,
      false,
    ])
    const audit = await (await central.staff('ode')).call('listAudit', {
      params: { facilityId },
      query: { action: 'person.note' },
    })
    expect(audit.entries).toHaveLength(2)
    expect(JSON.stringify(audit)).not.toContain('quieter')
  })

  it('have a timeline that comes in pages, each entry once and in order', async () => {
    const central = await scene.central()
    const { contacts, individual, poorIndividual } = central.fixture
    const member = await central.member()
    for (let n = 0; n < 20; n++) await central.send(member, contacts.approved, `Line ${n}`)
    const supervisor = await central.staff('ode')
    for (let n = 0; n < 95; n++) {
      const note = command('person.note', individual.id, 0, { kind: 'individual', text: `Note ${n}` })
      await sendCommand(supervisor, central.fixture.facilityId, note)
    }
    const desk = await desked(central, 'maddox')
    const pages: string[][] = []
    let cursor: string | null = null
    do {
      const page: { entries: { id: string; at: string }[]; next: string | null } = await desk.console.call(
        'people.timeline',
        { kind: 'individual', id: individual.id, ...(cursor === null ? {} : { cursor }) },
      )
      pages.push(page.entries.map((entry) => `${entry.at} ${entry.id}`))
      cursor = page.next
    } while (cursor !== null)
    const all = pages.flat()
    // 20 messages, 95 notes, two contacts asked for and decided.
    expect([pages.length, all.length, new Set(all).size]).toEqual([3, 119, 119])
    expect(all.map((each) => each.slice(0, 24))).toEqual(
      all
        .map((each) => each.slice(0, 24))
        .toSorted()
        .reverse(),
    )
    const other = await desk.console.call('people.timeline', { kind: 'individual', id: poorIndividual.id })
    expect(other.entries.some((entry) => entry.what.kind === 'note')).toBe(false)
  })
})

describe('A request for a contact', () => {
  it('shows likely duplicates with what is alike, and the watchlists of people on which the two stand', async () => {
    const central = await scene.central()
    const home = { address: '12 North Alder Street', phone: '+1 719 555 0123' }
    const [asker = ''] = await addMembers(central, [
      { name: 'Dana Whitfield', number: 'M-70001', email: 'dana@example.org', ...home },
      { name: 'Whitfield Dana', number: 'M-70002', email: 'other@example.org' },
      { name: 'D. W.', number: 'M-70003', email: 'Dana+2@example.org', address: '12 N. Alder St', phone: '7195550123' },
      { name: 'Somebody Else', number: 'M-70004', email: 'else@example.org', address: '13 North Alder Street' },
    ])
    const listId = newId(() => new Date())
    const [row] = await central.central.database.query<{ content: { watchlists: object[]; rules: object[] } }>(
      'SELECT content FROM rule_sets WHERE id = $1',
      [central.fixture.ruleSetId],
    )
    const content = row?.content ?? { watchlists: [], rules: [] }
    const people = [{ kind: 'member', id: asker, name: 'Dana Whitfield' }]
    content.watchlists.push({ id: listId, name: 'Gang members outside', category: 'gang', terms: [], people })
    await central.central.database.query('UPDATE rule_sets SET content = $2 WHERE id = $1', [
      central.fixture.ruleSetId,
      JSON.stringify(content),
    ])
    const desk = await desked(central, 'maddox')
    const { ids } = await desk.console.call('contacts.list', { state: 'pending', person: 'M-70001' })
    const item = await desk.console.call('contacts.item', { id: ids[0] ?? '' })
    expect(item.likelyDuplicates).toEqual([
      { id: expect.any(String), name: 'D. W.', number: 'M-70003', why: ['email', 'number', 'address'] },
      { id: expect.any(String), name: 'Whitfield Dana', number: 'M-70002', why: ['name'] },
    ])
    expect(item.watchlistHits).toEqual([
      { watchlistId: listId, watchlist: 'Gang members outside', category: 'gang', who: 'member' },
    ])
    expect(desk.faults.join()).not.toContain('@')
  })

  it('that was denied is reopened, offline too, and decided again; a list is imported through the console', async () => {
    const central = await scene.central()
    const { contacts, reasons, member, poorMember, poorIndividual, facilityId } = central.fixture
    const proxy = await scene.proxy(central)
    const desk = await desked(central, 'ode', proxy.url)
    const version = async () => (await desk.console.call('contacts.item', { id: contacts.pending })).row.version
    const decide = async (kind: 'deny' | 'reopen' | 'approve', reasonId?: string) => {
      const items = [{ id: contacts.pending, version: await version() }]
      return desk.console.call('contacts.decide', { kind, items, ...(reasonId === undefined ? {} : { reasonId }) })
    }
    expect((await decide('reopen')).refused).toEqual([{ id: contacts.pending, code: 'contact_wrong_state' }])
    await decide('deny', reasons.no_relation)
    await desk.until(synced)
    const asMember = await central.member(poorMember.memberNumber)
    const told = async () => (await asMember.call('myContacts')).contacts.find((each) => each.id === contacts.pending)
    expect(await told()).toMatchObject({ state: 'denied', reason: { en: 'Public: no_relation' } })

    proxy.cut()
    await decide('reopen')
    expect((await desk.console.call('contacts.item', { id: contacts.pending })).row).toMatchObject({
      state: 'pending',
      overlay: { kind: 'reopen' },
    })
    await desk.until((state) => state.connection === 'offline')
    const csv = `member_number,booking_number,relationship\n${member.memberNumber},X-1,aunt\n${poorMember.memberNumber},${poorIndividual.bookingNumber},uncle`
    await expect(desk.console.call('contacts.import', { csv })).rejects.toMatchObject({ code: 'unavailable' })
    proxy.mend()
    await desk.console.call('sync.now', {})
    await desk.until(synced)
    expect(await told()).toMatchObject({ state: 'pending', reason: null })

    const dry = await desk.console.call('contacts.import', { csv })
    expect(dry).toMatchObject({ applied: false, approved: 1, bad: [{ line: 2, problem: 'individual_unknown' }] })
    const refused = desk.console.call('contacts.import', { csv, digest: dry.digest })
    await expect(refused).rejects.toMatchObject({ code: 'import_has_bad_lines' })
    const good = csv.replace(/\n.*X-1.*/, '')
    const { digest } = await desk.console.call('contacts.import', { csv: good })
    expect(await desk.console.call('contacts.import', { csv: good, digest })).toMatchObject({
      applied: true,
      approved: 1,
    })
    await eventually(
      async () => (await desk.console.call('contacts.item', { id: contacts.pending })).row.state,
      (state) => state === 'approved',
    )
    expect(await told()).toMatchObject({ state: 'approved' })
    expect(await central.central.firstBrokenAuditEntry(facilityId)).toBeNull()
  })
})
