import { Readable } from 'node:stream'
import { v7 } from 'uuid'
import type { Database } from '../../electron/workstation/cache/database.ts'
import { firstSeq } from '../../electron/workstation/cache/seq.ts'
import { FILL_BATCH, fillFrom } from '../../electron/workstation/sync/bootstrap.ts'
import { type Bench, sideBySide } from './bench.ts'
import { cacheFile } from './cache-scene.ts'
import { type SnapshotRecord, snapshotRecords } from './letters.ts'

const none = () => undefined

/** The chunks in which a snapshot arrives. */
function chunksOf(records: readonly SnapshotRecord[]): Buffer[] {
  const head = { position: 1, records: records.length }
  const chunks: Buffer[] = []
  let text = `${JSON.stringify({ type: 'head', facilityId: v7(), at: new Date().toISOString(), ...head })}\n`
  for (const { entity, data } of records) {
    text += `${JSON.stringify({ type: 'record', entity, id: data.id, version: 1, data })}\n`
    if (text.length < 65_536) continue
    chunks.push(Buffer.from(text))
    text = ''
  }
  chunks.push(Buffer.from(`${text}${JSON.stringify({ type: 'end', ...head })}\n`))
  return chunks
}

interface BareRow {
  readonly table: 'individual' | 'member' | 'contact' | 'message'
  readonly values: readonly (string | number | null)[]
}

const ranks = { low: 0, normal: 1, high: 2, urgent: 3 }

/** The values of the columns, worked out beforehand. */
function bareRow({ entity, data }: SnapshotRecord): BareRow {
  if (entity === 'individual') {
    return { table: entity, values: [data.id, 1, data.name, data.bookingNumber, data.housingUnit, data.status] }
  }
  if (entity === 'member') {
    return { table: entity, values: [data.id, 1, data.name, data.memberNumber, data.email, data.city, data.status] }
  }
  if (entity === 'contact') {
    const at = Date.parse(data.requestedAt)
    const values = [data.id, 1, data.memberId, data.individualId, data.relationship, data.state, 0, at, at, null, null]
    return { table: entity, values: [...values, data.state, null] }
  }
  const at = Date.parse(data.sentAt)
  const waits = data.state === 'pending_review'
  const { matches, rules } = data.screening
  const who = [data.id, 1, data.contactId, data.memberId, data.individualId, data.direction, data.characters]
  const state = [data.state, data.payment, data.cod ? 1 : 0, 0, 0, ranks[data.priority], at, null, waits ? null : at]
  const shown = [null, at, null, 0, matches.length > 0 ? 1 : 0, data.state, 0, waits ? 1 : null, null, null]
  const long = [1, JSON.stringify(rules), JSON.stringify(matches), data.text]
  return { table: entity, values: [firstSeq(at), ...who, ...state, ...shown, ...long] }
}

/** The same rows and the same index, by bare statements in as many rows at a time. */
function storeBare(db: Database, rows: readonly BareRow[]): void {
  const marks = (many: number) => Array.from({ length: many }, () => '?').join(', ')
  const insert = {
    individual: db.prepare(`INSERT INTO individual VALUES (${marks(6)})`),
    member: db.prepare(`INSERT INTO member VALUES (${marks(7)})`),
    contact: db.prepare(`INSERT INTO contact VALUES (${marks(13)})`),
    message: db.prepare(`INSERT INTO message VALUES (${marks(31)})`),
  }
  const index = db.prepare('INSERT INTO message_text (rowid, text) VALUES (?, ?)')
  for (let from = 0; from < rows.length; from += FILL_BATCH) {
    db.exec('BEGIN')
    const batch = rows.slice(from, from + FILL_BATCH)
    // The index takes ascending numbers many times faster.
    if (batch[0]?.table === 'message') batch.sort((a, b) => Number(a.values[0]) - Number(b.values[0]))
    for (const { table, values } of batch) {
      insert[table].run(...values)
      if (table === 'message') index.run(values[0], values.at(-1))
    }
    db.exec('COMMIT')
  }
}

const bootstrap: Bench = {
  id: 'cache.bootstrap',
  target: 1.25,
  wanted: 'at most',
  async run(size) {
    const messages = size === 'full' ? 100_000 : 2_000
    const records = [...snapshotRecords({ messages, open: messages / 100 })]
    const chunks = chunksOf(records)
    const rows = records.map(bareRow)
    const fill = async () => {
      const file = cacheFile()
      await fillFrom(Readable.from(chunks), file.open(), none, Date.now, none)
      file.close()
    }
    const bare = () => {
      const file = cacheFile()
      storeBare(file.bare(), rows)
      file.close()
    }
    const ratios = await sideBySide(size === 'full' ? 3 : 1, fill, bare)
    const work = `${messages.toLocaleString('en')} messages, 8,000 people and contacts`
    return {
      ratios,
      size: work,
      note: 'ours reads and checks every line; the peer has the values of its columns ready',
    }
  },
}

export const benches: Bench[] = [bootstrap]
