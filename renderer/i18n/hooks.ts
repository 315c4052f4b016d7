import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createFormats, type Formats } from './format.ts'

/** Gives the present moment; the clock of this computer need not be right. */
export const ClockContext = createContext<() => number>(Date.now)

/** The present moment in epoch milliseconds, renewed every so many milliseconds while the component is on screen. */
export function useNow(every: number): number {
  const clock = useContext(ClockContext)
  const [now, setNow] = useState(clock)
  useEffect(() => {
    setNow(clock())
    const timer = setInterval(() => setNow(clock()), every)
    return () => clearInterval(timer)
  }, [every, clock])
  return now
}

/** Formats for the language that is chosen and a time zone. */
export function useFormats(timeZone: string | undefined): Formats {
  const { i18n } = useTranslation()
  const language = i18n.language === 'es' ? 'es' : 'en'
  return useMemo(() => createFormats(language, timeZone), [language, timeZone])
}
