import type { SharedView, View } from '../../../shared/central/views.ts'
import type { Database } from './database.ts'
import { toMs } from './time.ts'

export interface StoredView {
  readonly id: string
  readonly view: View
}

export interface StoredSharedView extends StoredView {
  readonly version: number
  /** The name of who changed it last. */
  readonly by: string
}

/** Saved views: those that the facility shares, as central told them, and each user's own. */
export interface ViewRepository {
  putShared(version: number, view: SharedView): void
  removeShared(id: string): void
  shared(): StoredSharedView[]
  savePrivate(userId: string, id: string, view: View): void
  /** Whether this user had such a view. */
  removePrivate(userId: string, id: string): boolean
  privateOf(userId: string): StoredView[]
}

type Content = Omit<View, 'name'>

export function createViewRepository(db: Database): ViewRepository {
  const putShared = db.prepare(
    `INSERT INTO shared_view VALUES (:id, :version, :name, :content, :changedBy, :changedAt)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, content = excluded.content,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at WHERE excluded.version >= shared_view.version`,
  )
  const removeShared = db.prepare('DELETE FROM shared_view WHERE id = ?')
  const shared = db.prepare<[], { id: string; version: number; name: string; content: string; by: string | null }>(
    `SELECT shared_view.id, shared_view.version, shared_view.name, content, staff.name AS by
     FROM shared_view LEFT JOIN staff ON staff.id = changed_by`,
  )
  const savePrivate = db.prepare(
    `INSERT INTO private_view VALUES (:id, :userId, :name, :content)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, content = excluded.content
     WHERE private_view.user_id = excluded.user_id`,
  )
  const removePrivate = db.prepare('DELETE FROM private_view WHERE user_id = ? AND id = ?')
  const privateOf = db.prepare<[string], { id: string; name: string; content: string }>(
    'SELECT id, name, content FROM private_view WHERE user_id = ?',
  )
  const viewOf = (row: { name: string; content: string }): View => ({
    ...(JSON.parse(row.content) as Content),
    name: row.name,
  })
  const contentOf = ({ queue, filter, sort, columns }: View): string =>
    JSON.stringify({ queue, filter, sort, columns } satisfies Content)

  return {
    putShared(version, view) {
      putShared.run({
        id: view.id,
        version,
        name: view.name,
        content: contentOf(view),
        changedBy: view.changedBy,
        changedAt: toMs(view.changedAt),
      })
    },
    removeShared(id) {
      removeShared.run(id)
    },
    shared: () =>
      shared.all().map((row) => ({ id: row.id, version: row.version, by: row.by ?? '–', view: viewOf(row) })),
    savePrivate(userId, id, view) {
      savePrivate.run({ id, userId, name: view.name, content: contentOf(view) })
    },
    removePrivate: (userId, id) => removePrivate.run(userId, id).changes > 0,
    privateOf: (userId) => privateOf.all(userId).map((row) => ({ id: row.id, view: viewOf(row) })),
  }
}
