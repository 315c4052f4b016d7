import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CentralClient, clientFor, PASSWORD, startTestCentral, type TestCentral } from '../../support/central.ts'

describe('administration of a facility', () => {
  let test: TestCentral
  let admin: CentralClient
  let officer: CentralClient
  let params: { facilityId: string }

  beforeAll(async () => {
    test = await startTestCentral()
    admin = await test.staff('admin')
    officer = await test.staff('maddox')
    params = { facilityId: test.fixture.facilityId }
  })
  afterAll(() => test.stop())

  const settings = () => admin.call('facilitySettings', { params })
  const latest = async () => {
    const after = (await officer.call('changes', { params, query: { after: 1 } })).head - 1
    return (await officer.call('changes', { params, query: { after } })).records[0]
  }
  const lastAct = async () => (await admin.call('listAudit', { params, query: { limit: 1 } })).entries[0]

  it('changes settings, tells workstations by the feed and writes who did it into the trail', async () => {
    const before = await settings()
    const change = {
      undoWindowSeconds: 12,
      housingUnits: ['A', 'B', 'C'],
      retentionDays: 60,
      timeZone: 'America/Boise',
    }
    const after = await admin.call('changeFacility', { params, body: { basedOn: before.version, change } })
    expect(after).toEqual({ ...before, ...change, version: before.version + 1 })
    expect(await settings()).toEqual(after)
    expect(await latest()).toMatchObject({
      entity: 'facility',
      version: after.version,
      data: { undoWindowSeconds: 12, timeZone: 'America/Boise' },
    })
    expect(await lastAct()).toMatchObject({
      actorId: test.fixture.staff.admin.id,
      action: 'facility.change',
      details: { changed: ['housingUnits', 'retentionDays', 'timeZone', 'undoWindowSeconds'] },
    })
  })

  it('refuses unknown zones, settings out of range and changes of what somebody else has changed', async () => {
    const before = await settings()
    const change = (body: object, basedOn = before.version) =>
      admin.refusal('changeFacility', { params, body: { basedOn, change: body } })
    for (const timeZone of ['Mars/Olympus', 'UTC+2', '+02:00', 'america/denver ', '']) {
      expect(['time_zone_unknown', 'invalid_input']).toContain(await change({ timeZone }))
    }
    expect(await change({ undoWindowSeconds: 31 })).toBe('invalid_input')
    expect(await change({ retentionDays: 0 })).toBe('invalid_input')
    expect(await change({ name: 'Other' }, before.version - 1)).toBe('outdated')
    expect(await settings()).toEqual(before)
  })

  it('is for administrators of the same facility only', async () => {
    const supervisor = await test.staff('ode')
    for (const client of [officer, supervisor]) {
      expect(await client.refusal('facilitySettings', { params })).toBe('forbidden')
      expect(await client.refusal('listStaff', { params })).toBe('forbidden')
      expect(await client.refusal('createEnrolmentCode', { params, body: { name: 'x', validMinutes: 5 } })).toBe(
        'forbidden',
      )
    }
    const member = await test.member()
    expect(await member.refusal('listStaff', { params })).toBe('forbidden')
    const elsewhere = { facilityId: '018f3f5e-0000-7000-8000-000000000001' }
    expect(await admin.refusal('listStaff', { params: elsewhere })).toBe('wrong_facility')
  })

  it('adds a reason, changes its texts and retires it, so that it cannot be given any more', async () => {
    const text = (word: string) => ({ en: word, es: word })
    const body = {
      code: 'code_words',
      uses: ['reject' as const],
      staff: text('Code words'),
      public: text('Not readable'),
      order: 9,
    }
    const made = await admin.call('addReason', { params, body })
    expect(made).toMatchObject({ code: 'code_words', active: true, version: 1 })
    expect(await admin.refusal('addReason', { params, body })).toBe('reason_exists')
    const ofReason = { ...params, reasonId: made.id }
    const changed = await admin.call('changeReason', {
      params: ofReason,
      body: { basedOn: 1, public: text('Cannot be understood') },
    })
    expect(changed).toMatchObject({ public: text('Cannot be understood'), staff: text('Code words'), version: 2 })
    expect(await admin.refusal('changeReason', { params: ofReason, body: { basedOn: 1, active: false } })).toBe(
      'outdated',
    )
    const retired = await admin.call('changeReason', { params: ofReason, body: { basedOn: 2, active: false } })
    expect(retired.active).toBe(false)
    expect(await latest()).toMatchObject({ entity: 'reason', id: made.id, data: { active: false } })
    expect(await lastAct()).toMatchObject({ action: 'reason.retire', subjectId: made.id })
    expect((await admin.call('listReasons', { params })).reasons.map((reason) => reason.id)).toContain(made.id)
  })

  it('creates an account that can sign in, and none under a name that is taken in another case', async () => {
    const body = { username: 'new.officer', name: 'New Officer', role: 'officer' as const, password: PASSWORD }
    const made = await admin.call('createStaff', { params, body })
    expect(made).toMatchObject({ username: 'new.officer', role: 'officer', active: true, version: 1 })
    const session = await test.anyone.call('signIn', { body: { username: 'New.Officer', password: PASSWORD } })
    expect(session.user.id).toBe(made.id)
    expect(await latest()).toMatchObject({ entity: 'staff', id: made.id, data: { name: 'New Officer' } })
    expect(await admin.refusal('createStaff', { params, body: { ...body, username: 'NEW.officer' } })).toBe(
      'username_taken',
    )
    expect(await admin.refusal('createStaff', { params, body: { ...body, username: 'b', password: 'short' } })).toBe(
      'invalid_input',
    )
  })

  it('ends all sessions at once with a new password and with deactivation', async () => {
    const { staff } = await admin.call('listStaff', { params })
    const account = staff.find((each) => each.username === 'new.officer')
    if (account === undefined) throw new Error('the account is missing')
    const ofStaff = { ...params, staffId: account.id }
    const signIn = (password: string) => test.anyone.call('signIn', { body: { username: account.username, password } })
    const works = (token: string) =>
      clientFor(test.url, token)
        .call('changes', { params, query: { after: 1 } })
        .then(
          () => 'works',
          (error: Error) => error.message,
        )
    const old = await signIn(PASSWORD)
    expect(await works(old.accessToken)).toBe('works')
    await admin.call('resetPassword', { params: ofStaff, body: { password: 'another long password' } })
    expect(await works(old.accessToken)).toContain('unauthenticated')
    expect(await test.anyone.refusal('refreshSession', { body: { refreshToken: old.refreshToken } })).toBe(
      'session_expired',
    )
    const session = await signIn('another long password')
    await admin.call('changeStaff', { params: ofStaff, body: { basedOn: account.version, active: false } })
    expect(await works(session.accessToken)).toContain('unauthenticated')
    const body = { username: account.username, password: 'another long password' }
    expect(await test.anyone.refusal('signIn', { body })).toBe('wrong_credentials')
  })

  it('lets a change of role count at once', async () => {
    const { staff } = await admin.call('listStaff', { params })
    const lane = staff.find((each) => each.username === 'lane')
    if (lane === undefined) throw new Error('the account is missing')
    const client = await test.staff('lane')
    const ofStaff = { ...params, staffId: lane.id }
    const changed = await admin.call('changeStaff', {
      params: ofStaff,
      body: { basedOn: lane.version, role: 'administrator' },
    })
    expect((await client.call('listStaff', { params })).staff.length).toBe(staff.length)
    await admin.call('changeStaff', { params: ofStaff, body: { basedOn: changed.version, role: 'officer' } })
    expect(await client.refusal('listStaff', { params })).toBe('forbidden')
  })

  it('never leaves a facility without an administrator, also when two remove each other at once', async () => {
    const { staff } = await admin.call('listStaff', { params })
    const own = staff.find((each) => each.username === 'admin')
    if (own === undefined) throw new Error('the account is missing')
    const ofOwn = { ...params, staffId: own.id }
    for (const change of [{ role: 'officer' as const }, { active: false }]) {
      expect(await admin.refusal('changeStaff', { params: ofOwn, body: { basedOn: own.version, ...change } })).toBe(
        'last_administrator',
      )
    }
    const body = { username: 'second.admin', name: 'Second', role: 'administrator' as const, password: PASSWORD }
    const second = await admin.call('createStaff', { params, body })
    const session = await test.anyone.call('signIn', { body: { username: body.username, password: PASSWORD } })
    const other = clientFor(test.url, session.accessToken)
    const results = await Promise.allSettled([
      admin.call('changeStaff', {
        params: { ...params, staffId: second.id },
        body: { basedOn: second.version, active: false },
      }),
      other.call('changeStaff', { params: ofOwn, body: { basedOn: own.version, active: false } }),
    ])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    const rows = await test.central.database.query<{ many: number }>(
      `SELECT count(*) AS many FROM staff_users WHERE role = 'administrator' AND active`,
    )
    expect(rows[0]?.many).toBe(1)
  })
})
