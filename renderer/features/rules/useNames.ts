import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSetContent } from '../../../shared/screening/rules.ts'
import { reasonText, type SentenceNames } from '../../i18n/sentences.ts'
import { useFrom } from '../../stores/stores.tsx'

/** The names that the sentences of a rule set need: of its watchlists, and of the facility's reasons. */
export function useNames(content: RuleSetContent): SentenceNames {
  const { i18n } = useTranslation()
  const reasons = useFrom('review', (s) => s.reasons)
  return useMemo(
    () => ({
      list: (id) => content.watchlists.find((list) => list.id === id)?.name ?? '–',
      reason: (id) => reasonText(reasons, id, i18n.language),
    }),
    [content, reasons, i18n.language],
  )
}
