import { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/** Longest text, in Unicode code points, spaces included (domain.md, promise 1). */
export const MESSAGE_MAX_CODE_POINTS = 30_000

/** What one message costs, in service credits (1 credit = 1 cent). */
export const MESSAGE_PRICE = 50

/** inbound: from a member to an individual. outbound: from an individual to a member. */
export const direction = z.enum(['inbound', 'outbound'])
export type Direction = z.infer<typeof direction>

export const messageState = z.enum(['pending_review', 'held', 'scheduled', 'delivered', 'rejected'])
export type MessageState = z.infer<typeof messageState>

/** Who has paid: the sender at sending, nobody yet (COD), the recipient at opening (COD), or the payer was refunded. */
export const payment = z.enum(['paid', 'cod_unpaid', 'cod_paid', 'refunded'])
export type Payment = z.infer<typeof payment>

export const priority = z.enum(['low', 'normal', 'high', 'urgent'])
export type Priority = z.infer<typeof priority>

/** Rank for sorting: a larger one comes first. */
export const priorityRank: Readonly<Record<Priority, number>> = { low: 0, normal: 1, high: 2, urgent: 3 }

/** The three labels a sender ever sees (promise 7). */
export const publicLabel = z.enum(['Pending Review', 'Delivered', 'Rejected'])
export type PublicLabel = z.infer<typeof publicLabel>

const labels: Readonly<Record<MessageState, PublicLabel>> = {
  pending_review: 'Pending Review',
  held: 'Pending Review',
  scheduled: 'Pending Review',
  delivered: 'Delivered',
  rejected: 'Rejected',
}

/** The label under which a sender sees a message; holds, escalations and schedules all read "Pending Review". */
export function publicLabelOf(state: MessageState): PublicLabel {
  return labels[state]
}

/** Length as the promise counts it: code points, not UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length) {
      const next = text.charCodeAt(i + 1)
      if (next >= 0xdc00 && next <= 0xdfff) i++
    }
    count++
  }
  return count
}

/**
 * Why a text cannot be sent, or `null` when it can. Whitespace alone counts as empty. A lone surrogate or a NUL is
 * malformed: PostgreSQL stores neither, and nobody can have typed it.
 */
export function refuseText(text: string): ErrorCode | null {
  if (text.trim() === '') return 'message_empty'
  if (!text.isWellFormed() || text.includes('\0')) return 'message_malformed'
  if (text.length > MESSAGE_MAX_CODE_POINTS && codePoints(text) > MESSAGE_MAX_CODE_POINTS) return 'message_too_long'
  return null
}
