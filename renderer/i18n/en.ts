import { contacts } from './en/contacts.ts'
import { deciding } from './en/deciding.ts'
import { errors } from './en/errors.ts'
import { frame } from './en/frame.ts'
import { people } from './en/people.ts'
import { restrictions } from './en/restrictions.ts'
import { review } from './en/review.ts'
import { ruleForm } from './en/ruleForm.ts'
import { rules } from './en/rules.ts'
import { settings } from './en/settings.ts'
import { simulation } from './en/simulation.ts'
import { versions } from './en/versions.ts'
import { watchlist } from './en/watchlist.ts'
import { words } from './en/words.ts'
import { workstation } from './en/workstation.ts'

/** Every sentence of the interface in English, a file for each room; `es.ts` must have the same keys. */
export const en = {
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
