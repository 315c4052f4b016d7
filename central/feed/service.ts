import type { EntityData, EntityName } from '../../shared/central/entities.ts'
import type { ChangesPage } from '../../shared/central/feed.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { type Database, LAST_STEPS, type Transaction } from '../database/database.ts'
import type { HeadBoard } from './heads.ts'
import { append, type Change, readChanges, readHead } from './store.ts'

/** Where a change will stand in the feed: known once the transaction is about to commit. */
export interface Placed {
  position(): number
}

interface Pending {
  readonly changes: Change[]
  last: number | null
}

export interface FeedService {
  /** Tells that an entity now reads so. It enters the feed with the commit of the transaction, or not at all. */
  put<E extends EntityName>(
    tx: Transaction,
    facilityId: string,
    entity: E,
    version: number,
    data: EntityData[E],
  ): Placed
  /** Tells that an entity is no more. */
  remove(tx: Transaction, facilityId: string, entity: EntityName, id: string, version: number): Placed
  /** Where the feed of a facility stands. @throws Refusal not_found */
  head(facilityId: string): Promise<number>
  /** At most `limit` changes after a position. @throws Refusal feed_ahead, feed_behind, not_found */
  changes(facilityId: string, after: number, limit: number): Promise<ChangesPage>
}

/** The change feed of each facility: gapless positions in commit order. */
export function feedService(database: Database, heads: HeadBoard): FeedService {
  const open = new WeakMap<Transaction, Map<string, Pending>>()

  const pendingOf = (tx: Transaction, facilityId: string): Pending => {
    let facilities = open.get(tx)
    if (facilities === undefined) {
      const made = new Map<string, Pending>()
      facilities = made
      open.set(tx, made)
    }
    let pending = facilities.get(facilityId)
    if (pending === undefined) {
      pending = { changes: [], last: null }
      facilities.set(facilityId, pending)
    }
    return pending
  }

  /** Locks are taken in the order of the facilities, so that two transactions cannot wait for each other. */
  const flush = async (tx: Transaction): Promise<void> => {
    const facilities = open.get(tx)
    if (facilities === undefined) return
    for (const [facilityId, pending] of [...facilities].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (pending.last !== null || pending.changes.length === 0) continue
      const last = await append(tx, facilityId, pending.changes)
      pending.last = last
      tx.afterCommit(() => heads.moved(facilityId, last))
    }
  }

  const place = (tx: Transaction, facilityId: string, change: Change): Placed => {
    const pending = pendingOf(tx, facilityId)
    // Pushed as a last step too, so that a part of the transaction that is undone takes its changes with it.
    tx.last(LAST_STEPS.feed, async () => void pending.changes.push(change))
    tx.last(LAST_STEPS.feed + 0.5, () => flush(tx))
    return {
      position() {
        if (pending.last === null) throw new Error('the position is known only at the end of the transaction')
        return pending.last
      },
    }
  }

  return {
    put: (tx, facilityId, entity, version, data) =>
      place(tx, facilityId, { entity, id: data.id, version, op: 'put', data }),
    remove: (tx, facilityId, entity, id, version) =>
      place(tx, facilityId, { entity, id, version, op: 'remove', data: null }),
    async head(facilityId) {
      const head = await readHead(database, facilityId)
      if (head === null) throw new Refusal('not_found')
      return head.position
    },
    async changes(facilityId, after, limit) {
      // The head is read first: changes that commit in between are then simply more than it says.
      const head = await readHead(database, facilityId)
      if (head === null) throw new Refusal('not_found')
      if (after > head.position) throw new Refusal('feed_ahead')
      if (after < head.floor) throw new Refusal('feed_behind')
      if (after === head.position) return { head: head.position, generation: head.generation, records: [] }
      const records = await readChanges(database, facilityId, after, limit)
      return { head: Math.max(head.position, records.at(-1)?.position ?? 0), generation: head.generation, records }
    },
  }
}
