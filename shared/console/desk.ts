import { z } from 'zod'
import { method } from './method.ts'

/** What the system may tell of while the console is out of sight. */
export const deskNews = z.enum(['urgent'])
export type DeskNews = z.infer<typeof deskNews>

/** The sentences with which it is told: fixed, because a notification is seen by whoever passes. */
export const deskSentences: Readonly<Record<'en' | 'es', Readonly<Record<DeskNews, { title: string; body: string }>>>> =
  {
    en: { urgent: { title: 'Sallyport: urgent', body: 'An urgent message waits to be taken.' } },
    es: { urgent: { title: 'Sallyport: urgente', body: 'Un mensaje urgente espera a que alguien lo tome.' } },
  }

/** What the desktop app does for a page beside showing it. The browser host does nothing: there the page can do it itself. */
export const deskRequest = z.discriminatedUnion('what', [
  z.object({ what: z.literal('badge'), count: z.int().min(0).max(1_000_000) }),
  z.object({ what: z.literal('tell'), news: deskNews, language: z.enum(['en', 'es']) }),
])
export type DeskRequest = z.infer<typeof deskRequest>

export const deskMethods = {
  /** Shows how much waits beside the app's icon, or tells of something while the window is out of sight. */
  'desk.ask': method('anyone', deskRequest, z.object({})),
} as const
