import type { AuditProblem, AuditReport } from '../../shared/central/operations.records.ts'
import type { Queryable } from '../database/database.ts'
import { type AuditEntry, hashOf, NOTHING_BEFORE } from './chain.ts'
import { type AuditRow, readEnd, readTrail } from './store.ts'

const BATCH = 1_000
const MOST_PROBLEMS = 100

const entryOf = (row: AuditRow): AuditEntry => ({
  actorId: row.actor_id,
  action: row.action,
  subjectId: row.subject_id,
  details: row.details as AuditEntry['details'],
})

/**
 * Checks a facility's whole trail, in batches, so that memory stays small however long it is. `db` must see one moment
 * (a REPEATABLE READ transaction): otherwise an entry that is written meanwhile looks like one too many.
 */
export async function verifyTrail(db: Queryable, facilityId: string): Promise<AuditReport> {
  const end = (await readEnd(db, facilityId)) ?? { position: 0, hash: NOTHING_BEFORE }
  const problems: AuditProblem[] = []
  /** Rows whose content is not what their hash says: altered, or written at another position. */
  const unlike: AuditRow[] = []
  const report = (position: number, problem: AuditProblem['problem']): void => {
    if (problems.length < MOST_PROBLEMS) problems.push({ position, problem, belongsAt: null })
  }

  let previous = NOTHING_BEFORE
  let position = 0
  let entries = 0
  /** Whether the entry before is what was written: what follows a broken one is not broken for that. */
  let whole = true
  for (;;) {
    const rows = await readTrail(db, facilityId, position, BATCH)
    if (rows.length === 0) break
    for (const row of rows) {
      const before = whole
      whole = true
      for (let gap = position + 1; gap < row.position && problems.length < MOST_PROBLEMS; gap++) report(gap, 'missing')
      if (row.position > end.position) {
        whole = false
        report(row.position, 'beyond_the_end')
      } else if (!hashOf(row.previous_hash, row.position, row.at, facilityId, entryOf(row)).equals(row.hash)) {
        whole = false
        report(row.position, 'altered')
        if (unlike.length < MOST_PROBLEMS) unlike.push(row)
      } else if (before && row.position === position + 1 && !row.previous_hash.equals(previous)) {
        report(row.position, 'unlinked')
      }
      previous = row.hash
      position = row.position
      entries++
    }
  }
  for (let gap = position + 1; gap <= end.position && problems.length < MOST_PROBLEMS; gap++) report(gap, 'missing')
  // The last entry may have been rewritten with a hash that fits it: then it is not the one that the head remembers.
  if (position === end.position && !end.hash.equals(previous) && problems.at(-1)?.position !== position) {
    report(Math.max(1, position), 'unlinked')
  }
  nameTheReordered(facilityId, problems, unlike)
  return {
    holds: problems.length === 0,
    entries,
    end: { position: end.position, hash: end.hash.toString('hex') },
    problems,
  }
}

/** An entry that fits its hash at another place of the broken ones was moved there, not altered. */
function nameTheReordered(facilityId: string, problems: AuditProblem[], unlike: readonly AuditRow[]): void {
  const places = problems.map((problem) => problem.position)
  for (const row of unlike) {
    const belongsAt = places.find((place) =>
      hashOf(row.previous_hash, place, row.at, facilityId, entryOf(row)).equals(row.hash),
    )
    const at = problems.findIndex((problem) => problem.position === row.position && problem.problem === 'altered')
    if (belongsAt !== undefined && at >= 0) problems[at] = { position: row.position, problem: 'reordered', belongsAt }
  }
}
