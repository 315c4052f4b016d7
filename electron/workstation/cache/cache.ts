import { type AlertRepository, createAlertRepository } from './alerts.ts'
import { type BatchRepository, createBatchRepository } from './batches.ts'
import { type ClosedRepository, createClosedRepository } from './closed.ts'
import { type ContactRepository, createContactRepository } from './contacts.ts'
import { openDatabase } from './database.ts'
import { createFacilityRepository, type FacilityRepository } from './facility.ts'
import { createHistoryRepository, type HistoryRepository } from './history.ts'
import { createIssueRepository, type IssueRepository } from './issues.ts'
import { createMessageRepository, type MessageRepository } from './messages.ts'
import { createOutboxRepository, type OutboxRepository } from './outbox.ts'
import { createOverlay, type Overlay } from './overlay.ts'
import { createPeopleRepository, type PeopleRepository } from './people.ts'
import { createPositionRepository, type PositionRepository } from './position.ts'
import { createProfileRepository, type ProfileRepository } from './profiles.ts'
import { createQueueRepository, type QueueRepository } from './queue.ts'
import { createRecusalRepository, type RecusalRepository } from './recusals.ts'
import { createRestrictionRepository, type RestrictionRepository } from './restrictions.ts'
import { createRuleRepository, type RuleRepository } from './rules.ts'
import { createSearchRepository, type SearchRepository } from './search.ts'
import { createTimelineRepository, type TimelineRepository } from './timeline.ts'
import { createUserRepository, type UserRepository } from './users.ts'
import { createViewRepository, type ViewRepository } from './views.ts'

/** The encrypted copy of one facility, and in a second file what belongs to this workstation's users. */
export interface Cache {
  readonly facility: FacilityRepository
  readonly people: PeopleRepository
  readonly contacts: ContactRepository
  readonly messages: MessageRepository
  readonly history: HistoryRepository
  readonly queue: QueueRepository
  readonly rules: RuleRepository
  readonly restrictions: RestrictionRepository
  readonly recusals: RecusalRepository
  /** What is closed to the signed-in user. */
  readonly closed: ClosedRepository
  readonly profiles: ProfileRepository
  readonly timeline: TimelineRepository
  readonly search: SearchRepository
  readonly outbox: OutboxRepository
  readonly overlay: Overlay
  readonly issues: IssueRepository
  readonly users: UserRepository
  readonly views: ViewRepository
  readonly batches: BatchRepository
  readonly alerts: AlertRepository
  readonly position: PositionRepository
  /** Everything or nothing. What is lost when the power fails comes again from central. */
  transaction<T>(work: () => T): T
  /**
   * Everything or nothing, and what belongs to the workstation on the disk before it returns: for what exists nowhere
   * else.
   *
   * @param copyToo for what takes something of the workstation's away because the copy has it now. The copy is written
   *   first, so a power cut leaves it in both and never in neither
   */
  durable<T>(work: () => T, copyToo?: boolean): T
  /** Prepares for a great many new messages, or for the few at a time that come otherwise. */
  expectMany(many: boolean): void
  /** What another thread needs to read the copy. */
  readonly reader: { readonly file: string; readonly key: string }
  close(): void
}

/**
 * Opens the copy of a facility and what belongs to the workstation beside it.
 *
 * @param key 64 hexadecimal digits
 * @throws Refusal as `openDatabase`
 */
export function openCache(file: string, key: string): Cache {
  const db = openDatabase(file, key)
  const closed = createClosedRepository(db)
  const messages = createMessageRepository(db)
  const contacts = createContactRepository(db, closed)
  const outbox = createOutboxRepository(db)
  return {
    facility: createFacilityRepository(db),
    people: createPeopleRepository(db),
    contacts,
    messages,
    history: createHistoryRepository(db),
    queue: createQueueRepository(db, closed),
    rules: createRuleRepository(db),
    restrictions: createRestrictionRepository(db),
    recusals: createRecusalRepository(db),
    closed,
    profiles: createProfileRepository(db),
    timeline: createTimelineRepository(db),
    search: createSearchRepository(db, closed),
    outbox,
    overlay: createOverlay(db, messages, contacts, outbox, closed),
    issues: createIssueRepository(db),
    users: createUserRepository(db),
    views: createViewRepository(db),
    batches: createBatchRepository(db),
    alerts: createAlertRepository(db, closed),
    position: createPositionRepository(db),
    transaction: (work) => db.transaction(work)(),
    durable(work, copyToo = false) {
      const schemas = copyToo ? ['main', 'own'] : ['own']
      for (const schema of schemas) db.pragma(`${schema}.synchronous = FULL`)
      try {
        return db.transaction(work)()
      } finally {
        for (const schema of schemas) db.pragma(`${schema}.synchronous = NORMAL`)
      }
    },
    expectMany(many) {
      // Merging the index of words and copying pages out of the log again and again is most of the work of a fill.
      db.pragma(`wal_autocheckpoint = ${many ? 16_000 : 1_000}`)
      db.exec(`INSERT INTO message_text (message_text, rank) VALUES ('automerge', ${many ? 0 : 4})`)
    },
    reader: { file, key },
    close() {
      db.close()
    },
  }
}
