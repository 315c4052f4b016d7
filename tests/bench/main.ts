import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bench, median } from './bench.ts'
import { keepResults, type Result } from './results.ts'

const { values, positionals } = parseArgs({ options: { small: { type: 'boolean' } }, allowPositionals: true })
const size = values.small ? 'small' : 'full'

const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.bench.ts')).sort()
const benches: Bench[] = []
for (const file of files) {
  const module = (await import(join(import.meta.dirname, file))) as { benches: Bench[] }
  benches.push(...module.benches)
}
const chosen = benches.filter(
  (bench) => positionals.length === 0 || positionals.some((part) => bench.id.startsWith(part)),
)
if (chosen.length === 0) {
  console.error(`No bench begins with that. There are: ${benches.map((bench) => bench.id).join(', ')}`)
  process.exit(2)
}

for (const bench of chosen) {
  const { ratios, size: work, note } = await bench.run(size)
  const ratio = median(ratios)
  const met = bench.wanted === 'at most' ? ratio <= bench.target : ratio >= bench.target
  const low = Math.min(...ratios)
  const high = Math.max(...ratios)
  const result: Result = { id: bench.id, ratio, low, high, target: bench.target, size: work, note }
  console.log(
    `${met ? 'met   ' : 'MISSED'} ${bench.id.padEnd(20)} ${ratio.toFixed(2)} × (${low.toFixed(2)}–${high.toFixed(2)}), ${bench.wanted} ${bench.target}   ${work}   ${note}`,
  )
  // Row by row: a run that is broken off keeps what it has measured.
  if (size === 'full') {
    const known = benches.map((each) => each.id)
    await keepResults(join(import.meta.dirname, 'results.json'), [result], known)
  }
}
