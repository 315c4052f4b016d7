import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database as CentralDatabase } from '../../central/database/database.ts'
import { openCache } from '../../electron/workstation/cache/cache.ts'
import { type Database, openDatabase } from '../../electron/workstation/cache/database.ts'
import { fillFrom } from '../../electron/workstation/sync/bootstrap.ts'
import { createCentralClient } from '../../electron/workstation/sync/central.ts'
import { operations } from '../../shared/central/operations.ts'

/** A decision that the workstation said it had taken, or had taken back. */
export interface Confirmed {
  readonly target: string
  readonly batchId: string
  readonly kind: string
  readonly undone: boolean
}

export interface CheckInput {
  readonly database: CentralDatabase
  readonly centralUrl: string
  readonly token: string
  readonly facilityId: string
  readonly userId: string
  readonly file: string
  readonly key: string
  readonly confirmed: readonly Confirmed[]
}

/** Tables that central's state is kept in. Rows are compared whole, but for the number that the file gives a message. */
const tables = ['facility', 'staff', 'reason', 'rule_set', 'individual', 'member', 'contact', 'message', 'decision']
const more = ['note', 'restriction']

/** Everything that does not hold after a run, as sentences; none when all is well. Never message text. */
export async function check(input: CheckInput): Promise<string[]> {
  const problems: string[] = []
  const db = openDatabase(input.file, input.key)
  try {
    problems.push(...fileProblems(db))
    problems.push(...(await decisionProblems(input, db)))
    problems.push(...(await moneyProblems(input)))
    problems.push(...(await copyProblems(input, db)))
  } finally {
    db.close()
  }
  return problems
}

function fileProblems(db: Database): string[] {
  const problems: string[] = []
  for (const schema of ['main', 'own']) {
    const integrity = db.pragma(`${schema}.integrity_check`, { simple: true })
    if (integrity !== 'ok') problems.push(`integrity_check of ${schema} says ${String(integrity)}`)
  }
  try {
    db.exec(`INSERT INTO message_text (message_text, rank) VALUES ('integrity-check', 1)`)
  } catch {
    problems.push('the index of the words does not fit the texts')
  }
  const state = db.prepare<[], { state: string }>('SELECT state FROM sync_position').get()?.state
  if (state !== 'complete') problems.push(`the copy is ${state}`)
  return problems
}

/** Each confirmed decision is at central exactly once, or is an issue, or still waits; one taken back is nowhere. */
async function decisionProblems(input: CheckInput, db: Database): Promise<string[]> {
  const problems: string[] = []
  const commands = await input.database.query<{ id: string; target: string; batch_id: string; outcome: string | null }>(
    `SELECT id, target, batch_id, result->>'outcome' AS outcome FROM commands WHERE facility_id = $1 AND staff_id = $2`,
    [input.facilityId, input.userId],
  )
  const decisions = await input.database.query<{ message_id: string; batch_id: string | null }>(
    'SELECT message_id, batch_id FROM decisions WHERE facility_id = $1 AND staff_id = $2',
    [input.facilityId, input.userId],
  )
  const issues = new Set(
    db
      .prepare<[], { id: string }>('SELECT command_id AS id FROM issue')
      .all()
      .map((row) => row.id),
  )
  const waits = db.prepare<[string, string], { n: number }>(
    'SELECT COUNT(*) AS n FROM outbox WHERE target = ? AND batch_id = ?',
  )
  const waitsAsIssue = db.prepare<[string, string], { n: number }>(
    'SELECT COUNT(*) AS n FROM issue WHERE target = ? AND kind = ?',
  )
  for (const one of input.confirmed) {
    const name = `${one.kind} on ${one.target}`
    const there = commands.filter((each) => each.target === one.target && each.batch_id === one.batchId)
    const took = decisions.filter((each) => each.message_id === one.target && each.batch_id === one.batchId).length
    const here = waits.get(one.target, one.batchId)?.n ?? 0
    if (one.undone) {
      if (there.length + here > 0) problems.push(`${name} was taken back and is there all the same`)
      continue
    }
    const [only] = there
    if (there.length > 1 || took > 1) problems.push(`${name} is at central ${Math.max(there.length, took)} times`)
    else if (only === undefined) {
      if (here === 0 && (waitsAsIssue.get(one.target, one.kind)?.n ?? 0) === 0) problems.push(`${name} is nowhere`)
    } else if (only.outcome === 'applied') {
      if (one.kind.startsWith('message.') && took !== 1) problems.push(`${name} is applied and left no decision`)
      if (issues.has(only.id)) problems.push(`${name} is applied and an issue too`)
      if (here > 0) problems.push(`${name} is applied and still in the outbox`)
    } else {
      if (took > 0) problems.push(`${name} came back as ${only.outcome} and left a decision`)
      if (!issues.has(only.id) && here === 0) problems.push(`${name} came back as ${only.outcome} and nobody is told`)
    }
  }
  return problems
}

/** One charge and at most one refund for each message, and what the label says of the money is true. */
async function moneyProblems(input: CheckInput): Promise<string[]> {
  const rows = await input.database.query<{ id: string; refunds: number; state: string; payment: string }>(
    `SELECT m.id, m.state, m.payment,
       (SELECT count(*) FROM ledger_transactions t WHERE t.message_id = m.id AND t.kind = 'refund')::int AS refunds
     FROM messages m WHERE m.facility_id = $1`,
    [input.facilityId],
  )
  return rows.flatMap((row) => {
    if (row.refunds > 1) return [`${row.id} was refunded ${row.refunds} times`]
    const rejected = row.state === 'rejected' && row.payment !== 'cod_unpaid'
    return rejected && row.refunds !== 1 ? [`${row.id} is rejected and was refunded ${row.refunds} times`] : []
  })
}

/** The copy equals one that is made afresh. */
async function copyProblems(input: CheckInput, db: Database): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-faults-'))
  const client = createCentralClient(input.centralUrl)
  try {
    const file = join(folder, 'fresh.cache')
    const cache = openCache(file, input.key)
    const stream = await client.stream(operations.snapshot, {
      params: { facilityId: input.facilityId },
      query: { retentionDays: 30 },
      body: {},
      token: input.token,
    })
    const none = () => undefined
    await fillFrom(stream, cache, none, Date.now, none)
    cache.close()
    const fresh = openDatabase(file, input.key)
    try {
      const problems = [...tables, ...more].flatMap((table) => tableProblems(table, db, fresh))
      const [here, there] = [positionOf(db), positionOf(fresh)]
      return here === there ? problems : [...problems, `the copy stands at ${here}, central at ${there}`]
    } finally {
      fresh.close()
    }
  } finally {
    client.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const positionOf = (db: Database) => db.prepare<[], number>('SELECT position FROM sync_position').pluck().get()

function tableProblems(table: string, db: Database, fresh: Database): string[] {
  const read = (from: Database) => {
    const rows = from.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all()
    return new Map(rows.map(({ seq: _, ...row }) => [String(row.id), row]))
  }
  const [mine, theirs] = [read(db), read(fresh)]
  const problems: string[] = []
  for (const [id, row] of theirs) {
    const found = mine.get(id)
    if (found === undefined) problems.push(`${table} ${id} is missing`)
    else {
      const wrong = Object.keys(row).filter((column) => row[column] !== found[column])
      if (wrong.length > 0) problems.push(`${table} ${id} differs in ${wrong.join(', ')}`)
    }
  }
  for (const id of mine.keys()) if (!theirs.has(id)) problems.push(`${table} ${id} should not be there`)
  return problems
}
