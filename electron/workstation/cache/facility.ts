import type { Facility, StaffUser } from '../../../shared/central/entities.ts'
import type { Reason } from '../../../shared/domain/reasons.ts'
import type { Database } from './database.ts'

/** The facility's own settings, its staff and its reasons. */
export interface FacilityRepository {
  put(version: number, facility: Facility): void
  get(): Facility | null
  putStaff(version: number, user: StaffUser): void
  staff(id: string): StaffUser | null
  /** The active staff, in the order of their names. */
  activeStaff(): StaffUser[]
  /** The name of a staff user, or a dash where it is unknown. */
  staffName(id: string): string
  putReason(version: number, reason: Reason): void
  reasons(): Reason[]
  removeStaff(id: string): void
  removeReason(id: string): void
}

interface FacilityRow {
  id: string
  name: string
  time_zone: string
  messaging_supported: number
  undo_window_seconds: number
  target_minutes: number
  housing_units: string
}

interface ReasonRow {
  id: string
  code: string
  uses: string
  staff_en: string
  staff_es: string
  public_en: string
  public_es: string
  place: number
  active: number
}

export function createFacilityRepository(db: Database): FacilityRepository {
  const put = db.prepare(
    `INSERT INTO facility VALUES (:id, :version, :name, :timeZone, :messaging, :undo, :target, :units)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, time_zone = excluded.time_zone,
       messaging_supported = excluded.messaging_supported, undo_window_seconds = excluded.undo_window_seconds,
       target_minutes = excluded.target_minutes, housing_units = excluded.housing_units
     WHERE excluded.version >= facility.version`,
  )
  const get = db.prepare<[], FacilityRow>('SELECT * FROM facility LIMIT 1')
  const putStaff = db.prepare(
    `INSERT INTO staff VALUES (:id, :version, :name, :role, :active)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, role = excluded.role,
       active = excluded.active WHERE excluded.version >= staff.version`,
  )
  const staff = db.prepare<[string], { id: string; name: string; role: StaffUser['role']; active: number }>(
    'SELECT id, name, role, active FROM staff WHERE id = ?',
  )
  const activeStaff = db.prepare<[], { id: string; name: string; role: StaffUser['role'] }>(
    'SELECT id, name, role FROM staff WHERE active = 1 ORDER BY name, id',
  )
  const putReason = db.prepare(
    `INSERT INTO reason VALUES (:id, :version, :code, :uses, :staffEn, :staffEs, :publicEn, :publicEs, :place, :active)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, code = excluded.code, uses = excluded.uses,
       staff_en = excluded.staff_en, staff_es = excluded.staff_es, public_en = excluded.public_en,
       public_es = excluded.public_es, place = excluded.place, active = excluded.active
     WHERE excluded.version >= reason.version`,
  )
  const reasons = db.prepare<[], ReasonRow>('SELECT * FROM reason ORDER BY place, code')
  const removeStaff = db.prepare('DELETE FROM staff WHERE id = ?')
  const removeReason = db.prepare('DELETE FROM reason WHERE id = ?')

  const repository: FacilityRepository = {
    put(version, facility) {
      put.run({
        id: facility.id,
        version,
        name: facility.name,
        timeZone: facility.timeZone,
        messaging: facility.messagingSupported ? 1 : 0,
        undo: facility.undoWindowSeconds,
        target: facility.targetMinutes,
        units: JSON.stringify(facility.housingUnits),
      })
    },
    get() {
      const row = get.get()
      if (!row) return null
      return {
        id: row.id,
        name: row.name,
        timeZone: row.time_zone,
        messagingSupported: row.messaging_supported === 1,
        undoWindowSeconds: row.undo_window_seconds,
        targetMinutes: row.target_minutes,
        housingUnits: JSON.parse(row.housing_units) as string[],
      }
    },
    putStaff(version, user) {
      putStaff.run({ id: user.id, version, name: user.name, role: user.role, active: user.active ? 1 : 0 })
    },
    staff(id) {
      const row = staff.get(id)
      return row ? { id: row.id, name: row.name, role: row.role, active: row.active === 1 } : null
    },
    activeStaff: () => activeStaff.all().map((row) => ({ ...row, active: true })),
    staffName(id) {
      return staff.get(id)?.name ?? '–'
    },
    putReason(version, reason) {
      putReason.run({
        id: reason.id,
        version,
        code: reason.code,
        uses: JSON.stringify(reason.uses),
        staffEn: reason.staff.en,
        staffEs: reason.staff.es,
        publicEn: reason.public.en,
        publicEs: reason.public.es,
        place: reason.order,
        active: reason.active ? 1 : 0,
      })
    },
    reasons() {
      return reasons.all().map((row) => ({
        id: row.id,
        code: row.code,
        uses: JSON.parse(row.uses) as Reason['uses'],
        staff: { en: row.staff_en, es: row.staff_es },
        public: { en: row.public_en, es: row.public_es },
        order: row.place,
        active: row.active === 1,
      }))
    },
    removeStaff(id) {
      removeStaff.run(id)
    },
    removeReason(id) {
      removeReason.run(id)
    },
  }
  return repository
}
