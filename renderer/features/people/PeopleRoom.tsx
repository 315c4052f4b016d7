import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/EmptyState.tsx'

/** The people room: a profile for each individual and each member. */
export function PeopleRoom() {
  const { t } = useTranslation()
  return <EmptyState title={t('people.emptyTitle')} text={t('people.empty')} />
}
