import { type ErrorCode, errorSentences } from '../../../shared/domain/errors.ts'

/** The sentences of the errors, by their codes, in English. */
export const errors = {
  error: {
    ...(errorSentences satisfies Record<ErrorCode, string> as Record<ErrorCode, string>),
    communication_restricted: 'Communication between the two is restricted.',
    revision_not_allowed: 'Only one’s own rejected message of the same contact can be revised.',
    cache_in_use: 'The local cache is in use by another Sallyport on this computer. Close that one first.',
  },
}
