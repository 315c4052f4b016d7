import { describe, expect, it } from 'vitest'
import { attemptLimit } from '../../../central/access/attempts.ts'
import { hashPassword, verifyPassword } from '../../../central/access/passwords.ts'
import { Refusal } from '../../../shared/domain/errors.ts'

describe('passwords', () => {
  it('are kept as a salted hash that carries its settings, and verified against it', async () => {
    const [one, two] = await Promise.all([hashPassword('pässword'), hashPassword('pässword')])
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$/)
    expect(one).not.toBe(two)
    expect(await verifyPassword('pässword', one)).toBe(true)
    expect(await verifyPassword('pa\u0308ssword', one)).toBe(true)
    expect(await verifyPassword('password', one)).toBe(false)
  })

  it('of accounts that do not exist are never right', async () => {
    expect(await verifyPassword('', null)).toBe(false)
    expect(await verifyPassword('anything', 'nonsense')).toBe(false)
  })
})

describe('the limit on attempts', () => {
  it('closes after ten failures of one account from one address, and opens again later', () => {
    let now = 0
    const limit = attemptLimit(() => new Date(now))
    const key = { account: 'maddox', address: '192.0.2.1' }
    for (let n = 0; n < 10; n++) {
      limit.enter(key)
      limit.failed(key)
    }
    expect(() => limit.enter(key)).toThrow(Refusal)
    expect(() => limit.enter({ ...key, account: 'MADDOX' })).toThrow(Refusal)
    expect(() => limit.enter({ ...key, account: 'lane' })).not.toThrow()
    expect(() => limit.enter({ ...key, address: '192.0.2.2' })).not.toThrow()
    now += 5 * 60_000
    expect(() => limit.enter(key)).not.toThrow()
  })

  it('forgets failures after a success', () => {
    const limit = attemptLimit(() => new Date(0))
    const key = { account: 'maddox', address: '192.0.2.1' }
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 9; n++) {
        limit.enter(key)
        limit.failed(key)
      }
      limit.enter(key)
      limit.succeeded(key)
    }
  })
})
