import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CentralClient, clientFor, PASSWORD, startTestCentral, type TestCentral } from '../../support/central.ts'
import { openLive } from '../../support/central-live.ts'

describe('enrolment of workstations', () => {
  let now = Date.now()
  let test: TestCentral
  let admin: CentralClient
  let params: { facilityId: string }

  beforeAll(async () => {
    test = await startTestCentral({ clock: () => new Date(now) })
    admin = await test.staff('admin')
    params = { facilityId: test.fixture.facilityId }
  })
  afterAll(() => test.stop())

  const newCode = async (name = 'Desk 1', validMinutes = 10) =>
    (await admin.call('createEnrolmentCode', { params, body: { name, validMinutes } })).code
  const enrol = async () => test.anyone.call('enrolWorkstation', { body: { code: await newCode() } })
  const signInAt = (workstation: string) => ({
    body: { username: test.fixture.staff.maddox.username, password: PASSWORD, workstation },
  })
  const requireWorkstations = async (workstationRequired: boolean) => {
    const { version } = await admin.call('facilitySettings', { params })
    await admin.call('changeFacility', { params, body: { basedOn: version, change: { workstationRequired } } })
  }

  it('exchanges a code once for a credential, however it is typed', async () => {
    const code = await newCode('Review desk')
    expect(code).toMatch(/^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/)
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    const enrolled = await test.anyone.call('enrolWorkstation', { body: { code: typed } })
    expect(enrolled).toMatchObject({ facilityId: params.facilityId, name: 'Review desk' })
    expect(await test.anyone.refusal('enrolWorkstation', { body: { code } })).toBe('enrolment_code_invalid')
    const { workstations } = await admin.call('listWorkstations', { params })
    expect(workstations).toMatchObject([{ id: enrolled.workstationId, lastSignInAt: null, revokedAt: null }])
  })

  it('gives a credential to one of two that use the code at once, and to nobody after its time', async () => {
    const code = await newCode()
    const both = await Promise.allSettled([1, 2].map(() => test.anyone.call('enrolWorkstation', { body: { code } })))
    expect(both.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    const late = await newCode('Late', 5)
    now += 5 * 60_000
    expect(await test.anyone.refusal('enrolWorkstation', { body: { code: late } })).toBe('enrolment_code_invalid')
  })

  it('refuses a revoked workstation by its own code and ends its live connection', async () => {
    const { credential, workstationId } = await enrol()
    const session = await test.anyone.call('signIn', signInAt(credential))
    const client = clientFor(test.url, session.accessToken)
    const live = await openLive(test.url, session.accessToken, params.facilityId)
    const elsewhere = await test.staff('maddox')
    await admin.call('revokeWorkstation', { params: { ...params, workstationId } })
    await live.ended
    expect(await client.refusal('changes', { params, query: { after: 1 } })).toBe('workstation_revoked')
    expect(await test.anyone.refusal('refreshSession', { body: { refreshToken: session.refreshToken } })).toBe(
      'workstation_revoked',
    )
    expect(await test.anyone.refusal('signIn', signInAt(credential))).toBe('workstation_revoked')
    await elsewhere.call('changes', { params, query: { after: 1 } })
    const { entries } = await admin.call('listAudit', { params, query: { action: 'workstation.revoke' } })
    expect(entries).toMatchObject([{ subjectId: workstationId }])
  })

  it('ends the live connection of a user whose account is deactivated', async () => {
    const body = { username: 'short.stay', name: 'Short Stay', role: 'officer' as const, password: PASSWORD }
    const account = await admin.call('createStaff', { params, body })
    const session = await test.anyone.call('signIn', { body: { username: body.username, password: PASSWORD } })
    const live = await openLive(test.url, session.accessToken, params.facilityId)
    await admin.call('changeStaff', {
      params: { ...params, staffId: account.id },
      body: { basedOn: account.version, active: false },
    })
    await live.ended
  })

  it('lets staff sign in at enrolled workstations only, where the facility says so', async () => {
    const before = await test.anyone.call('signIn', {
      body: { username: test.fixture.staff.lane.username, password: PASSWORD },
    })
    await requireWorkstations(true)
    const without = { username: test.fixture.staff.maddox.username, password: PASSWORD }
    expect(await test.anyone.refusal('signIn', { body: without })).toBe('workstation_required')
    expect(await test.anyone.refusal('refreshSession', { body: { refreshToken: before.refreshToken } })).toBe(
      'workstation_required',
    )
    expect(await test.anyone.refusal('signIn', signInAt('x'.repeat(43)))).toBe('workstation_unknown')
    await test.staff('admin')
    const { credential } = await enrol()
    await test.anyone.call('signIn', signInAt(credential))
    await requireWorkstations(false)
    await test.anyone.call('signIn', { body: without })
  })

  it('says of a wrong password first, so that a stolen credential tells nothing', async () => {
    const { credential } = await enrol()
    const wrong = { ...signInAt(credential).body, password: 'not the password' }
    expect(await test.anyone.refusal('signIn', { body: wrong })).toBe('wrong_credentials')
  })
})
