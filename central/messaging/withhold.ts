import type { Transaction } from '../database/database.ts'
import type { FeedService } from '../feed/service.ts'
import { type MessageRow, messageOf } from './store.ts'

export interface WithholdService {
  /**
   * Withdraws the texts of a contact's messages from staff, and what screening found in them: in the feed that is still
   * kept, and by a new entry for every workstation that has them. Nobody sends within the contact meanwhile, because the
   * caller holds it. Returns how many there were.
   */
  contact(tx: Transaction, facilityId: string, contactId: string): Promise<number>
}

const NOTHING_FOUND = `jsonb_build_object('ruleSetVersion', %->'ruleSetVersion', 'matches', '[]'::jsonb, 'rules', '[]'::jsonb)`

/** Taking back from staff what they may no longer see. The two people of the contact go on reading their messages. */
export function withholdService(feed: FeedService): WithholdService {
  return {
    async contact(tx, facilityId, contactId) {
      const rows = await tx.query<MessageRow>(
        `UPDATE messages SET privileged = true, screening = ${NOTHING_FOUND.replace('%', 'screening')}, urgent = false,
           priority = 'normal', version = version + 1
         WHERE contact_id = $1 AND NOT privileged RETURNING *`,
        [contactId],
      )
      await tx.query(
        `UPDATE changes SET data = data || jsonb_build_object('text', NULL, 'urgent', false, 'priority', 'normal',
           'screening', ${NOTHING_FOUND.replace('%', `(data->'screening')`)})
         WHERE facility_id = $1 AND entity = 'message' AND entity_id = ANY ($2::uuid[]) AND data IS NOT NULL`,
        [facilityId, rows.map((row) => row.id)],
      )
      for (const row of rows) feed.put(tx, facilityId, 'message', row.version, messageOf(row))
      return rows.length
    },
  }
}
