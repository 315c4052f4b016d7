import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSetContent } from '../../../shared/screening/rules.ts'
import { differences } from './difference.ts'

const LISTED = 40

/** The difference of two rule sets, one line each. */
export function ChangeList({ before, after }: { before: RuleSetContent | null; after: RuleSetContent }) {
  const { t } = useTranslation()
  const changes = useMemo(() => differences(before ?? { watchlists: [], rules: [] }, after), [before, after])
  if (changes.length === 0) return <p className="sp-dim">{t('rules.noDifference')}</p>
  const seen = new Map<string, number>()
  return (
    <ul className="sp-changes">
      {changes.slice(0, LISTED).map((change) => {
        const text = t(`rules.diff.${change.what}`, { ...change })
        const nth = (seen.get(text) ?? 0) + 1
        seen.set(text, nth)
        const tone = change.what.endsWith('Added') ? '+' : change.what.endsWith('Removed') ? '−' : '·'
        return (
          <li key={`${text}${nth}`}>
            <span aria-hidden="true">{tone}</span> {text}
          </li>
        )
      })}
      {changes.length > LISTED && <li className="sp-dim">{t('batch.more', { count: changes.length - LISTED })}</li>}
    </ul>
  )
}
