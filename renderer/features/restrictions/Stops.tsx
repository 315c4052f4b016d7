import { useTranslation } from 'react-i18next'
import type { RestrictionPreview } from '../../../shared/console/restrictions.ts'
import { Figures } from '../../components/Figures.tsx'
import { useFormats } from '../../i18n/hooks.ts'

/** What a restriction will stop, counted, and what becomes of messages under way. */
export function Stops({ preview }: { preview: RestrictionPreview }) {
  const { t } = useTranslation()
  const { number } = useFormats(undefined)
  return (
    <>
      <Figures
        title={t('restrictions.stops')}
        figures={(['contacts', 'already', 'scheduled', 'pending'] as const).map((each) => ({
          name: t(`restrictions.figure.${each}`),
          value: number(preview[each]),
        }))}
      />
      <ul className="sp-effects">
        <li>{t('restrictions.effects.send')}</li>
        {preview.scheduled > 0 && <li>{t('restrictions.effects.scheduled')}</li>}
        {preview.pending > 0 && <li>{t('restrictions.effects.pending')}</li>}
        <li>{t('restrictions.effects.delivered')}</li>
        <li>{t('restrictions.privilegedToo')}</li>
      </ul>
    </>
  )
}
