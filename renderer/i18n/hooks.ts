import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createFormats, type Formats } from './format.ts'

/** The present moment in epoch milliseconds, renewed every so many milliseconds while the component is on screen. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}

/** Formats for the language that is chosen and a time zone. */
export function useFormats(timeZone: string | undefined): Formats {
  const { i18n } = useTranslation()
  const language = i18n.language === 'es' ? 'es' : 'en'
  return useMemo(() => createFormats(language, timeZone), [language, timeZone])
}
