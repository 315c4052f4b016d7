import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from '../../electron/workstation/cache/database.ts'
import { screenedColumns } from '../../electron/workstation/cache/screened.ts'

/** Rows that are read at once, as many as a simulation reads. */
const PAGE = 250

/** The peer of a simulation: a thread of its own that reads the rows which a simulation looks at, and no more. */
const { file, key } = workerData as { file: string; key: string }
const reader = openReader(file, key)
const page = reader.prepare<[number], { seq: number }>(
  `SELECT seq, message.id, contact_id, message.member_id, message.individual_id, direction, message.state, cod,
     revision, sent_at, message.decided_at, rule_set_version, contact.privileged, text, ${screenedColumns}
   FROM message LEFT JOIN contact ON contact.id = contact_id WHERE seq >= ? ORDER BY seq LIMIT ${PAGE}`,
)
let read = 0
for (let from: number | null = 0; from !== null; ) {
  const rows: { seq: number }[] = page.all(from)
  read += rows.length
  const last = rows.at(-1)
  from = last === undefined || rows.length < PAGE ? null : last.seq + 1
}
reader.close()
parentPort?.postMessage(read)
