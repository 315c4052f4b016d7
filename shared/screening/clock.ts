import { DateTime } from 'luxon'
import type { Instant } from '../domain/ids.ts'

/** The part of a day between two minutes of the day; `from` after `to` runs over midnight, equal ones are the whole day. */
export interface DayWindow {
  readonly from: number
  readonly to: number
}

const DAY = 1440

/** An instant in the form of the contracts. */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString()
}

/** Minute of the day (0 to 1439) and ISO weekday in a zone. */
export function localTime(at: Instant, timeZone: string): { minute: number; weekday: number } {
  const local = DateTime.fromISO(at, { zone: timeZone })
  return { minute: local.hour * 60 + local.minute, weekday: local.weekday }
}

const QUARTER_MS = 900_000

/** From here on every zone is some quarters of an hour from UTC; before, there were some with odd seconds. */
const WHOLE_QUARTERS_SINCE = Date.UTC(1973, 0)

/**
 * As `localTime`, for many moments of which each is close to the one before. Zones change their clocks at quarters of an
 * hour at the most, so the zone is asked once for each quarter.
 */
export class LocalTimes {
  #timeZone = ''
  #quarter = Number.NaN
  #begin = { minute: 0, weekday: 0 }

  at(moment: Instant, timeZone: string): { minute: number; weekday: number } {
    const ms = Date.parse(moment)
    const quarter = Math.floor(ms / QUARTER_MS)
    if (!(ms >= WHOLE_QUARTERS_SINCE)) return localTime(moment, timeZone)
    if (quarter !== this.#quarter || timeZone !== this.#timeZone) {
      this.#begin = localTime(instantOf(quarter * QUARTER_MS), timeZone)
      this.#quarter = quarter
      this.#timeZone = timeZone
    }
    const { minute, weekday } = this.#begin
    return { minute: minute + Math.floor((ms - quarter * QUARTER_MS) / 60_000), weekday }
  }
}

/** The day (`2026-11-23`) and hour (0 to 23) in a zone of a moment in milliseconds since 1970. */
export function localHour(at: number, timeZone: string): { day: string; hour: number } {
  const local = DateTime.fromMillis(at, { zone: timeZone })
  return { day: local.toFormat('yyyy-MM-dd'), hour: local.hour }
}

/**
 * Whether a moment lies in a window on one of the weekdays. The part after midnight of a window that runs over it
 * belongs to the weekday on which it began.
 */
export function inWindow(minute: number, weekday: number, window: DayWindow, weekdays: readonly number[]): boolean {
  const { from, to } = window
  if (from === to) return weekdays.includes(weekday)
  if (from < to) return minute >= from && minute < to && weekdays.includes(weekday)
  if (minute >= from) return weekdays.includes(weekday)
  return minute < to && weekdays.includes(weekday === 1 ? 7 : weekday - 1)
}

/** The parts of a day that all windows leave, in order; none when they exclude each other. */
export function intersect(windows: readonly DayWindow[]): DayWindow[] {
  const edges = [...new Set([0, DAY, ...windows.flatMap((window) => [window.from, window.to])])].sort((a, b) => a - b)
  const parts: { from: number; to: number }[] = []
  for (let i = 0; i + 1 < edges.length; i++) {
    const from = edges[i] ?? 0
    const to = edges[i + 1] ?? 0
    if (!windows.every((window) => inWindow(from, 1, window, [1, 7]))) continue
    const last = parts.at(-1)
    if (last?.to === from) last.to = to
    else parts.push({ from, to })
  }
  return parts
}

/**
 * The earliest moment, not before `earliest`, in one of the parts of a day; `earliest` itself when it lies in one. On the
 * days on which a zone changes its clocks, a wall-clock time that comes twice counts both times, and a part whose
 * beginning is skipped begins where the clock goes on, if that lies in it.
 *
 * @param parts as `intersect` gives them, at least one
 */
export function nextIn(parts: readonly DayWindow[], earliest: number, timeZone: string): number {
  const lies = (moment: number): boolean => {
    const { hour, minute } = DateTime.fromMillis(moment, { zone: timeZone })
    const at = hour * 60 + minute
    return parts.some((part) => at >= part.from && at < part.to)
  }
  if (lies(earliest)) return earliest
  const midnight = DateTime.fromMillis(earliest, { zone: timeZone }).startOf('day')
  for (let day = 0; day <= 2; day++) {
    const date = midnight.plus({ days: day })
    const opening = openings(parts, date).filter((moment) => moment > earliest && lies(moment))
    if (opening.length > 0) return Math.min(...opening)
  }
  return earliest
}

/** Every moment of a date at which one of the parts may begin. */
function openings(parts: readonly DayWindow[], date: DateTime): number[] {
  const moments = parts.map(({ from }) => date.set({ hour: Math.floor(from / 60), minute: from % 60 }).toMillis())
  const next = date.plus({ days: 1 }).startOf('day')
  const shift = Math.abs(next.offset - date.offset) * 60_000
  if (shift === 0) return moments
  // The clocks change on this day: the same wall-clock times before and after it, and the change itself.
  const changes = changeBetween(date.toMillis(), next.toMillis(), date)
  return [...moments, ...moments.map((moment) => moment - shift), ...moments.map((moment) => moment + shift), changes]
}

/** When the clocks change between two moments, to the minute. */
function changeBetween(before: number, after: number, date: DateTime): number {
  let [low, high] = [before, after]
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000
    if (DateTime.fromMillis(middle, { zone: date.zone }).offset === date.offset) low = middle
    else high = middle
  }
  return high
}
