import { facilityTables } from './001_facility.ts'
import { messageTables } from './002_messages.ts'
import { ledgerTables } from './003_ledger.ts'
import { feedTables } from './004_feed.ts'
import { promiseTables } from './005_promises.ts'
import { administrationTables } from './006_administration.ts'
import { claimTables } from './007_claims.ts'
import { readTables } from './008_reads.ts'
import { peopleTables } from './009_people.ts'
import { reviewTables } from './010_review.ts'
import { ruleTables } from './011_rules.ts'

export interface Migration {
  /** From 1, without gaps. */
  readonly number: number
  readonly name: string
  readonly sql: string
}

/** Every migration in order. One that has been released is never changed; a change is a new one at the end. */
export const migrations: readonly Migration[] = [
  { number: 1, name: 'facility', sql: facilityTables },
  { number: 2, name: 'messages', sql: messageTables },
  { number: 3, name: 'ledger', sql: ledgerTables },
  { number: 4, name: 'feed', sql: feedTables },
  { number: 5, name: 'promises', sql: promiseTables },
  { number: 6, name: 'administration', sql: administrationTables },
  { number: 7, name: 'claims', sql: claimTables },
  { number: 8, name: 'reads', sql: readTables },
  { number: 9, name: 'people', sql: peopleTables },
  { number: 10, name: 'review', sql: reviewTables },
  { number: 11, name: 'rules', sql: ruleTables },
]
