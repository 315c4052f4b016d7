import { z } from 'zod'

/**
 * Every code by which Sallyport refuses something, with the sentence a person is shown when no translation is at hand.
 * A code is part of the contract: it is never renamed and never changes its meaning.
 */
export const errorSentences = {
  // The call itself
  invalid_input: 'The request is not in the form that is expected here.',
  unknown_method: 'This call does not exist.',
  not_found: 'There is no such item, or it is not yours to see.',
  payload_too_large: 'The request is larger than is accepted here.',
  rate_limited: 'Too many requests. Wait a moment and try again.',
  internal: 'Something went wrong on our side. Nothing was changed.',
  unavailable: 'The central service cannot be reached right now.',
  // Who is asking
  unauthenticated: 'Sign in first.',
  wrong_credentials: 'The name or the password is not right.',
  session_expired: 'The session has ended. Sign in again.',
  forbidden: 'Your role does not allow this.',
  wrong_facility: 'This belongs to another facility.',
  // Administration and workstations
  outdated: 'This has been changed meanwhile. Look at it again before you change it.',
  time_zone_unknown: 'There is no such time zone.',
  reason_exists: 'The facility has a reason with this code already.',
  username_taken: 'This user name is taken.',
  last_administrator: 'The facility would be left without an administrator.',
  enrolment_code_invalid: 'This enrolment code is not valid, was used already or has expired.',
  workstation_required: 'Sign in at an enrolled workstation.',
  workstation_unknown: 'This workstation is not enrolled here.',
  workstation_revoked: 'This workstation has been revoked. Ask an administrator to enrol it again.',
  // The four grounds why one may not write, and the fifth that has to do with money
  contact_not_approved: 'The facility has not approved this contact.',
  communication_restricted: 'Communication between the two of you is restricted.',
  messaging_unsupported: 'The facility does not support messaging.',
  account_deactivated: 'This account is deactivated.',
  insufficient_credits: 'There are not enough service credits for this message.',
  // The message
  message_empty: 'The message is empty.',
  message_too_long: 'The message is longer than 30,000 characters.',
  message_attachment: 'Messages cannot carry attachments.',
  message_malformed: 'The message contains characters that are not valid text.',
  idempotency_mismatch: 'This idempotency key was used for a different request.',
  revision_not_allowed: 'Only your own rejected message of the same contact can be revised.',
  message_not_delivered: 'The message has not been delivered.',
  message_unavailable: 'The message is not available.',
  // Purchases of credits
  payments_unavailable: 'Service credits cannot be bought here.',
  payment_signature_wrong: 'The signature of this notice about a payment is not right.',
  // Contacts
  contact_exists: 'A request or an approved contact for these two people exists already.',
  contact_wrong_state: 'The contact is not in a state in which this can be done.',
  individual_not_found: 'No individual with this booking number can be written to.',
  // Restrictions
  restriction_invalid: 'The restriction ends before it begins, is over already, or names nobody at this facility.',
  restriction_wrong_state: 'The restriction is not in a state in which this can be done.',
  preview_required: 'Look at what this will stop before you impose it on a housing unit or the whole facility.',
  suspension_exists: 'The messaging of this person is suspended already.',
  // Recusals
  recused: 'This is closed to you because of a declared relation to one of the people.',
  recusal_exists: 'This relation has been declared already.',
  recusal_wrong_state: 'This recusal was withdrawn already.',
  // Bulk import of contacts
  import_has_bad_lines: 'The list has lines that cannot be taken. Nothing was changed.',
  import_changed: 'The list, or what it would change, is no longer what the dry run showed. Look at it again.',
  // Decisions
  conflict: 'Somebody else decided this first.',
  claimed: 'Somebody else is working on this.',
  wrong_state: 'The message is not in a state in which this can be done.',
  escalated: 'This was escalated: a supervisor decides it.',
  assigned: 'This is assigned to somebody else.',
  staff_unknown: 'There is no such member of staff who could decide this.',
  hold_too_long: 'A message can be held for at most a year.',
  view_exists: 'There is a view with this name already.',
  too_many_views: 'A user can keep at most 100 views.',
  already_opened: 'The message has been opened already and cannot be recalled.',
  reason_required: 'A reason is required.',
  reason_unknown: 'The facility has no such reason for this decision.',
  bulk_limit: 'More than 50 at once needs a supervisor.',
  bulk_unread: 'Flagged messages cannot be approved together before they have been opened.',
  undo_expired: 'It is too late to undo this; it has been sent.',
  // Rules
  rule_invalid: 'The rule set is not valid.',
  term_invalid: 'A term of a watchlist finds nothing, or its expression is not valid or cannot be run in linear time.',
  simulation_gone: 'This simulation has ended. Start it again.',
  simulation_failed: 'The simulation came to an end before it was done.',
  second_supervisor_required: 'A rule set is published by another supervisor than the one who proposed it.',
  proposal_outdated: 'The rules in force have changed since this was proposed. Propose it again.',
  proposal_closed: 'This proposal was published or withdrawn already.',
  // The feed and the cache
  feed_behind: 'The change feed no longer reaches back that far.',
  feed_ahead: 'The central service stands at an earlier position than asked for.',
  not_synchronised: 'This workstation has no copy of the facility yet.',
  cache_unreadable: 'The local cache cannot be read with the key of this workstation.',
  cache_damaged: 'The local copy was damaged and is made anew. Nothing you decided is lost.',
  outbox_unreadable: 'The file of the decisions that wait on this computer cannot be read.',
  cache_read_only: 'Sallyport may not write into its folder on this computer.',
  disk_full: 'The disk of this computer is full. Nothing was changed.',
  cache_in_use: 'Sallyport is running on this computer already and uses the local cache.',
  keystore_unavailable: 'The keystore of this computer is not available, so nothing is stored here.',
} as const

export type ErrorCode = keyof typeof errorSentences

const codes = Object.keys(errorSentences) as [ErrorCode, ...ErrorCode[]]
export const errorCode = z.enum(codes)

/** How a refusal travels over every boundary. `details` names fields and rules, never message text or credentials. */
export const errorBody = z.object({
  code: errorCode,
  sentence: z.string(),
  details: z.array(z.object({ path: z.string(), problem: z.string() })).optional(),
})
export type ErrorBody = z.infer<typeof errorBody>

/** A refusal with a code, thrown inside a process and turned into an `ErrorBody` at its boundary. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly details: ErrorBody['details']

  constructor(code: ErrorCode, details?: ErrorBody['details']) {
    super(errorSentences[code])
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      sentence: errorSentences[this.code],
      ...(this.details === undefined ? {} : { details: this.details }),
    }
  }
}

/**
 * Turns what zod found into the details of an `invalid_input`: paths and kinds of problem, never the values,
 * because a value may be message text or a password.
 */
export function invalidInput(error: z.ZodError, code: ErrorCode = 'invalid_input'): Refusal {
  return new Refusal(
    code,
    error.issues.slice(0, 20).map((issue) => ({ path: issue.path.map(String).join('.'), problem: issue.code })),
  )
}
