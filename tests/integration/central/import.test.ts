import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from '../../../central/access/passwords.ts'
import { newId } from '../../../central/ports.ts'
import { type CentralClient, startTestCentral, type TestCentral } from '../../support/central.ts'

const LINES = 5_000
const HEADING = 'member_number,booking_number,relationship'

describe('the import of a list of approved contacts', () => {
  let test: TestCentral
  let supervisor: CentralClient
  beforeAll(async () => {
    test = await startTestCentral()
    supervisor = await test.staff('ode')
    const clock = () => new Date()
    const { database } = test.central
    const hash = await hashPassword('x')
    await database.query(
      `INSERT INTO members (id, name, member_number, password_hash)
       SELECT id, 'Member ' || n, 'L-' || n, $2 FROM unnest($1::uuid[]) WITH ORDINALITY AS made (id, n)`,
      [Array.from({ length: 100 }, () => newId(clock)), hash],
    )
    await database.query(
      `INSERT INTO individuals (id, facility_id, name, booking_number, housing_unit, pin_hash)
       SELECT id, $2, 'Individual ' || n, 'K-' || n, 'A', $3 FROM unnest($1::uuid[]) WITH ORDINALITY AS made (id, n)`,
      [Array.from({ length: 50 }, () => newId(clock)), test.fixture.facilityId, hash],
    )
  })
  afterAll(() => test.stop())

  const params = () => ({ facilityId: test.fixture.facilityId })
  const run = (csv: string, digest?: string, client = supervisor) =>
    client.call('importContacts', { params: params(), body: { csv, ...(digest === undefined ? {} : { digest }) } })
  const goodLines = Array.from({ length: LINES }, (_, n) => `L-${(n % 100) + 1},K-${Math.floor(n / 100) + 1},cousin`)
  const listOf = (lines: readonly string[]) => [HEADING, ...lines].join('\r\n')
  const contacts = async () => {
    const rows = await test.central.database.query<{ state: string; many: number }>(
      'SELECT state, count(*) AS many FROM contacts GROUP BY state ORDER BY state',
    )
    return Object.fromEntries(rows.map((row) => [row.state, row.many]))
  }
  const head = async () => (await supervisor.call('changes', { params: params(), query: { after: 1 } })).head

  it('names exactly the 50 bad ones of 5,000 lines, changes nothing while there is one, and nothing when repeated', async () => {
    const bad = new Map<number, string>()
    const lines = goodLines.map((line, n) => {
      if (n % 100 !== 37) return line
      const kinds = [
        [`L-9${n},K-1,cousin`, 'member_unknown'],
        [`L-1,K-9${n},cousin`, 'individual_unknown'],
        ['L-1;K-1', 'columns'],
        ['L-1,K-1,', 'relationship'],
        [goodLines[n - 1] ?? '', 'duplicate_line'],
      ] as const
      const [text, problem] = kinds[Math.floor(n / 100) % kinds.length] ?? kinds[0]
      bad.set(n + 2, problem)
      return text
    })
    expect(bad.size).toBe(50)
    const before = [await contacts(), await head()]
    const dry = await run(listOf(lines))
    expect(new Map(dry.bad.map((each) => [each.line, each.problem]))).toEqual(bad)
    expect(dry).toMatchObject({ applied: false, lines: LINES, created: LINES - 50, approved: 0, unchanged: 0 })
    const body = { csv: listOf(lines), digest: dry.digest }
    expect(await supervisor.refusal('importContacts', { params: params(), body })).toBe('import_has_bad_lines')
    expect([await contacts(), await head()]).toEqual(before)

    const good = lines.filter((_, n) => !bad.has(n + 2))
    const list = listOf(good)
    const looked = await run(list)
    expect(looked.changes).toHaveLength(200)
    const other = { csv: listOf(good.slice(1)), digest: looked.digest }
    expect(await supervisor.refusal('importContacts', { params: params(), body: other })).toBe('import_changed')
    const officer = await test.staff('maddox')
    const byOfficer = { params: params(), body: { csv: list, digest: looked.digest } }
    expect(await officer.refusal('importContacts', byOfficer)).toBe('bulk_limit')
    expect([await contacts(), await head()]).toEqual(before)

    expect(await run(list, looked.digest)).toMatchObject({ applied: true, created: LINES - 50 })
    const after = [await contacts(), await head()]
    expect(after[0]).toMatchObject({ approved: 3 + LINES - 50 })
    const repeated = await run(list)
    expect(repeated).toMatchObject({ created: 0, approved: 0, unchanged: LINES - 50, bad: [] })
    expect(await run(list, repeated.digest)).toMatchObject({ created: 0, unchanged: LINES - 50 })
    expect([await contacts(), await head()]).toEqual(after)
    expect(await test.central.firstBrokenAuditEntry(test.fixture.facilityId)).toBeNull()
  }, 60_000)

  it('approves what is pending, leaves what was denied to whoever reopens it, and refuses a list without its heading', async () => {
    const { member, poorMember, poorIndividual, individual, contacts: known } = test.fixture
    await test.central.database.query(`UPDATE contacts SET state = 'denied' WHERE id = $1`, [known.poor])
    const lines = [
      `"${poorMember.memberNumber}";"${poorIndividual.bookingNumber}";"uncle; by marriage"`,
      '',
      `${member.memberNumber};${poorIndividual.bookingNumber};aunt`,
      `${member.memberNumber};${individual.bookingNumber};aunt`,
    ]
    const csv = `\uFEFF${['Member_Number;Booking_Number;Relationship', ...lines].join('\n')}\n`
    const report = await run(csv)
    expect(report).toMatchObject({
      lines: 3,
      approved: 1,
      unchanged: 1,
      bad: [{ line: 4, problem: 'decided_against' }],
    })
    const fixed = csv.replace(/^.*;aunt$/m, '')
    const dry = await run(fixed)
    expect(dry.bad).toEqual([])
    expect(await run(fixed, dry.digest)).toMatchObject({ applied: true, approved: 1 })
    const notices = await (await test.member(poorMember.memberNumber)).call('myNotifications')
    expect(notices.notifications[0]).toMatchObject({ kind: 'contact_approved', contactId: known.pending })
    const without = { params: params(), body: { csv: 'a,b,c\n1,2,3' } }
    expect(await supervisor.refusal('importContacts', without)).toBe('invalid_input')
    expect(await (await test.staff('quill')).refusal('importContacts', without)).toBe('forbidden')
  })
})
