import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LogFields, Logger } from '../../../central/ports.ts'
import {
  type CentralClient,
  command,
  readSnapshot,
  sendCommand,
  startTestCentral,
  type TestCentral,
} from '../../support/central.ts'

const KNOWN = 'quokkas in the marmalade'

describe('a privileged contact', () => {
  let test: TestCentral
  let supervisor: CentralClient
  let officer: CentralClient
  let member: CentralClient
  let individual: CentralClient
  const logged: unknown[] = []
  const log = (event: string, fields?: LogFields): void => void logged.push([event, fields])
  const logger: Logger = { info: log, warn: log, error: log }
  beforeAll(async () => {
    test = await startTestCentral({ logger })
    supervisor = await test.staff('ode')
    officer = await test.staff('maddox')
    member = await test.member()
    individual = await test.individual()
  })
  afterAll(() => test.stop())

  const give = (client: CentralClient, kind: Parameters<typeof command>[0], id: string, basedOn: number, body = {}) =>
    sendCommand(client, test.fixture.facilityId, command(kind, id, basedOn, body))
  const evidence = { kind: 'attorney', number: 'CO-31337', office: 'Public Defender' }

  /** Everything that staff can be told, as text. */
  const toldToStaff = async () => {
    const { facilityId, contacts } = test.fixture
    const params = { facilityId }
    const found = await supervisor.call('searchMessages', { params, query: { text: 'marmalade' } })
    const all = await supervisor.call('searchMessages', { params, query: {} })
    const thread = await officer.call('staffThread', { params: { facilityId, contactId: contacts.approved } })
    const changes = await officer.call('changes', { params, query: { after: 1 } })
    const snapshot = await readSnapshot(test.url, officer.token ?? '', facilityId)
    const audit = await supervisor.call('listAudit', { params, query: {} })
    const rows = await test.central.database.query('SELECT data FROM changes')
    return { found: found.messages, text: JSON.stringify([all, thread, changes, snapshot, audit, rows, logged]) }
  }

  it('is withheld with all that was screened before, from feed, snapshot, archive, trail and logs; the two go on reading', async () => {
    const { contacts } = test.fixture
    const flagged = await test.send(member, contacts.approved, `The blade of ${KNOWN}`)
    const plain = await test.send(member, contacts.approved, `Just ${KNOWN}`)
    const before = await toldToStaff()
    expect(before.found).toHaveLength(2)
    expect(before.text).toContain(KNOWN)
    expect(before.text).toContain('"term":"blade"')

    expect(await give(officer, 'contact.mark_privileged', contacts.approved, 1, evidence)).toMatchObject({
      code: 'forbidden',
    })
    expect(await give(supervisor, 'contact.mark_privileged', contacts.approved, 1, evidence)).toMatchObject({
      outcome: 'applied',
      version: 2,
    })
    await test.send(member, contacts.approved, `After: the blade and ${KNOWN}`)
    await test.send(individual, contacts.approved, `Answer: rope and ${KNOWN}`)
    const after = await toldToStaff()
    expect(after.found).toEqual([])
    expect(after.text).not.toContain(KNOWN)
    expect(after.text).not.toContain('"term":"blade"')
    expect(after.text).toContain('CO-31337')

    // What waited for a decision can still be decided; what comes now is not screened.
    expect(await give(officer, 'message.approve', flagged.id, 1)).toMatchObject({ outcome: 'applied' })
    const params = { contactId: contacts.approved }
    expect((await member.call('thread', { params })).messages.map((each) => [each.label, each.text])).toEqual([
      ['Delivered', null],
      ['Delivered', `After: the blade and ${KNOWN}`],
      ['Delivered', `Just ${KNOWN}`],
      ['Delivered', `The blade of ${KNOWN}`],
    ])
    const opened = await individual.call('openMessage', { params: { messageId: plain.id } })
    expect(opened.text).toBe(`Just ${KNOWN}`)
  })

  it('is reviewed every year and unmarked with its evidence kept; what was withheld stays so', async () => {
    const { contacts, facilityId } = test.fixture
    const stale = await give(supervisor, 'contact.mark_privileged', contacts.approved, 1, evidence)
    expect(stale).toMatchObject({ code: 'outdated' })
    expect(await give(supervisor, 'contact.mark_privileged', contacts.approved, 2, evidence)).toMatchObject({
      code: 'contact_wrong_state',
    })
    const moved = { ...evidence, office: 'Holt and Calder' }
    expect(await give(supervisor, 'contact.review_privileged', contacts.approved, 2, moved)).toMatchObject({
      outcome: 'applied',
    })
    expect(
      await give(supervisor, 'contact.unmark_privileged', contacts.approved, 3, { note: 'Resigned' }),
    ).toMatchObject({ outcome: 'applied', version: 4 })
    const later = await test.send(member, contacts.approved, 'A blade that may be read')
    const { text } = await toldToStaff()
    expect(text).not.toContain(KNOWN)
    expect(text).toContain('A blade that may be read')
    expect((await member.call('thread', { params: { contactId: contacts.approved } })).messages[0]).toMatchObject({
      id: later.id,
      label: 'Pending Review',
    })
    const lines = await readSnapshot(test.url, officer.token ?? '', facilityId)
    const line = lines.find((each) => each.type === 'record' && each.id === contacts.approved)
    expect(line).toMatchObject({
      data: {
        privileged: false,
        privilege: {
          number: 'CO-31337',
          office: 'Holt and Calder',
          endNote: 'Resigned',
          endedBy: test.fixture.staff.ode.id,
        },
      },
    })
    expect(await give(supervisor, 'contact.unmark_privileged', v7(), 1, { note: 'x' })).toMatchObject({
      code: 'not_found',
    })
    expect(await test.central.firstBrokenAuditEntry(facilityId)).toBeNull()
  })
})
