import { parseArgs } from 'node:util'
import { startThrowawayPostgres } from '../support/postgres.ts'
import { openLane } from './harness.ts'

const usage = 'npm run faults -- [--runs 100] [--seed 1] [--lanes 2] [--minutes 60]'
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '60' },
  },
})
const [runs, first, lanes, minutes] = [values.runs, values.seed, values.lanes, values.minutes].map(Number) as [
  number,
  number,
  number,
  number,
]
if (![runs, first, lanes].every((each) => Number.isSafeInteger(each) && each > 0) || !(minutes > 0)) {
  console.error(`Whole numbers above nothing, please: ${usage}`)
  process.exit(2)
}

/** Runs seeds from the first one on, several side by side, and answers with the number that failed. */
async function main(): Promise<number> {
  const postgres = await startThrowawayPostgres()
  const began = performance.now()
  const sums = { runs: 0, confirmed: 0, faults: 0, kills: 0, damages: 0, restores: 0 }
  const failed: number[] = []
  let next = 0
  const work = async (): Promise<void> => {
    const lane = await openLane(postgres.adminUrl)
    try {
      while (next < runs && performance.now() - began < minutes * 60_000) {
        const seed = first + next++
        const result = await lane.run(seed)
        sums.runs++
        sums.confirmed += result.confirmed
        sums.faults += result.faults
        sums.kills += result.kills
        sums.damages += result.damages
        sums.restores += result.restores
        if (result.problems.length === 0) continue
        failed.push(seed)
        console.log(`seed ${seed} failed (repeat it with: npm run faults -- --runs 1 --seed ${seed})`)
        for (const problem of result.problems) console.log(`  ${problem}`)
      }
    } finally {
      await lane.close()
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(lanes, runs) }, work))
  } finally {
    await postgres.stop()
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(0)
  console.log(
    `${sums.runs} runs in ${seconds} s: ${sums.confirmed} decisions confirmed, ${sums.faults} faults, ${sums.kills} kills, ${sums.damages} copies spoiled, ${sums.restores} restores; ` +
      (failed.length === 0 ? 'every promise kept' : `${failed.length} failed: ${failed.join(', ')}`),
  )
  return failed.length
}

process.exitCode = (await main()) === 0 ? 0 : 1
