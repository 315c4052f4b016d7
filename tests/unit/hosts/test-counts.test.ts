import { describe, expect, it } from 'vitest'
import { addCounts, NOTHING, playwrightCounts, vitestCounts } from '../../../build/test-counts.ts'

describe('the totals of the test command', () => {
  it('are read from the reports of the runners and added up', () => {
    const unit = vitestCounts({
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [],
    })
    const e2e = playwrightCounts({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } })
    expect(unit).toEqual({ passed: 3, failed: 1, skipped: 2 })
    expect(e2e).toEqual({ passed: 4, failed: 2, skipped: 2 })
    expect([unit, e2e].reduce(addCounts, NOTHING)).toEqual({ passed: 7, failed: 3, skipped: 4 })
  })

  it('are not guessed from something else', () => {
    expect(() => vitestCounts({})).toThrow()
    expect(() => playwrightCounts({ stats: { expected: -1 } })).toThrow()
  })
})
