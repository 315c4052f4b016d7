import { z } from 'zod'
import { id, instant, version } from '../domain/ids.ts'
import { claimsEvent, presenceEvent } from './claims.ts'
import { type EntityData, type EntityName, entitySchemas } from './entities.ts'

/** Most records in one answer of the change feed. */
export const FEED_PAGE = 1_000

/** A position in a facility's change feed: 1 for the first change, gapless, in commit order. 0 is "nothing yet". */
export const position = z.int().min(0)

/**
 * Another generation than the one a workstation knows says that the database was restored from a backup: what the
 * workstation has may be of a future that never came, so it takes a snapshot.
 */
export const generation = z.uuid()

/** The envelope of a record, read first: an unknown entity is set aside instead of stopping the feed. */
export const recordEnvelope = z.object({
  position,
  entity: z.string(),
  id,
  version,
  op: z.enum(['put', 'remove']),
  data: z.unknown(),
})
export type RecordEnvelope = z.infer<typeof recordEnvelope>

/** A record whose data has been checked against its entity's schema. */
export type FeedRecord = {
  [E in EntityName]:
    | { position: number; entity: E; id: string; version: number; op: 'put'; data: EntityData[E] }
    | { position: number; entity: E; id: string; version: number; op: 'remove'; data: null }
}[EntityName]

/** What is known of a record that cannot be understood; `null` where even that cannot be read. */
export interface RecordProblem {
  readonly position: number | null
  readonly entity: string | null
  readonly id: string | null
  readonly problem: 'malformed' | 'unknown_entity'
}

/** Checks one record of the feed; a record that cannot be understood comes back as a problem, never as an exception. */
export function parseRecord(raw: unknown): { record: FeedRecord } | { problem: RecordProblem } {
  const envelope = recordEnvelope.safeParse(raw)
  if (!envelope.success) return { problem: { position: null, entity: null, id: null, problem: 'malformed' } }
  const { position, entity, id, op, data } = envelope.data
  if (!Object.hasOwn(entitySchemas, entity)) return { problem: { position, entity, id, problem: 'unknown_entity' } }
  if (op === 'remove') return { record: { ...envelope.data, data: null } as FeedRecord }
  const parsed = entitySchemas[entity as EntityName].safeParse(data)
  if (!parsed.success) return { problem: { position, entity, id, problem: 'malformed' } }
  return { record: { ...envelope.data, data: parsed.data } as FeedRecord }
}

/** Answer of `GET …/changes?after=N`. */
export const changesPage = z.object({
  /** The position at which the facility stands now. */
  head: position,
  generation: generation.optional(),
  /** Raw records: each is checked on its own by `parseRecord`. */
  records: z.array(z.unknown()).max(FEED_PAGE),
})
export type ChangesPage = z.infer<typeof changesPage>

/** The lines of a snapshot (NDJSON): one `head`, the records, one `end` that proves that none is missing. */
export const snapshotLine = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('head'),
    position,
    generation: generation.optional(),
    facilityId: id,
    /** How many records follow, for progress; of a snapshot that is taken up again, how many are left. */
    records: z.int().min(0),
    at: instant,
  }),
  z.object({
    type: z.literal('record'),
    entity: z.string(),
    id,
    version,
    data: z.unknown(),
    /** Where the snapshot can be taken up again once this line and all before it are stored; opaque. */
    mark: z.string().optional(),
  }),
  z.object({ type: z.literal('end'), position, records: z.int().min(0) }),
])
export type SnapshotLine = z.infer<typeof snapshotLine>

/** Events of `GET …/live` (server-sent events): the name of the event and its data. */
export const liveEvents = {
  head: z.object({ position }),
  heartbeat: z.object({ at: instant }),
  claims: claimsEvent,
  presence: presenceEvent,
} as const
