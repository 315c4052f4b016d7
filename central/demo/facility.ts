import type {
  Contact,
  Decision,
  Facility,
  Individual,
  Member,
  Message,
  Restriction,
  RestrictionTarget,
  RuleSet,
} from '../../shared/central/entities.ts'
import type { Notification } from '../../shared/central/operations.correspondents.ts'
import type { Reason } from '../../shared/domain/reasons.ts'
import type { DemoStaff } from './accounts.ts'
import type { BookedTransaction } from './book.ts'

/** A member of staff with the id under which they decide. */
export interface DemoStaffUser extends DemoStaff {
  readonly id: string
}

/** A message with what only the central service knows of it. */
export interface DemoMessage extends Omit<Message, 'text'> {
  readonly text: string
  readonly version: number
  readonly reasonId: string | null
}

export interface DemoDecision extends Decision {
  /** The version that the message got by it. */
  readonly messageVersion: number
}

export interface DemoNotification extends Notification {
  readonly recipientId: string
}

/** A restriction of any scope, or a proposal of one where nobody has imposed it. */
export interface DemoRestriction {
  readonly id: string
  readonly kind: Restriction['kind']
  readonly scope: RestrictionTarget['scope']
  readonly individualId: string | null
  readonly memberId: string | null
  readonly housingUnit: string | null
  readonly startsAt: string
  readonly endsAt: string | null
  /** Whether it has ended at the demo's now. */
  readonly lapsed: boolean
  readonly proposedBy: string | null
  readonly imposedBy: string | null
  readonly reasonText: string
  readonly publicWording: string
}

/** The whole demo facility as data, before it is written anywhere. */
export interface DemoFacility {
  readonly facility: Facility
  readonly staff: readonly DemoStaffUser[]
  readonly reasons: readonly Reason[]
  readonly ruleSets: readonly RuleSet[]
  readonly individuals: readonly Individual[]
  readonly members: readonly Member[]
  readonly contacts: readonly Contact[]
  readonly restrictions: readonly DemoRestriction[]
  readonly messages: readonly DemoMessage[]
  readonly decisions: readonly DemoDecision[]
  readonly notifications: readonly DemoNotification[]
  readonly transactions: readonly BookedTransaction[]
}
