import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { transformation, type Watchlist } from '../../../../shared/screening/rules.ts'

interface Props {
  list: Watchlist
  mayDraft: boolean
  onChange: (list: Watchlist) => void
}

/** The disguises through which the terms of a list are seen; all of them unless the author says otherwise. */
export function Sees({ list, mayDraft, onChange }: Props) {
  const { t } = useTranslation()
  const sees = list.sees ?? transformation.options
  return (
    <fieldset className="sp-list-part sp-sees" disabled={!mayDraft}>
      <legend className="sp-caption">{t('watchlist.sees')}</legend>
      <p className="sp-dim">{t('watchlist.seesHint')}</p>
      <div>
        {transformation.options.map((each) => (
          <Checkbox
            key={each}
            size="xs"
            label={t(`via.${each}`)}
            description={t(`watchlist.seesExample.${each}`)}
            checked={sees.includes(each)}
            onChange={(event) => {
              const kept = transformation.options.filter((one) =>
                one === each ? event.currentTarget.checked : sees.includes(one),
              )
              const { sees: _, ...rest } = list
              onChange(kept.length === transformation.options.length ? rest : { ...rest, sees: kept })
            }}
          />
        ))}
      </div>
    </fieldset>
  )
}
