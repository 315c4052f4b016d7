import { createContext, useContext, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createFormats, type Formats } from './format.ts'

/** Gives the present moment; the clock of this computer need not be right. */
export const ClockContext = createContext<() => number>(Date.now)

/** The present moment in epoch milliseconds, renewed every so many milliseconds while the component is on screen. */
export function useNow(every: number): number {
  const clock = useContext(ClockContext)
  const [now, setNow] = useState(clock)
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), every)
    return () => clearInterval(timer)
  }, [every, clock])
  return now
}

/** Making the formats takes as long as drawing a pane, and every message that is opened draws several. */
const made = new Map<string, Formats>()

/** Formats for the language that is chosen and a time zone. */
export function useFormats(timeZone: string | undefined): Formats {
  const { i18n } = useTranslation()
  const language = i18n.language === 'es' ? 'es' : 'en'
  const key = `${language} ${timeZone ?? ''}`
  const formats = made.get(key) ?? createFormats(language, timeZone)
  made.set(key, formats)
  return formats
}
