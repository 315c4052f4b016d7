import { DateTime } from 'luxon'

/**
 * A date and a time of the day, as a form field writes them ("2026-11-23T08:15"), at a place, as the moment it is.
 * Null for what is no date. A time that a change of the clocks skips is moved on by the length of the change.
 */
export function momentAt(local: string, timeZone: string): string | null {
  const at = DateTime.fromISO(local, { zone: timeZone })
  return at.isValid ? at.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'") : null
}

/** A moment as a form field writes it, by the clocks of a place. */
export function localAt(instant: string | number, timeZone: string): string {
  const at = typeof instant === 'number' ? DateTime.fromMillis(instant) : DateTime.fromISO(instant)
  return at.setZone(timeZone).toFormat("yyyy-MM-dd'T'HH:mm")
}
