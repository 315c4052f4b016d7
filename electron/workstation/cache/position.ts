import type { Database } from './database.ts'

export type CopyState = 'empty' | 'filling' | 'complete'

/** How far a fill has come: `mark` is where central takes it up again, null before the first one. */
export interface FillState {
  readonly mark: string | null
  /** Rows stored up to the mark. */
  readonly done: number
  readonly total: number
}

export interface CopyPosition {
  readonly position: number
  readonly state: CopyState
  /** Milliseconds since 1970; null before the first time. */
  readonly syncedAt: number | null
  /** The history of central's that the position belongs to; null when central never told one. */
  readonly generation: string | null
  readonly fill: FillState
  /** The contract by which the copy was filled. */
  readonly contract: string | null
  /** Names the record of the feed at the position; null after a fill, which ends at none. */
  readonly lastRecord: string | null
}

/** A record that could not be understood: where it came from, never what was in it. */
export interface SetAside {
  /** In the feed; null for a line of a snapshot. */
  readonly position: number | null
  /** The mark before it in the snapshot; null for the beginning, and for a record of the feed. */
  readonly mark: string | null
  readonly entity: string | null
  readonly recordId: string | null
  readonly problem: string
}

/** How far the copy of the facility reaches, and which records could not be understood. */
export interface PositionRepository {
  get(): CopyPosition
  /**
   * Stands in the same transaction as the changes up to this position.
   * @param lastRecord names the record there; null when it is not known
   */
  set(position: number, lastRecord?: string | null): void
  setState(state: CopyState): void
  setSyncedAt(ms: number): void
  setGeneration(generation: string): void
  /** Empties the copy and begins a fill at the position of a snapshot. */
  beginFill(position: number, generation: string | null): void
  /** Stands in the same transaction as the rows up to the mark. */
  setFill(fill: FillState): void
  completeFill(contract: string): void
  setAside(record: SetAside, at: number): void
  /** Those that were set aside, oldest first, at most a hundred. */
  asides(): readonly (SetAside & { readonly seq: number })[]
  setAsideCount(): number
  /** It has been understood, or something newer took its place. */
  dropAside(seq: number): void
  /** A later state of the same thing came: what was set aside of it is not missed any more. */
  supersede(entity: string, recordId: string): void
}

const copied = [
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
]

interface Row {
  position: number
  state: CopyState
  syncedAt: number | null
  generation: string | null
  mark: string | null
  done: number
  total: number
  contract: string | null
  lastRecord: string | null
}

export function createPositionRepository(db: Database): PositionRepository {
  const get = db.prepare<[], Row>(
    `SELECT position, state, synced_at AS syncedAt, generation, fill_mark AS mark, fill_done AS done,
       fill_total AS total, contract, last_record AS lastRecord FROM sync_position`,
  )
  const set = db.prepare('UPDATE sync_position SET position = ?, last_record = ?')
  const setState = db.prepare('UPDATE sync_position SET state = ?')
  const setSyncedAt = db.prepare('UPDATE sync_position SET synced_at = ?')
  const setGeneration = db.prepare('UPDATE sync_position SET generation = ?')
  const begin = db.prepare(
    `UPDATE sync_position SET position = ?, generation = ?, state = 'filling', fill_mark = NULL, fill_done = 0,
       fill_total = 0, last_record = NULL`,
  )
  const setFill = db.prepare('UPDATE sync_position SET fill_mark = :mark, fill_done = :done, fill_total = :total')
  const complete = db.prepare(`UPDATE sync_position SET state = 'complete', fill_mark = NULL, contract = ?`)
  const setAside = db.prepare(
    `INSERT INTO set_aside (position, mark, entity, record_id, problem, at)
     VALUES (:position, :mark, :entity, :recordId, :problem, :at)`,
  )
  const asides = db.prepare<[], SetAside & { seq: number }>(
    `SELECT seq, position, mark, entity, record_id AS recordId, problem FROM set_aside ORDER BY seq LIMIT 100`,
  )
  const count = db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM set_aside')
  const drop = db.prepare('DELETE FROM set_aside WHERE seq = ?')
  const supersede = db.prepare('DELETE FROM set_aside WHERE entity = ? AND record_id = ?')

  return {
    get() {
      const row = get.get()
      if (row === undefined) throw new Error('the copy has no position')
      const { mark, done, total, ...rest } = row
      return { ...rest, fill: { mark, done, total } }
    },
    set(position, lastRecord = null) {
      set.run(position, lastRecord)
    },
    setState(state) {
      setState.run(state)
    },
    setSyncedAt(ms) {
      setSyncedAt.run(ms)
    },
    setGeneration(generation) {
      setGeneration.run(generation)
    },
    beginFill(position, generation) {
      for (const table of copied) db.exec(`DELETE FROM ${table}`)
      // 'delete-all' needs no old text, where deleting row by row would have to read each one back.
      db.exec(`INSERT INTO message_text (message_text) VALUES ('delete-all')`)
      db.exec(`INSERT INTO person_text (person_text) VALUES ('delete-all')`)
      db.exec('DELETE FROM person; DELETE FROM message; UPDATE queue_count SET n = 0; DELETE FROM set_aside')
      begin.run(position, generation)
    },
    setFill(fill) {
      setFill.run(fill)
    },
    completeFill(contract) {
      complete.run(contract)
    },
    setAside(record, at) {
      setAside.run({ ...record, at })
    },
    asides: () => asides.all(),
    setAsideCount: () => count.get()?.n ?? 0,
    dropAside(seq) {
      drop.run(seq)
    },
    supersede(entity, recordId) {
      supersede.run(entity, recordId)
    },
  }
}
