import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CentralClient, command, sendCommand, startTestCentral, type TestCentral } from '../../support/central.ts'

describe("a member's and an individual's own affairs", () => {
  let test: TestCentral
  let member: CentralClient
  let individual: CentralClient

  beforeAll(async () => {
    test = await startTestCentral()
    member = await test.member()
    individual = await test.individual()
  })
  afterAll(() => test.stop())

  const contactId = () => test.fixture.contacts.approved
  const idsIn = async (client: CentralClient, query: { limit?: number; before?: string } = {}) =>
    (await client.call('thread', { params: { contactId: contactId() }, query })).messages.map((each) => each.id)

  it("deletes one side's copy of a message, and nothing else", async () => {
    const { id } = await test.send(member, contactId(), 'Burn after reading')
    const params = { messageId: id }
    await member.call('deleteMessage', { params })
    await member.call('deleteMessage', { params })
    expect(await idsIn(member)).not.toContain(id)
    expect(await member.refusal('openMessage', { params })).toBe('not_found')
    expect(await idsIn(individual)).toContain(id)
    expect((await individual.call('openMessage', { params })).text).toBe('Burn after reading')
    const kept = await test.central.database.query<{ text: string }>('SELECT text FROM messages WHERE id = $1', [id])
    expect(kept.map((row) => row.text)).toEqual(['Burn after reading'])
    await individual.call('deleteMessage', { params })
    expect(await idsIn(individual)).not.toContain(id)
  })

  it('refuses to delete what is not the caller’s to see', async () => {
    const { id } = await test.send(member, contactId(), 'With a blade')
    const stranger = await test.member(test.fixture.poorMember.memberNumber)
    const params = { messageId: id }
    expect(await stranger.refusal('deleteMessage', { params })).toBe('not_found')
    // Not delivered yet: the recipient does not know of it.
    expect(await individual.refusal('deleteMessage', { params })).toBe('not_found')
    expect(await member.refusal('deleteMessage', { params: { messageId: v7() } })).toBe('not_found')
  })

  it('still gives the credits back when the deleted copy was of a message that is rejected afterwards', async () => {
    const before = (await member.call('myAccount')).balances.service
    const { id } = await test.send(member, contactId(), 'A blade again')
    await member.call('deleteMessage', { params: { messageId: id } })
    const reject = command('message.reject', id, 1, { reasonId: test.fixture.reasons.threat })
    expect(await sendCommand(await test.staff('maddox'), test.fixture.facilityId, reject)).toMatchObject({
      outcome: 'applied',
    })
    expect((await member.call('myAccount')).balances.service).toBe(before)
  })

  it('lists a thread page by page, newest first', async () => {
    const sent: string[] = []
    for (let n = 0; n < 5; n++) sent.unshift((await test.send(member, contactId(), `Page ${n}`)).id)
    const first = await idsIn(member, { limit: 2 })
    expect(first).toEqual(sent.slice(0, 2))
    expect(await idsIn(member, { limit: 3, before: first[1] ?? '' })).toEqual(sent.slice(2))
  })

  it('finds individuals by beginnings of their names or the whole booking number, and tells no more than that', async () => {
    const find = async (query: string) => (await member.call('findIndividuals', { query: { query } })).individuals
    const vance = {
      name: 'Ira Vance',
      bookingNumber: test.fixture.individual.bookingNumber,
      facility: 'Cedar Flats',
      messageable: true,
    }
    expect(await find('van ira')).toEqual([vance])
    expect(await find('VANCE')).toEqual([vance])
    expect(await find(test.fixture.individual.bookingNumber.toLowerCase())).toEqual([vance])
    expect(await find(test.fixture.individual.bookingNumber.slice(0, -1))).toEqual([])
    expect(await find('anc')).toEqual([])
    expect(await find("van' | !x:*")).toEqual([])
    const refused = (query: string) => member.refusal('findIndividuals', { query: { query } })
    for (const query of ['va', 'v %_ a', '   ']) expect(await refused(query)).toBe('invalid_input')
    expect(await individual.refusal('findIndividuals', { query: { query: 'vance' } })).toBe('forbidden')
  })

  it('does not find who was released, and says where messaging is not supported', async () => {
    const { database } = test.central
    const find = async () => (await member.call('findIndividuals', { query: { query: 'pike' } })).individuals
    await database.query('UPDATE facilities SET messaging_supported = false')
    expect(await find()).toMatchObject([{ name: 'Noel Pike', messageable: false }])
    await database.query('UPDATE facilities SET messaging_supported = true')
    await database.query(`UPDATE individuals SET status = 'released' WHERE name = 'Noel Pike'`)
    expect(await find()).toEqual([])
    await database.query(`UPDATE individuals SET status = 'active' WHERE name = 'Noel Pike'`)
  })

  it('limits how often one account may search', async () => {
    const other = await test.member(test.fixture.poorMember.memberNumber)
    for (let n = 0; n < 20; n++) await other.call('findIndividuals', { query: { query: 'vance' } })
    expect(await other.refusal('findIndividuals', { query: { query: 'vance' } })).toBe('rate_limited')
  })

  it('tells an individual without credits that collect on delivery is open to them', async () => {
    const poor = await test.individual(test.fixture.poorIndividual.bookingNumber)
    const params = { contactId: test.fixture.contacts.poor }
    expect(await poor.call('eligibility', { params })).toMatchObject({
      eligible: false,
      code: 'insufficient_credits',
      cod: true,
    })
    expect(await test.send(poor, params.contactId, 'Collect, please', { cod: true })).toMatchObject({ cod: true })
  })

  it('gives a ticket number for the form of customer care, which administrators list and work off', async () => {
    const form = { subject: 'Refund', text: 'I was charged.', contactAddress: 'june@example.org' }
    const { number } = await test.anyone.call('openTicket', { body: form })
    const about = { ...form, subject: 'About Ira', bookingNumber: test.fixture.individual.bookingNumber }
    const second = await test.anyone.call('openTicket', { body: about })
    expect([number, second.number]).toEqual([expect.stringMatching(/^SP-\d+$/), expect.stringMatching(/^SP-\d+$/)])
    expect(number).not.toBe(second.number)
    expect(await test.anyone.refusal('openTicket', { body: { ...form, text: ' ' } })).toBe('invalid_input')

    const admin = await test.staff('admin')
    const params = { facilityId: test.fixture.facilityId }
    const listed = await admin.call('careTickets', { params })
    expect(listed.tickets.map((ticket) => ticket.number)).toEqual([second.number, number])
    expect(listed.tickets[1]).toMatchObject({ ...form, state: 'open' })
    const changed = await admin.call('changeTicket', { params: { ...params, number }, body: { state: 'closed' } })
    expect(changed).toMatchObject({ number, state: 'closed' })
    const open = await admin.call('careTickets', { params, query: { state: 'open' } })
    expect(open.tickets.map((ticket) => ticket.number)).toEqual([second.number])
    const missing = { params: { ...params, number: 'SP-99999' }, body: { state: 'closed' as const } }
    expect(await admin.refusal('changeTicket', missing)).toBe('not_found')
    const officer = await test.staff('maddox')
    expect(await officer.refusal('careTickets', { params })).toBe('forbidden')
  })

  it('limits the tickets of one address', async () => {
    const body = { subject: 'Again', text: 'And again.', contactAddress: 'june@example.org' }
    const codes: string[] = []
    for (let n = 0; n < 20; n++) {
      codes.push(
        await test.anyone.call('openTicket', { body }).then(
          () => 'taken',
          () => 'refused',
        ),
      )
    }
    expect(codes.at(-1)).toBe('refused')
  })
})
