import { facilityMigration } from './001_facility.ts'
import { messagesMigration } from './002_messages.ts'
import { ownMigration } from './003_own.ts'
import { restrictionsMigration } from './004_restrictions.ts'
import { readsMigration } from './005_reads.ts'
import { peopleMigration } from './006_people.ts'
import { seqMigration } from './007_seq.ts'
import { reviewMigration } from './008_review.ts'
import { movedToOwn, ownApartMigration } from './009_own_apart.ts'
import { fillMigration } from './010_fill.ts'
import { screenedMigration } from './011_screened.ts'
import { lastRecordMigration } from './012_last_record.ts'

/** Every migration in order; the number of the last one is the schema's version (`user_version`). Never edited, only added to. */
export const migrations: readonly string[] = [
  facilityMigration,
  messagesMigration,
  ownMigration,
  restrictionsMigration,
  readsMigration,
  peopleMigration,
  seqMigration,
  reviewMigration,
  ownApartMigration,
  fillMigration,
  screenedMigration,
  lastRecordMigration,
]

/** Before which migration rows are moved from the copy into the own file, and from which tables. */
export const moves: ReadonlyMap<string, readonly string[]> = new Map([[ownApartMigration, movedToOwn]])
