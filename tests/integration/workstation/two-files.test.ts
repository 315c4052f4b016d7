import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCache } from '../../../electron/workstation/cache/cache.ts'
import { openDatabase } from '../../../electron/workstation/cache/database.ts'
import { migrations } from '../../../electron/workstation/cache/migrations/index.ts'

const KEY = 'ab'.repeat(32)
const ID = '01a20000-0000-7000-8000-000000000001'
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-files-'))
  file = join(folder, 'facility.cache')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A file as it was when everything lay in one. */
function oneFile(): void {
  const db = new Sqlite(file)
  db.pragma(`cipher='sqlcipher'`)
  db.pragma('legacy=4')
  db.pragma(`key="x'${KEY}'"`)
  db.pragma('journal_mode = WAL')
  const apart = migrations.findIndex((each) => each.includes('DROP TABLE outbox'))
  for (const each of migrations.slice(0, apart)) db.exec(each)
  db.pragma(`user_version = ${apart}`)
  db.prepare(
    `INSERT INTO outbox (id, user_id, kind, target, based_on, payload, at, undo_until, not_before, state)
     VALUES (?, 'u', 'message.reject', 'm', 1, '{}', 1, 1, 1, 'sent')`,
  ).run(ID)
  db.exec(`INSERT INTO opened VALUES ('u', 'm')`)
  db.close()
}

const outboxOf = () => {
  const db = openDatabase(file, KEY)
  const ids = db.prepare<[], string>('SELECT id FROM own.outbox').pluck().all()
  const here = db.prepare<[], string>(`SELECT name FROM main.sqlite_schema WHERE name = 'outbox'`).pluck().all()
  db.close()
  return { ids, here }
}

describe('What belongs to a workstation', () => {
  it('moves into a file of its own once, with nothing lost and nothing twice', () => {
    oneFile()
    expect(outboxOf()).toEqual({ ids: [ID], here: [] })
    expect(outboxOf()).toEqual({ ids: [ID], here: [] })
  })

  it('is there once when a power cut came between moving it and dropping the old table', () => {
    oneFile()
    const moved = openDatabase(join(folder, 'other.cache'), KEY)
    moved.close()
    // The own file has the row already, the copy has it still.
    const own = new Sqlite(join(folder, 'facility.own'))
    own.pragma(`cipher='sqlcipher'`)
    own.pragma('legacy=4')
    own.pragma(`key="x'${KEY}'"`)
    const shape = openDatabase(join(folder, 'other.cache'), KEY)
    const sql = shape.prepare<[], string>(
      `SELECT sql FROM own.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`,
    )
    for (const each of sql.pluck().all()) own.exec(each)
    own.pragma(`user_version = ${String(shape.pragma('own.user_version', { simple: true }))}`)
    shape.close()
    own
      .prepare(
        `INSERT INTO outbox (seq, id, user_id, kind, target, based_on, payload, at, undo_until, not_before, state)
       VALUES (1, ?, 'u', 'message.reject', 'm', 1, '{}', 1, 1, 1, 'sent')`,
      )
      .run(ID)
    own.close()
    expect(outboxOf()).toEqual({ ids: [ID], here: [] })
  })

  it('leaves no overlay behind whose command never reached the disk', () => {
    const cache = openCache(file, KEY)
    cache.close()
    const db = openDatabase(file, KEY)
    db.exec(`INSERT INTO contact (id, version, member_id, individual_id, relationship, state, privileged, requested_at,
      shown_state, overlay_id) VALUES ('c', 1, 'm', 'i', 'aunt', 'pending', 0, 1, 'approved', 'a-command-that-is-nowhere')`)
    db.close()
    const again = openCache(file, KEY)
    again.transaction(() => again.overlay.showFor('u'))
    again.close()
    const after = openDatabase(file, KEY)
    expect(after.prepare('SELECT shown_state, overlay_id FROM contact').all()).toEqual([
      { shown_state: 'pending', overlay_id: null },
    ])
    after.close()
  })
})
