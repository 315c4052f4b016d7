import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../shared/console/people.ts'
import type { SearchHit } from '../../../shared/console/search.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'

/** A message that was found: whose, where it stands, when, and the words around what was looked for. */
export function MessageRow({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const place = hit.escalated ? t('badge.escalated') : t(`state.${hit.state}`)
  return (
    <div className="sp-grow sp-palette-row">
      <div className="sp-cut">
        <b>
          {hit.from.name} → {hit.to.name}
        </b>{' '}
        <span className="sp-dim">
          {hit.housingUnit} · {place} · {formats.moment(hit.sentAt, Date.now())}
        </span>
      </div>
      <div className="sp-dim sp-palette-snippet" dir="auto">
        {hit.snippet === null ? t('reading.withheld') : pieces(hit.snippet)}
      </div>
    </div>
  )
}

/** A person who was found. */
export function PersonResult({ row }: { row: PersonRow }) {
  const { t } = useTranslation()
  const place = row.kind === 'individual' ? row.housingUnit : row.city
  return (
    <div className="sp-grow sp-cut sp-palette-row">
      <b>{row.name}</b>{' '}
      <span className="sp-dim">
        {[t(`palette.${row.kind}`), row.number, place, t(`personStatus.${row.status}`)].filter(Boolean).join(' · ')}
      </span>
    </div>
  )
}

/** A snippet with what was looked for marked. */
function pieces({ text, marks }: NonNullable<SearchHit['snippet']>): ReactNode[] {
  let from = 0
  const parts: ReactNode[] = []
  for (const { start, end } of marks) {
    parts.push(text.slice(from, start), <mark key={start}>{text.slice(start, end)}</mark>)
    from = end
  }
  return [...parts, text.slice(from)]
}
