import type { PersonKind, Recusal } from '../../../shared/central/entities.people.ts'
import type { Database } from './database.ts'
import { toInstant, toInstantOrNull, toMs, toMsOrNull } from './time.ts'

/** Most recusals in one list. */
const MOST = 500

export interface VersionedRecusal {
  readonly version: number
  readonly recusal: Recusal
}

/** Recusals as central told them. What they close is for `closed.ts`. */
export interface RecusalRepository {
  put(version: number, recusal: Recusal): void
  remove(id: string): void
  get(id: string): VersionedRecusal | null
  /** Those that hold first, the latest first; of one staff user, or of everybody. */
  list(staffId: string | null): VersionedRecusal[]
  ofPerson(personId: string): VersionedRecusal[]
}

interface Row {
  id: string
  version: number
  staff_id: string
  person_kind: PersonKind
  person_id: string
  relation: string
  declared_by: string
  declared_at: number
  withdrawn_by: string | null
  withdrawn_at: number | null
}

const ofRow = (row: Row): VersionedRecusal => ({
  version: row.version,
  recusal: {
    id: row.id,
    staffId: row.staff_id,
    person: { kind: row.person_kind, id: row.person_id },
    relation: row.relation,
    declaredBy: row.declared_by,
    declaredAt: toInstant(row.declared_at),
    withdrawnBy: row.withdrawn_by,
    withdrawnAt: toInstantOrNull(row.withdrawn_at),
  },
})

export function createRecusalRepository(db: Database): RecusalRepository {
  const put = db.prepare(
    `INSERT INTO recusal VALUES (:id, :version, :staffId, :kind, :personId, :relation, :declaredBy, :declaredAt,
       :withdrawnBy, :withdrawnAt)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, withdrawn_by = excluded.withdrawn_by,
       withdrawn_at = excluded.withdrawn_at WHERE excluded.version >= recusal.version`,
  )
  const remove = db.prepare('DELETE FROM recusal WHERE id = ?')
  const get = db.prepare<[string], Row>('SELECT * FROM recusal WHERE id = ?')
  const order = `ORDER BY withdrawn_at IS NOT NULL, declared_at DESC, id LIMIT ${MOST}`
  const all = db.prepare<[], Row>(`SELECT * FROM recusal ${order}`)
  const ofStaff = db.prepare<[string], Row>(`SELECT * FROM recusal WHERE staff_id = ? ${order}`)
  const ofPerson = db.prepare<[string], Row>(`SELECT * FROM recusal WHERE person_id = ? ${order}`)
  return {
    put(version, { person, ...rest }) {
      put.run({
        ...rest,
        version,
        kind: person.kind,
        personId: person.id,
        declaredAt: toMs(rest.declaredAt),
        withdrawnAt: toMsOrNull(rest.withdrawnAt),
      })
    },
    remove(id) {
      remove.run(id)
    },
    get(id) {
      const row = get.get(id)
      return row ? ofRow(row) : null
    },
    list: (staffId) => (staffId === null ? all.all() : ofStaff.all(staffId)).map(ofRow),
    ofPerson: (personId) => ofPerson.all(personId).map(ofRow),
  }
}
