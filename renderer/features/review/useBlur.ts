import { useTranslation } from 'react-i18next'
import type { Category } from '../../../shared/screening/rules.ts'
import { useFrom } from '../../stores/stores.tsx'

/** The names of those of some categories for which this user wants letters blurred, each once. */
export function useBlur(categories: readonly Category[]): string[] {
  const { t } = useTranslation()
  const chosen = useFrom('session', (s) => s.settings.blurCategories)
  return [...new Set(categories)].filter((each) => chosen.includes(each)).map((each) => t(`category.${each}`))
}
