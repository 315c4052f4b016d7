import type { Transaction } from '../database/database.ts'
import type { FeedService } from '../feed/service.ts'
import { assignedAbout, find, messageOf, update } from './store.ts'

/** Makes the open messages of a person nobody's that were assigned to a staff user. Returns how many there were. */
export async function giveBackAssigned(
  tx: Transaction,
  feed: FeedService,
  staffId: string,
  personId: string,
): Promise<number> {
  const ids = await assignedAbout(tx, staffId, personId)
  for (const id of ids) {
    const row = await find(tx, id, true)
    if (row === null || row.assigned_to !== staffId) continue
    const after = { ...row, assigned_to: null, version: row.version + 1 }
    await update(tx, after)
    feed.put(tx, row.facility_id, 'message', after.version, messageOf(after))
  }
  return ids.length
}
