import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Lane, openLane } from './harness.ts'

const SEEDS = [1, 2, 3]

describe('A workstation behind a faulty line, with both sides killed in between', () => {
  let lane: Lane
  beforeAll(async () => {
    lane = await openLane(inject('postgresAdminUrl'))
  })
  afterAll(() => lane.close())

  it.each(SEEDS)(
    'loses no decision, makes none twice and ends with central’s state (seed %i)',
    async (seed) => {
      expect((await lane.run(seed)).problems).toEqual([])
    },
    120_000,
  )
})
