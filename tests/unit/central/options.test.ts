import { describe, expect, it } from 'vitest'
import { BadOption, mainOptions } from '../../../central/options.ts'

describe('the command line of the central service', () => {
  const refused = (args: string[], env: NodeJS.ProcessEnv = {}): string => {
    try {
      mainOptions(args, env)
    } catch (error) {
      if (error instanceof BadOption) return error.message
      throw error
    }
    throw new Error('was expected to be refused')
  }

  it('starts on the embedded database and the loopback interface when nothing is said', () => {
    expect(mainOptions([], {})).toMatchObject({
      databaseUrl: null,
      host: '127.0.0.1',
      port: 7410,
      demo: false,
      seed: 1,
    })
  })

  it('takes the database of DATABASE_URL', () => {
    const url = 'postgres://user:secret@db.example:5432/sallyport'
    expect(mainOptions([], { DATABASE_URL: url }).databaseUrl).toBe(url)
    expect(mainOptions([], { DATABASE_URL: '' }).databaseUrl).toBeNull()
  })

  it('answers what it cannot understand with one sentence that never quotes the database password', () => {
    expect(refused(['--port', '70000'])).toBe('--port needs a whole number from 0 to 65535, not "70000".')
    expect(refused(['--seed', '-1'])).toContain('--seed')
    expect(refused(['--nonsense'])).toContain('--nonsense')
    expect(refused(['file.txt'])).toContain('--help')
    expect(refused(['--data', ' '])).toContain('--data')
    expect(refused(['--log', 'loud'])).toContain('--log')
    expect(refused([], { DATABASE_URL: 'mysql://user:secret@db' })).not.toContain('secret')
  })

  it('does not throw away data that may be real', () => {
    expect(refused(['--reset'])).toContain('--demo')
    expect(refused(['--reset', '--demo'], { DATABASE_URL: 'postgres://u:p@db/x' })).toContain('DATABASE_URL')
    expect(refused(['--live-traffic'])).toContain('--demo')
  })
})
