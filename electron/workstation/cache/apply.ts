import type { FeedRecord } from '../../../shared/central/feed.ts'
import type { Topic } from '../../../shared/console/events.ts'
import type { Cache } from './cache.ts'
import { isOfOneRecord } from './trouble.ts'

/** What a record changed, for those who look at it. */
export interface Applied {
  readonly topic: Topic
  readonly id: string
}

/**
 * Applies records inside a transaction. One that the tables refuse is left out and told, the others are stored: the
 * schema of the contract cannot say everything that a table can.
 *
 * @param refused told the place of a record in `records`
 */
export function applyRecords(
  cache: Cache,
  records: readonly FeedRecord[],
  refused: (index: number) => void,
): (Applied | null)[] {
  try {
    return cache.transaction(() => records.map((record) => applyRecord(cache, record)))
  } catch (error) {
    if (!isOfOneRecord(error)) throw error
  }
  return records.map((record, index) => {
    try {
      return cache.transaction(() => applyRecord(cache, record))
    } catch (error) {
      if (!isOfOneRecord(error)) throw error
      refused(index)
      return null
    }
  })
}

type Put = Extract<FeedRecord, { op: 'put' }>

/**
 * Stores one record of the feed or the snapshot. Applying it again, or an older one after it, changes nothing. Null for
 * an entity that this cache has no table for: the migration that adds one asks for a fresh copy.
 */
export function applyRecord(cache: Cache, record: FeedRecord): Applied | null {
  return record.op === 'put' ? put(cache, record) : remove(cache, record.entity, record.id)
}

function put(cache: Cache, record: Put): Applied | null {
  const { version } = record
  switch (record.entity) {
    case 'facility':
      cache.facility.put(version, record.data)
      return changed('facility', record.id)
    case 'staff':
      cache.facility.putStaff(version, record.data)
      if (!record.data.active) cache.users.forgetVerifier(record.id)
      return changed('people', record.id)
    case 'reason':
      cache.facility.putReason(version, record.data)
      return changed('reasons', record.id)
    case 'rule_set':
      cache.rules.put(version, record.data)
      return changed('rules', record.id)
    case 'individual':
      cache.people.putIndividual(version, record.data)
      return changed('people', record.id)
    case 'member':
      cache.people.putMember(version, record.data)
      return changed('people', record.id)
    case 'contact':
      cache.contacts.put(version, record.data)
      cache.closed.met(record.data)
      if (cache.outbox.hasTarget(record.id)) cache.overlay.settleContact(record.id)
      return changed('contacts', record.id)
    case 'message': {
      cache.messages.put(version, record.data)
      if (cache.outbox.hasTarget(record.id)) cache.overlay.settleMessage(record.id)
      return changed('messages', record.id)
    }
    case 'decision':
      cache.history.putDecision(record.data)
      return changed('messages', record.data.messageId)
    case 'note':
      cache.history.putNote(record.data)
      return changed('messages', record.data.messageId)
    case 'restriction':
      cache.restrictions.put(version, record.data)
      return changed('restrictions', record.id)
    case 'view':
      cache.views.putShared(version, record.data)
      return changed('views', record.id)
    case 'recusal':
      cache.recusals.put(version, record.data)
      cache.closed.refresh()
      return changed('recusals', record.id)
    case 'person_note':
      cache.profiles.putNote(record.data)
      return changed('people', record.data.person.id)
    default:
      return null
  }
}

function remove(cache: Cache, entity: FeedRecord['entity'], id: string): Applied | null {
  switch (entity) {
    case 'message':
      cache.messages.remove(id)
      return changed('messages', id)
    case 'decision':
      cache.history.removeDecision(id)
      return changed('messages', id)
    case 'note':
      cache.history.removeNote(id)
      return changed('messages', id)
    case 'contact':
      cache.contacts.remove(id)
      return changed('contacts', id)
    case 'individual':
      cache.people.removeIndividual(id)
      return changed('people', id)
    case 'member':
      cache.people.removeMember(id)
      return changed('people', id)
    case 'staff':
      cache.facility.removeStaff(id)
      cache.users.forgetVerifier(id)
      return changed('people', id)
    case 'reason':
      cache.facility.removeReason(id)
      return changed('reasons', id)
    case 'rule_set':
      cache.rules.remove(id)
      return changed('rules', id)
    case 'restriction':
      cache.restrictions.remove(id)
      return changed('restrictions', id)
    case 'view':
      cache.views.removeShared(id)
      return changed('views', id)
    case 'recusal':
      cache.recusals.remove(id)
      cache.closed.refresh()
      return changed('recusals', id)
    case 'person_note':
      cache.profiles.removeNote(id)
      return changed('people', id)
    case 'facility':
      return changed('facility', id)
    default:
      return null
  }
}

function changed(topic: Topic, id: string): Applied {
  return { topic, id }
}
