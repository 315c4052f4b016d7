import { Readable } from 'node:stream'
import { v7 } from 'uuid'
import type { Database } from '../../electron/workstation/cache/database.ts'
import { foldedOf } from '../../electron/workstation/cache/find.ts'
import { addressKey, emailKey, nameKey, phoneKey } from '../../electron/workstation/cache/fold.ts'
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

type Value = string | number | null
interface BareRow {
  readonly table: 'individual' | 'member' | 'contact' | 'message' | 'person'
  readonly columns: Readonly<Record<string, Value>>
}

const ranks = { low: 0, normal: 1, high: 2, urgent: 3 }

/** The rows that a record becomes, worked out beforehand. */
function bareRows({ entity, data }: SnapshotRecord): BareRow[] {
  const columns: Record<string, Value> = { id: data.id, version: 1 }
  const rows: BareRow[] = [{ table: entity, columns }]
  const person = (kind: string, number: string, name: string) =>
    rows.push({ table: 'person', columns: { id: data.id, kind, folded: foldedOf(name, number) } })
  if (entity === 'individual') {
    const { name, status } = data
    Object.assign(columns, { name, booking_number: data.bookingNumber, housing_unit: data.housingUnit, status })
    person(entity, data.bookingNumber, name)
  } else if (entity === 'member') {
    const { name, email, city, address, phone, status } = data
    Object.assign(columns, { name, member_number: data.memberNumber, email, city, address, phone, status })
    const keys = [nameKey(name), addressKey(address, city), phoneKey(phone), emailKey(email)]
    for (const [n, key] of ['name_key', 'address_key', 'phone_key', 'email_key'].entries()) columns[key] = keys[n] ?? ''
    person(entity, data.memberNumber, name)
  } else if (entity === 'contact') {
    const at = Date.parse(data.requestedAt)
    const { memberId: member_id, individualId: individual_id, relationship, state } = data
    const more = { privileged: 0, requested_at: at, decided_at: at, shown_state: state }
    Object.assign(columns, { member_id, individual_id, relationship, state, ...more })
  } else {
    const at = Date.parse(data.sentAt)
    const waits = data.state === 'pending_review'
    const { contactId: contact_id, memberId: member_id, individualId: individual_id, direction, characters } = data
    const { state, payment, text } = data
    const { matches, rules } = data.screening
    Object.assign(columns, { seq: firstSeq(at), contact_id, member_id, individual_id, direction, characters, state })
    Object.assign(columns, { payment, cod: data.cod ? 1 : 0, escalated: 0, urgent: 0, priority: ranks[data.priority] })
    Object.assign(columns, { sent_at: at, delivered_at: waits ? null : at, state_since: at, revision: 0 })
    Object.assign(columns, { categories: matches.length > 0 ? 1 : 0, shown_state: state, shown_escalated: 0 })
    Object.assign(columns, { queue: waits ? 1 : null, rule_set_version: 1, rules: JSON.stringify(rules) })
    Object.assign(columns, { matches: JSON.stringify(matches), text })
  }
  return rows
}

/** The same rows and the same index, by bare statements in as many rows at a time. */
function storeBare(db: Database, rows: readonly BareRow[]): void {
  const statements = new Map<string, (columns: BareRow['columns']) => void>()
  const index = db.prepare('INSERT INTO message_text (rowid, text) VALUES (?, ?)')
  const indexPerson = db.prepare('INSERT INTO person_text (rowid, folded) VALUES (?, ?)')
  const insertInto = ({ table, columns }: BareRow) => {
    const names = Object.keys(columns)
    const marks = names.map(() => '?').join(', ')
    const insert = db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`)
    const run = (each: BareRow['columns']) => insert.run(...Object.values(each)).lastInsertRowid
    if (table === 'message') return (each: BareRow['columns']) => void index.run(run(each), each.text)
    if (table === 'person') return (each: BareRow['columns']) => void indexPerson.run(run(each), each.folded)
    return run
  }
  for (let from = 0; from < rows.length; from += FILL_BATCH) {
    db.exec('BEGIN')
    // The index takes ascending numbers many times faster.
    const batch = rows.slice(from, from + FILL_BATCH)
    batch.sort((a, b) => Number(a.columns.seq ?? 0) - Number(b.columns.seq ?? 0))
    for (const row of batch) {
      const insert = statements.get(row.table) ?? insertInto(row)
      statements.set(row.table, insert)
      insert(row.columns)
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
    const rows = records.flatMap(bareRows)
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
