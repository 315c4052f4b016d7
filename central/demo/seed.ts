import { setImmediate } from 'node:timers/promises'
import type pg from 'pg'
import type { DemoFacility } from './facility.ts'
import { fullSizes, generateDemo } from './generate.ts'
import { insertLedger, insertMessages } from './seed.messages.ts'
import { insertPeople } from './seed.people.ts'
import type { DemoSizes } from './write.ts'

export interface DemoProgress {
  readonly done: number
  readonly total: number
  /** What is being done, in a few words for a person. */
  readonly what: string
}

export interface SeedOptions {
  readonly seed: number
  readonly now: Date
  readonly onProgress?: (progress: DemoProgress) => void
  readonly sizes?: DemoSizes
}

/** Held while a demo is filled in, so that two processes that start together do not both do it. */
const SEED_LOCK = 7_261_002

/**
 * Fills a migrated, empty database with the demo facility, in one transaction: an interrupted start leaves nothing
 * behind. A database that holds a facility already is left as it is.
 */
export async function seedDemo(pool: pg.Pool, options: SeedOptions): Promise<void> {
  const sizes = options.sizes ?? fullSizes
  const messages = sizes.history + sizes.recent
  const tell = options.onProgress ?? (() => {})
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [SEED_LOCK])
    const { rowCount } = await client.query('SELECT 1 FROM facilities LIMIT 1')
    if (rowCount === 0) {
      const demo = await generated(options, sizes, (done) =>
        tell({ done, total: messages * 2, what: 'Writing letters' }),
      )
      let written = messages
      await insertPeople(client, demo, options.seed)
      await insertMessages(client, demo, (rows) => {
        written += rows
        tell({ done: Math.min(written, messages * 2), total: messages * 2, what: 'Storing messages' })
      })
      await insertLedger(client, demo)
      await client.query('UPDATE feed_heads SET position = position + 1, floor = position + 1 WHERE facility_id = $1', [
        demo.facility.id,
      ])
      tell({ done: messages * 2, total: messages * 2, what: 'Checking the books' })
    }
    await client.query('COMMIT')
    if (rowCount === 0) await client.query('ANALYZE')
  } catch (error) {
    await client.query('ROLLBACK').catch((rollback: Error) => {
      failure = rollback
    })
    throw error
  } finally {
    client.release(failure)
  }
}

/** Makes the facility, letting others work in between. */
async function generated(
  options: SeedOptions,
  sizes: DemoSizes,
  onDone: (done: number) => void,
): Promise<DemoFacility> {
  const making = generateDemo({ seed: options.seed, now: options.now, sizes })
  for (;;) {
    const step = making.next()
    if (step.done === true) return step.value
    onDone(step.value)
    await setImmediate()
  }
}
