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
 * The earliest moment, not before `earliest`, in one of the parts of a day; `earliest` itself when it lies in one.
 *
 * @param parts as `intersect` gives them, at least one
 */
export function nextIn(parts: readonly DayWindow[], earliest: number, timeZone: string): number {
  const midnight = DateTime.fromMillis(earliest, { zone: timeZone }).startOf('day')
  for (let day = 0; day <= 2; day++) {
    const date = midnight.plus({ days: day })
    for (const part of parts) {
      const opens = wallClock(date, part.from)
      const closes = wallClock(date, part.to)
      if (earliest < closes && closes > opens) return Math.max(earliest, opens)
    }
  }
  return earliest
}

/** The instant of a wall-clock minute on a date; 1440 is the next midnight. A minute that a zone skips moves forward. */
function wallClock(date: DateTime, minute: number): number {
  if (minute === DAY) return date.plus({ days: 1 }).toMillis()
  return date.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis()
}
