import { describe, expect, it } from 'vitest'
import { jsonLogger } from '../../../central/logger.ts'
import { describeError } from '../../../central/ports.ts'

describe('the log', () => {
  it('leaves out every field that is not on its list', () => {
    const lines: string[] = []
    const logger = jsonLogger('info', { write: (line) => lines.push(line) })
    const fields = { route: '/v1/contacts', status: 200, text: 'Dear Ira', password: 'secret', url: '/v1?name=Ira' }
    logger.info('request', fields)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ route: '/v1/contacts', status: 200, msg: 'request' })
    expect(lines.join()).not.toMatch(/Ira|secret/)
  })

  it('describes an error by name, code and place, without its message', () => {
    const error = Object.assign(new Error('invalid input: "Dear Ira"'), { code: '22P02' })
    const described = describeError(error)
    expect(described).toMatchObject({ error: 'Error', code: '22P02' })
    expect(JSON.stringify(described)).not.toContain('Ira')
    expect(described.frames).toContain('logger.test.ts')
  })
})
