import type { Database } from './database.ts'

export type CopyState = 'empty' | 'filling' | 'complete'

/** How far the copy of the facility reaches, and which records of the feed could not be understood. */
export interface PositionRepository {
  get(): { position: number; state: CopyState; syncedAt: number | null }
  /** Stands in the same transaction as the changes up to this position. */
  set(position: number): void
  setState(state: CopyState): void
  setSyncedAt(ms: number): void
  /** Keeps the place and the kind of problem of a record; never its data. */
  setAside(position: number, problem: string, at: number): void
  setAsideCount(): number
  /** Empties everything that central sent, and keeps what belongs to the workstation. Marks the copy as filling. */
  clearCopy(): void
}

export function createPositionRepository(db: Database): PositionRepository {
  const get = db.prepare<[], { position: number; state: CopyState; syncedAt: number | null }>(
    'SELECT position, state, synced_at AS syncedAt FROM sync_position',
  )
  const set = db.prepare('UPDATE sync_position SET position = ?')
  const setState = db.prepare('UPDATE sync_position SET state = ?')
  const setSyncedAt = db.prepare('UPDATE sync_position SET synced_at = ?')
  const setAside = db.prepare('INSERT INTO set_aside (position, problem, at) VALUES (?, ?, ?)')
  const count = db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM set_aside')

  return {
    get() {
      return get.get() ?? { position: 0, state: 'empty', syncedAt: null }
    },
    set(position) {
      set.run(position)
    },
    setState(state) {
      setState.run(state)
    },
    setSyncedAt(ms) {
      setSyncedAt.run(ms)
    },
    setAside(position, problem, at) {
      setAside.run(position, problem, at)
    },
    setAsideCount() {
      return count.get()?.n ?? 0
    },
    clearCopy() {
      for (const table of [
        'shared_view',
        'restriction',
        'recusal',
        'person_note',
        'note',
        'decision',
        'contact',
        'member',
        'individual',
        'rule_set',
        'reason',
        'staff',
      ]) {
        db.exec(`DELETE FROM ${table}`)
      }
      // 'delete-all' needs no old text, where deleting row by row would have to read each one back.
      db.exec(`INSERT INTO message_text (message_text) VALUES ('delete-all')`)
      db.exec(`INSERT INTO person_text (person_text) VALUES ('delete-all')`)
      db.exec('DELETE FROM person; DELETE FROM message; UPDATE queue_count SET n = 0; DELETE FROM set_aside')
      db.exec(`UPDATE sync_position SET position = 0, state = 'filling'`)
    },
  }
}
