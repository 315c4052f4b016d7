import type { en } from './en.ts'
import { contacts } from './es/contacts.ts'
import { deciding } from './es/deciding.ts'
import { errors } from './es/errors.ts'
import { frame } from './es/frame.ts'
import { people } from './es/people.ts'
import { restrictions } from './es/restrictions.ts'
import { review } from './es/review.ts'
import { ruleForm } from './es/ruleForm.ts'
import { rules } from './es/rules.ts'
import { settings } from './es/settings.ts'
import { simulation } from './es/simulation.ts'
import { versions } from './es/versions.ts'
import { watchlist } from './es/watchlist.ts'
import { words } from './es/words.ts'
import { workstation } from './es/workstation.ts'

/** Every sentence of the interface in Spanish. */
export const es: typeof en = {
  ...frame,
  ...words,
  ...review,
  ...deciding,
  ...contacts,
  ...people,
  ...restrictions,
  ...rules,
  ...ruleForm,
  ...simulation,
  ...versions,
  ...watchlist,
  ...settings,
  ...workstation,
  ...errors,
}
