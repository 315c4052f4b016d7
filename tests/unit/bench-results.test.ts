import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepResults, type Result } from '../bench/results.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-results-'))
})
afterEach(() => rm(folder, { recursive: true }))

const row = (id: string, ratio: number): Result => ({
  id,
  ratio,
  low: ratio,
  high: ratio,
  target: 2,
  size: 'small',
  note: '',
})

test('a bench that is run alone replaces its row and no other; a row without a bench leaves', async () => {
  const file = join(folder, 'results.json')
  await keepResults(file, [row('a', 1), row('b', 1), row('gone', 1)], ['a', 'b', 'gone'])
  await keepResults(file, [row('b', 1.23456)], ['c', 'b', 'a'])
  const rows = JSON.parse(await readFile(file, 'utf8')) as Result[]
  expect(rows.map(({ id, ratio }) => [id, ratio])).toEqual([
    ['b', 1.235],
    ['a', 1],
  ])
})
