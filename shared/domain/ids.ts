import { z } from 'zod'

/** Every entity and command is named by a UUID; the ones we make are version 7, so that they sort by time. */
export const id = z.uuid()
export type Id = z.infer<typeof id>

/** A moment in UTC, ISO 8601 with milliseconds and `Z`: `2026-11-23T08:15:00.000Z`. PostgreSQL knows no year 0. */
export const instant = z.iso.datetime({ precision: 3 }).refine((at) => !at.startsWith('0000-'))
export type Instant = z.infer<typeof instant>

/** The version of an entity: 1 when made, one more with every change at the central service. */
export const version = z.int().min(1)
