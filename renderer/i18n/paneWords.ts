import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** What the buttons and separators of a room's panes are called. */
export function usePaneWords() {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      resize: t('panes.resize'),
      hideList: t('panes.hideList'),
      showList: t('panes.showList'),
      hideDetails: t('panes.hideDetails'),
      showDetails: t('panes.showDetails'),
    }),
    [t],
  )
}
