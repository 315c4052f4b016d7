import type { contactMethods } from '../../shared/console/contacts.ts'
import type { Handlers } from '../../shared/console/methods.ts'
import type { peopleMethods } from '../../shared/console/people.ts'
import type { recusalMethods } from '../../shared/console/recusals.ts'
import type { restrictionMethods } from '../../shared/console/restrictions.ts'
import { Refusal } from '../../shared/domain/errors.ts'

type Later =
  | keyof typeof peopleMethods
  | keyof typeof recusalMethods
  | keyof typeof restrictionMethods
  | Exclude<
      Extract<keyof typeof contactMethods, `contacts.${string}`>,
      'contacts.list' | 'contacts.rows' | 'contacts.item' | 'contacts.decide' | 'contacts.undo'
    >

const not = () => {
  throw new Refusal('not_synchronised')
}

/** The handlers of rooms that a test fills in where it needs them. */
export const fakeRooms: Pick<Handlers, Later> = {
  'contacts.privileged': not,
  'contacts.markPrivileged': not,
  'contacts.reviewPrivileged': not,
  'contacts.unmarkPrivileged': not,
  'contacts.import': not,
  'people.find': not,
  'people.list': not,
  'people.profile': not,
  'people.balances': not,
  'people.timeline': not,
  'people.graph': not,
  'people.note': not,
  'recusals.list': not,
  'recusals.declare': not,
  'recusals.withdraw': not,
  'restrictions.list': not,
  'restrictions.item': not,
  'restrictions.preview': not,
  'restrictions.impose': not,
  'restrictions.propose': not,
  'restrictions.confirm': not,
  'restrictions.lift': not,
}
