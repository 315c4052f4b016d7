import { z } from 'zod'
import { category } from '../screening/rules.ts'
import { method } from './method.ts'

/** Keys as the shortcut registry writes them: `a`, `shift+a`, `mod+k`, `g r`, `ArrowDown`. */
export const shortcutKeys = z.string().regex(/^(mod\+)?(shift\+)?\S{1,20}( \S{1,20})?$/)

/** What a user chooses for the interface; kept per user at this workstation. Nothing here is on by default that changes a text. */
export const settings = z.object({
  theme: z.enum(['auto', 'light', 'dark', 'contrast']),
  language: z.enum(['en', 'es']),
  textSize: z.enum(['small', 'medium', 'large']),
  singleKeyShortcuts: z.boolean(),
  /** Shortcuts with other keys than those of the registry, by their id; an empty list switches one off. */
  shortcuts: z.record(z.string().max(40), z.array(shortcutKeys).max(3)),
  /** Letters with a match in one of these are blurred until their reader asks to see them. */
  blurCategories: z.array(category).max(20),
  /** A band that follows the pointer over a letter. */
  readingRuler: z.boolean(),
  readingFont: z.enum(['standard', 'dyslexic']),
  /** Size of the text of letters, beside that of everything else. */
  readingSize: z.enum(['normal', 'large', 'larger']),
  /** Minutes of work after which a break is suggested; 0 for never. */
  breakMinutes: z.int().min(0).max(240),
  /** Minutes without a key or the mouse after which the console locks; 0 for never. */
  lockAfterMinutes: z.int().min(0).max(120),
  /** Whether an urgent alert is heard as well as seen. */
  urgentSound: z.boolean(),
  /** Whether the system tells of urgent alerts while the console is out of sight; without any name or text. */
  notifications: z.boolean(),
  /** Whether the user has seen the first steps. */
  welcomed: z.boolean(),
})
export type Settings = z.infer<typeof settings>

/** How the console looks to somebody who has chosen nothing. */
export const defaultSettings: Settings = {
  theme: 'auto',
  language: 'en',
  textSize: 'medium',
  singleKeyShortcuts: true,
  shortcuts: {},
  blurCategories: [],
  readingRuler: false,
  readingFont: 'standard',
  readingSize: 'normal',
  breakMinutes: 0,
  lockAfterMinutes: 10,
  urgentSound: true,
  notifications: false,
  welcomed: false,
}

export const settingsMethods = {
  'settings.get': method('anyone', z.object({}), settings),
  'settings.set': method('anyone', settings.partial(), settings),
} as const
