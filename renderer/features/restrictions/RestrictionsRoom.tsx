import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/EmptyState.tsx'

/** The restrictions room: what limits communication at this facility. */
export function RestrictionsRoom() {
  const { t } = useTranslation()
  return <EmptyState title={t('restrictions.emptyTitle')} text={t('restrictions.empty')} />
}
