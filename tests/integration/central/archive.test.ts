import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CentralClient, command, sendCommands, startTestCentral, type TestCentral } from '../../support/central.ts'

describe('the archive of messages', () => {
  let test: TestCentral
  let investigator: CentralClient
  let params: { facilityId: string }

  beforeAll(async () => {
    test = await startTestCentral()
    investigator = await test.staff('quill')
    params = { facilityId: test.fixture.facilityId }
    const member = await test.member()
    for (let n = 1; n <= 7; n++)
      await test.send(member, test.fixture.contacts.approved, `Letter ${n} about the 100% plan`)
    await test.send(member, test.fixture.contacts.poor, 'Bring the blade')
  })
  afterAll(() => test.stop())

  const acts = async (action: string) =>
    (await investigator.call('listAudit', { params, query: { action, limit: 1 } })).entries

  it('gives every message once, newest first, over its pages', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await investigator.call('searchMessages', {
        params,
        query: { limit: 3, ...(cursor === undefined ? {} : { cursor }) },
      })
      seen.push(...page.messages.map((message) => message.id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    const rows = await test.central.database.query<{ id: string }>(
      'SELECT id FROM messages ORDER BY sent_at DESC, id DESC',
    )
    expect(seen).toEqual(rows.map((row) => row.id))
  })

  it('filters by people, state, direction, time and text, which stands for itself', async () => {
    const many = async (query: object) => (await investigator.call('searchMessages', { params, query })).messages.length
    expect(await many({ individualId: test.fixture.poorIndividual.id })).toBe(1)
    expect(await many({ state: 'pending_review' })).toBe(1)
    expect(await many({ direction: 'outbound' })).toBe(0)
    expect(await many({ text: 'LETTER 3' })).toBe(1)
    expect(await many({ text: '100%' })).toBe(7)
    expect(await many({ text: 'plan  LETTER 100%' })).toBe(7)
    expect(await many({ text: 'plan blade' })).toBe(0)
    expect(await many({ category: 'contraband' })).toBe(1)
    expect(await many({ category: 'gang' })).toBe(0)
    expect(await many({ closedForDays: 1 })).toBe(0)
    expect(await many({ escalated: false })).toBe(8)
    expect(await many({ escalated: true })).toBe(0)
    expect(await many({ text: '1_0%' })).toBe(0)
    expect(await many({ sentUntil: new Date(Date.now() - 3_600_000).toISOString() })).toBe(0)
    expect(await investigator.refusal('searchMessages', { params, query: { cursor: 'bm90IGEgcGxhY2U' } })).toBe(
      'invalid_input',
    )
  })

  it('gives one message with its history and its thread, written into the trail', async () => {
    const query = { individualId: test.fixture.poorIndividual.id }
    const [found] = (await investigator.call('searchMessages', { params, query })).messages
    const messageId = found?.id ?? ''
    const officer = await test.staff('maddox')
    await sendCommands(
      officer,
      params.facilityId,
      command('message.note', messageId, 1, { text: 'Ask the sergeant' }),
      command('message.reject', messageId, 1, { reasonId: test.fixture.reasons.threat, note: 'Plain enough' }),
    )
    const answer = await investigator.call('staffMessage', { params: { ...params, messageId } })
    expect(answer).toMatchObject({
      message: { id: messageId, state: 'rejected', text: 'Bring the blade' },
      version: 2,
      decisions: [{ kind: 'reject', staffId: test.fixture.staff.maddox.id, note: 'Plain enough' }],
      notes: [{ text: 'Ask the sergeant' }],
      thread: [{ id: messageId }],
      threadTotal: 1,
    })
    expect(await acts('messages.read_archived')).toMatchObject([{ subjectId: messageId }])
    expect(await officer.refusal('staffMessage', { params: { ...params, messageId } })).toBe('forbidden')
    expect(await investigator.refusal('staffMessage', { params: { ...params, messageId: v7() } })).toBe('not_found')
  })

  it('writes every search and every reading of a thread into the trail, without what was looked for', async () => {
    await investigator.call('searchMessages', { params, query: { text: 'a very particular phrase' } })
    const [search] = await acts('messages.search')
    expect(search).toMatchObject({ actorId: test.fixture.staff.quill.id, details: { filters: ['text'], shown: 0 } })
    expect(JSON.stringify(search)).not.toContain('particular')
    const officer = await test.staff('maddox')
    const contactId = test.fixture.contacts.approved
    const thread = await officer.call('staffThread', { params: { ...params, contactId }, query: { limit: 2 } })
    expect(thread.messages).toHaveLength(2)
    const [reading] = await acts('messages.read_thread')
    expect(reading).toMatchObject({
      actorId: test.fixture.staff.maddox.id,
      subjectId: contactId,
      details: { shown: 2 },
    })
  })

  it('is not for officers to search, nor for administrators to read', async () => {
    const officer = await test.staff('maddox')
    const admin = await test.staff('admin')
    const ofThread = { ...params, contactId: test.fixture.contacts.approved }
    expect(await officer.refusal('searchMessages', { params })).toBe('forbidden')
    expect(await admin.refusal('searchMessages', { params })).toBe('forbidden')
    expect(await admin.refusal('staffThread', { params: ofThread })).toBe('forbidden')
    const unknown = { ...params, contactId: test.fixture.member.id }
    expect(await officer.refusal('staffThread', { params: unknown })).toBe('not_found')
  })

  it('neither shows nor finds the text of a privileged contact', async () => {
    const { database } = test.central
    await database.query('UPDATE contacts SET privileged = true WHERE id = $1', [test.fixture.contacts.approved])
    expect((await investigator.call('searchMessages', { params, query: { text: 'Letter' } })).messages).toEqual([])
    const { messages } = await investigator.call('searchMessages', {
      params,
      query: { contactId: test.fixture.contacts.approved },
    })
    expect(messages.map((message) => message.text)).toEqual(Array(7).fill(null))
    await database.query('UPDATE contacts SET privileged = false WHERE id = $1', [test.fixture.contacts.approved])
  })

  it('writes what was opened on a workstation into the trail, once however often it is told', async () => {
    const officer = await test.staff('maddox')
    const [message] = (await investigator.call('searchMessages', { params, query: { limit: 1 } })).messages
    const at = new Date().toISOString()
    const read = { id: v7(), messageId: message?.id ?? '', at }
    const tell = async (...reads: object[]) =>
      (await officer.call('reportReads', { params, body: { reads: reads as [typeof read] } })).recorded
    expect(await tell(read, read)).toBe(1)
    expect(await tell(read)).toBe(0)
    expect(await tell({ ...read, id: v7(), messageId: v7() })).toBe(0)
    const opened = async () => await investigator.call('listAudit', { params, query: { action: 'messages.open' } })
    expect((await opened()).entries).toMatchObject([
      { actorId: test.fixture.staff.maddox.id, subjectId: message?.id, details: { openedAt: at } },
    ])
    expect((await investigator.call('verifyAudit', { params })).holds).toBe(true)
    const administrator = await test.staff('admin')
    expect(await administrator.refusal('reportReads', { params, body: { reads: [read] } })).toBe('forbidden')
  })
})
