import { type ErrorCode, Refusal } from '../../shared/domain/errors.ts'

const statuses: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  wrong_credentials: 401,
  session_expired: 401,
  forbidden: 403,
  wrong_facility: 403,
  workstation_required: 403,
  workstation_unknown: 403,
  workstation_revoked: 403,
  outdated: 409,
  reason_exists: 409,
  username_taken: 409,
  last_administrator: 409,
  not_found: 404,
  unknown_method: 404,
  individual_not_found: 404,
  insufficient_credits: 402,
  payload_too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  contact_exists: 409,
  contact_wrong_state: 409,
  idempotency_mismatch: 409,
  message_not_delivered: 409,
  revision_not_allowed: 409,
  payments_unavailable: 503,
  payment_signature_wrong: 403,
  contact_not_approved: 403,
  communication_restricted: 403,
  messaging_unsupported: 403,
  account_deactivated: 403,
  message_empty: 422,
  message_too_long: 422,
  message_attachment: 422,
  message_malformed: 422,
  feed_behind: 410,
  feed_ahead: 409,
}

/** The HTTP status under which a code travels; 400 where nothing else fits. */
export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 400
}

/** What Fastify itself refuses before a handler is reached, as one of our codes. Null for anything else. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal('payload_too_large')
  if (typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode < 500) {
    return new Refusal(statusCode === 413 ? 'payload_too_large' : 'invalid_input')
  }
  // A JSON text that cannot be parsed: Fastify gives the SyntaxError the status 400.
  return statusCode === 400 ? new Refusal('invalid_input') : null
}
