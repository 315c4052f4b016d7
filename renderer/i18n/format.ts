import type { Settings } from '../../shared/console/settings.ts'

type Language = Settings['language']

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A stretch of time in its two largest units: "8 s", "12 m", "1 h 04 m", "3 d 2 h". The unit signs are read alike in English and Spanish. */
export function duration(ms: number): string {
  const past = Math.max(0, ms)
  if (past < MINUTE) return `${Math.floor(past / 1000)} s`
  if (past < HOUR) return `${Math.floor(past / MINUTE)} m`
  if (past < DAY) return `${Math.floor(past / HOUR)} h ${String(Math.floor((past % HOUR) / MINUTE)).padStart(2, '0')} m`
  const hours = Math.floor((past % DAY) / HOUR)
  const days = Math.floor(past / DAY)
  return days >= 10 || hours === 0 ? `${days} d` : `${days} d ${hours} h`
}

/** Formats for one language and the facility's time zone. */
export interface Formats {
  /** "22:14", or "21 Nov 22:14" when it is not the same day. */
  moment(instant: string, now: number): string
  /** "21 Nov". */
  day(instant: string): string
  /** "21 Nov 2026". */
  date(instant: string): string
  /** "21 Nov 2026, 22:14". */
  full(instant: string): string
  number(value: number): string
  /** An amount of cents as dollars. */
  money(cents: number): string
}

/** Makes the formats; the zone is an IANA name. */
export function createFormats(language: Language, timeZone: string | undefined): Formats {
  const locale = language === 'es' ? 'es-US' : 'en-GB'
  const zone = timeZone === undefined ? {} : { timeZone }
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone })
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone })
  const full = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...zone,
  })
  const number = new Intl.NumberFormat(language === 'es' ? 'es-US' : 'en-US')
  const money = new Intl.NumberFormat(language === 'es' ? 'es-US' : 'en-US', { style: 'currency', currency: 'USD' })
  return {
    moment(instant, now) {
      const date = new Date(instant)
      return day.format(date) === day.format(now) ? time.format(date) : `${day.format(date)} ${time.format(date)}`
    },
    day: (instant) => day.format(new Date(instant)),
    date: (instant) => date.format(new Date(instant)),
    full: (instant) => full.format(new Date(instant)),
    number: (value) => number.format(value),
    money: (cents) => money.format(cents / 100),
  }
}

/** What is left of a short while: "1:32"; counts down to "0:00". */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** "06:30" for 390 minutes of the day. */
export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** A stretch of time in its largest unit, for where little room is: "8 s", "12 m", "3 h", "2 d". */
export function age(ms: number): string {
  return duration(ms).split(' ').slice(0, 2).join(' ')
}
