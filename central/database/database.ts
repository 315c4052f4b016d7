import pg from 'pg'

/** What runs SQL: the pool itself or a transaction. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

/**
 * The order in which the last steps of a transaction run. The trail and the feed hold one lock for each facility until
 * the commit, so they come as late as can be, and always in this order.
 */
export const LAST_STEPS = { audit: 1, feed: 2, result: 3 } as const

export interface Transaction extends Queryable {
  /**
   * Runs a step once, after everything else, just before the commit.
   * @param key what the step locks: steps of one order run in the order of their keys, so that two transactions that
   *   lock several do not wait for each other
   */
  last(order: number, step: () => Promise<void>, key?: string): void
  /** Runs after the commit; never when the transaction was rolled back. Must not throw. */
  afterCommit(step: () => void): void
  /** Runs a part that may fail alone: an exception undoes what it did and is thrown on; the transaction goes on. */
  attempt<T>(part: () => Promise<T>): Promise<T>
}

export interface Database extends Queryable {
  readonly pool: pg.Pool
  /** Runs in one READ COMMITTED transaction; again from the start, up to three times, after a deadlock. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Runs in one read-only transaction that sees one moment (REPEATABLE READ). */
  reading<T>(work: (tx: Queryable) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const INT8 = 20

/** The code that PostgreSQL gave an error, or null. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' ? code : null
}

/** Whether an error has to do with the line or the server rather than with what was asked. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error)
  if (state === null) return error instanceof Error && /connection|timeout/i.test(error.message)
  return /^(08|40|53|57|58)/.test(state) || /^E[A-Z]+$/.test(state)
}

function queryable(client: pg.ClientBase | pg.Pool): Queryable {
  return {
    query: async <Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) =>
      (await client.query<Row>(sql, values === undefined ? undefined : [...values])).rows,
  }
}

interface OpenTransaction extends Transaction {
  finish(): Promise<void>
  committed(): void
}

function openTransaction(client: pg.PoolClient): OpenTransaction {
  const steps: { order: number; step: () => Promise<void>; key: string }[] = []
  const after: (() => void)[] = []
  let savepoints = 0
  return {
    ...queryable(client),
    last: (order, step, key = '') => void steps.push({ order, step, key }),
    afterCommit: (step) => void after.push(step),
    async attempt(part) {
      const name = `part_${++savepoints}`
      const [stepsBefore, afterBefore] = [steps.length, after.length]
      await client.query(`SAVEPOINT ${name}`)
      try {
        const result = await part()
        await client.query(`RELEASE SAVEPOINT ${name}`)
        return result
      } catch (error) {
        await client.query(`ROLLBACK TO SAVEPOINT ${name}`)
        steps.length = stepsBefore
        after.length = afterBefore
        throw error
      }
    },
    async finish() {
      const ordered = steps.toSorted((a, b) => a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      for (const { step } of ordered) await step()
    },
    committed: () => {
      for (const step of after) step()
    },
  }
}

/**
 * Opens a pool of connections.
 *
 * @param url `postgres://…`
 * @param onError told of the failure of an idle connection; the pool replaces it by itself
 */
export function openDatabase(url: string, onError: (error: Error) => void, connections = 20): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  })
  pool.on('error', onError)

  const once = async <T>(begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    let broken: Error | undefined
    // A checked-out client whose server goes away emits an error that would otherwise end the process.
    const onClientError = (error: Error): void => {
      broken = error
    }
    client.on('error', onClientError)
    try {
      await client.query(begin)
      const result = await work(client)
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure
      })
      throw error
    } finally {
      client.off('error', onClientError)
      client.release(broken)
    }
  }

  return {
    pool,
    ...queryable(pool),
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          let tx: OpenTransaction | undefined
          const result = await once('BEGIN', async (client) => {
            tx = openTransaction(client)
            const value = await work(tx)
            await tx.finish()
            return value
          })
          tx?.committed()
          return result
        } catch (error) {
          const state = sqlState(error)
          if (attempt >= 3 || (state !== '40P01' && state !== '40001')) throw error
        }
      }
    },
    reading: (work) => once('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', (client) => work(queryable(client))),
    close: () => pool.end(),
  }
}
