import { z } from 'zod'
import type { EntityData, EntityName } from '../../shared/central/entities.ts'
import type { SnapshotLine } from '../../shared/central/feed.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { instant } from '../../shared/domain/ids.ts'
import type { Database, Queryable } from '../database/database.ts'
import { type Clock, instantOf } from '../ports.ts'
import { readHead } from './store.ts'

/** Which part of a facility's state a snapshot takes. */
export interface SnapshotScope {
  readonly facilityId: string
  /** Decided messages are sent when they reached their state after this moment. */
  readonly since: Date
  /** Where a snapshot that broke off is taken up again; null for a whole one. */
  readonly from: Mark | null
}

/** The last row that was sent: of which entity, and where it stands in the order of its part. */
export interface Mark {
  readonly entity: EntityName
  readonly key: { readonly id: string; readonly at?: string | undefined; readonly open?: boolean | undefined }
}

/**
 * How a part is taken up in its midst. The order may hang only on what stands in the feed when it changes: a row that
 * has not changed since the first attempt is then found where it would have been, and one that has comes by the feed.
 */
export interface Resume {
  readonly keyOf: (row: Record<string, unknown>) => Mark['key']
  /** A condition on the rows of `part`; `$3` is the key as jsonb. */
  readonly where: string
}

/** For parts that are sent in the order of their ids. */
export const byId: Resume = {
  keyOf: (row) => ({ id: String(row.id) }),
  where: `part.id > ($3::jsonb->>'id')::uuid`,
}

/** One entity's part of a snapshot, given by the capability that owns it. */
export interface SnapshotSource<E extends EntityName = EntityName> {
  readonly entity: E
  /** Rows in the order in which they are sent; `$1` is the facility and `$2` the moment since. */
  readonly sql: string
  readonly toRecord: (row: Record<string, unknown>) => { readonly version: number; readonly data: EntityData[E] }
  /** Without it the part is small and sent again as a whole. */
  readonly resume?: Resume
}

/** Fixes the type of a source without widening it. */
export function snapshotSource<E extends EntityName>(source: SnapshotSource<E>): SnapshotSource {
  return source as unknown as SnapshotSource
}

const BATCH = 500

/** The text of a mark, which readers give back as it is. */
function textOf(mark: Mark): string {
  return Buffer.from(JSON.stringify(mark)).toString('base64url')
}

/** @throws Refusal invalid_input when it is no mark of a snapshot of these sources */
export function readMark(sources: readonly SnapshotSource[], text: string): Mark {
  let raw: unknown
  try {
    raw = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw new Refusal('invalid_input')
  }
  const mark = markShape.safeParse(raw)
  const source = mark.success ? sources.find((each) => each.entity === mark.data.entity) : undefined
  if (!mark.success || source?.resume === undefined) throw new Refusal('invalid_input')
  return { entity: source.entity, key: mark.data.key }
}

const markShape = z.object({
  entity: z.string(),
  key: z.strictObject({ id: z.uuid(), at: instant.optional(), open: z.boolean().optional() }),
})

/** What is still to be sent of one part. */
interface Part {
  readonly source: SnapshotSource
  readonly sql: string
  readonly values: readonly unknown[]
}

function partsOf(sources: readonly SnapshotSource[], scope: SnapshotScope): Part[] {
  const { from } = scope
  const begin = from === null ? 0 : sources.findIndex((each) => each.entity === from.entity)
  return sources.slice(begin).map((source, n) => {
    const whole = `SELECT part.* FROM (${source.sql}) AS part, (SELECT $1::uuid, $2::timestamptz) AS given`
    const values = [scope.facilityId, scope.since]
    if (n > 0 || from === null || source.resume === undefined) return { source, sql: whole, values }
    return { source, sql: `${whole} WHERE ${source.resume.where}`, values: [...values, JSON.stringify(from.key)] }
  })
}

async function countOf(tx: Queryable, part: Part): Promise<number> {
  const rows = await tx.query<{ many: number }>(`SELECT count(*) AS many FROM (${part.sql}) AS counted`, [
    ...part.values,
  ])
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
    const parts = partsOf(sources, scope)
    let records = 0
    for (const part of parts) records += await countOf(tx, part)
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
    for (const { source, sql, values } of parts) {
      await tx.query(`DECLARE part CURSOR FOR ${sql}`, [...values])
      for (;;) {
        const rows = await tx.query(`FETCH ${BATCH} FROM part`)
        const last = rows.at(-1)
        if (last === undefined) break
        const { entity, resume } = source
        const mark = resume === undefined ? {} : { mark: textOf({ entity, key: resume.keyOf(last) }) }
        const lines = rows.map((row) => {
          const { version, data } = source.toRecord(row)
          return line({ type: 'record', entity, id: data.id, version, data, ...(row === last ? mark : {}) })
        })
        sent += lines.length
        await write(lines.join(''))
      }
      await tx.query('CLOSE part')
    }
    await write(line({ type: 'end', position: head.position, records: sent }))
  })
}
