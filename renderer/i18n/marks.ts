import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TermMatch } from '../../shared/screening/rules.ts'

/** What a mark in a text says about its match, in the language of the console. */
export function useMarkWords() {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      title: (match: TermMatch) =>
        t('reading.markTitle', {
          category: t(`category.${match.category}`),
          list: match.watchlist,
          term: match.term,
        }),
      before: (match: TermMatch) =>
        t('reading.marked', { category: t(`category.${match.category}`), term: match.term }),
      after: t('reading.endMark'),
    }),
    [t],
  )
}
