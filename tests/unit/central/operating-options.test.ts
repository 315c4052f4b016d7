import { describe, expect, it } from 'vitest'
import { BadOption, mainOptions } from '../../../central/options.ts'

const refused = (args: string[], env: NodeJS.ProcessEnv = {}): string => {
  try {
    mainOptions(args, env)
  } catch (error) {
    if (error instanceof BadOption) return error.message
    throw error
  }
  throw new Error('was expected to be refused')
}

describe('what an operator may ask of the central service', () => {
  it('is neither metrics nor e-mail unless they are asked for', () => {
    expect(mainOptions([], {})).toMatchObject({ metricsPort: null, smtp: null, restored: false })
    expect(mainOptions(['--metrics-port', '9100', '--restored'], {})).toMatchObject({
      metricsPort: 9100,
      restored: true,
    })
    expect(refused(['--metrics-port', 'x'])).toContain('--metrics-port')
  })

  it('is e-mail with a server and a sender, and a sentence that quotes no password where one is missing', () => {
    const url = 'smtp://user:secret@mail.example:587'
    const from = 'no-reply@facility.example'
    expect(mainOptions([], { SMTP_URL: url, MAIL_FROM: from }).smtp).toEqual({ url, from })
    expect(mainOptions([], { MAIL_FROM: from }).smtp).toBeNull()
    for (const env of [
      { SMTP_URL: url },
      { SMTP_URL: url, MAIL_FROM: 'nobody' },
      { SMTP_URL: 'http://user:secret@x' },
    ]) {
      expect(refused([], env)).not.toContain('secret')
    }
  })
})
