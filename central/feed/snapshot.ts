import type { EntityData, EntityName } from '../../shared/central/entities.ts'
import type { SnapshotLine } from '../../shared/central/feed.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { Database, Queryable } from '../database/database.ts'
import { type Clock, instantOf } from '../ports.ts'
import { readHead } from './store.ts'

/** Which part of a facility's state a snapshot takes. */
export interface SnapshotScope {
  readonly facilityId: string
  /** Decided messages are sent when they reached their state after this moment. */
  readonly since: Date
}

/** One entity's part of a snapshot, given by the capability that owns it. */
export interface SnapshotSource<E extends EntityName = EntityName> {
  readonly entity: E
  /** Rows in the order in which they are sent; `$1` is the facility and `$2` the moment since. */
  readonly sql: string
  readonly toRecord: (row: Record<string, unknown>) => { readonly version: number; readonly data: EntityData[E] }
}

/** Fixes the type of a source without widening it. */
export function snapshotSource<E extends EntityName>(source: SnapshotSource<E>): SnapshotSource {
  return source as unknown as SnapshotSource
}

const BATCH = 500

async function countOf(tx: Queryable, source: SnapshotSource, scope: SnapshotScope): Promise<number> {
  const rows = await tx.query<{ many: number }>(
    `SELECT count(*) AS many FROM (${source.sql}) AS part, (SELECT $1::uuid, $2::timestamptz) AS given`,
    [scope.facilityId, scope.since],
  )
  return rows[0]?.many ?? 0
}

/**
 * Writes the snapshot of a facility, line by line, out of one moment of the database. Memory stays small: rows come
 * by cursor, and `write` is awaited.
 *
 * @param write takes one line's text with its newline; resolves when more may follow
 * @throws Refusal not_found
 */
export async function writeSnapshot(
  database: Database,
  sources: readonly SnapshotSource[],
  scope: SnapshotScope,
  clock: Clock,
  write: (text: string) => Promise<void>,
): Promise<void> {
  await database.reading(async (tx) => {
    const head = await readHead(tx, scope.facilityId)
    if (head === null) throw new Refusal('not_found')
    let records = 0
    for (const source of sources) records += await countOf(tx, source, scope)
    const line = (value: SnapshotLine): string => `${JSON.stringify(value)}\n`
    await write(
      line({
        type: 'head',
        position: head.position,
        generation: head.generation,
        facilityId: scope.facilityId,
        records,
        at: instantOf(clock()),
      }),
    )
    let sent = 0
    for (const source of sources) {
      await tx.query(
        `DECLARE part CURSOR FOR SELECT part.* FROM (${source.sql}) AS part, (SELECT $1::uuid, $2::timestamptz) AS given`,
        [scope.facilityId, scope.since],
      )
      for (;;) {
        const rows = await tx.query(`FETCH ${BATCH} FROM part`)
        if (rows.length === 0) break
        const lines = rows.map((row) => {
          const { version, data } = source.toRecord(row)
          return line({ type: 'record', entity: source.entity, id: data.id, version, data })
        })
        sent += lines.length
        await write(lines.join(''))
      }
      await tx.query('CLOSE part')
    }
    await write(line({ type: 'end', position: head.position, records: sent }))
  })
}
