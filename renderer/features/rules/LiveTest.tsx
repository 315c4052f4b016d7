import { Textarea } from '@mantine/core'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compileRuleSet, findMatches } from '../../../shared/screening/engine.ts'
import type { RuleSetContent } from '../../../shared/screening/rules.ts'
import { MarkedText } from '../../components/MarkedText.tsx'
import { spansOf } from '../../components/spans.ts'
import { useMarkWords } from '../../i18n/marks.ts'

/** Tries the watchlists on a text that is typed or pasted: the same engine that screens, kept nowhere. */
export function LiveTest({ content }: { content: RuleSetContent }) {
  const { t } = useTranslation()
  const words = useMarkWords()
  const [sample, setSample] = useState('')
  const text = useDeferredValue(sample)
  const { watchlists } = content
  const compiled = useMemo(() => compileRuleSet({ watchlists, rules: [] }, 0), [watchlists])
  const matches = useMemo(() => (text === '' ? [] : findMatches(compiled, text)), [compiled, text])
  return (
    <section className="sp-part" aria-label={t('rules.test')}>
      <header>
        <h2 className="sp-caption">{t('rules.test')}</h2>
      </header>
      <Textarea
        label={t('rules.sample')}
        description={t('rules.sampleHint')}
        placeholder={t('rules.samplePlaceholder')}
        autosize
        minRows={3}
        maxRows={8}
        value={sample}
        onChange={(event) => setSample(event.currentTarget.value)}
      />
      {text !== '' && (
        <div className="sp-sample" role="status">
          <p>
            <b>{matches.length === 0 ? t('rules.noMatches') : t('rules.matches', { count: matches.length })}</b>
          </p>
          <MarkedText spans={spansOf(text, matches)} current={-1} words={words} />
          <ul className="sp-plain">
            {[...new Map(matches.map((match) => [`${match.termId}${match.via.join()}`, match])).values()].map(
              (match) => (
                <li key={`${match.termId}${match.start}`} className="sp-dim">
                  {match.watchlist}: “{match.term}”
                  {match.via.length > 0 && ` (${match.via.map((via) => t(`via.${via}`)).join(', ')})`}
                </li>
              ),
            )}
          </ul>
        </div>
      )}
    </section>
  )
}
