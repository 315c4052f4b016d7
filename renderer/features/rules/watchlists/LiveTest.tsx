import { Textarea } from '@mantine/core'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CompiledRuleSet, compileRuleSet, findMatches } from '../../../../shared/screening/engine.ts'
import type { RuleSetContent, TermMatch, Watchlist } from '../../../../shared/screening/rules.ts'
import { MarkedText } from '../../../components/MarkedText.tsx'
import { spansOf } from '../../../components/spans.ts'
import { useMarkWords } from '../../../i18n/marks.ts'

/** Most kinds of match that are listed. */
const LISTED = 60

/** Tries the watchlists on a text that is typed or pasted: the same engine that screens, kept nowhere. */
export function LiveTest({ content }: { content: RuleSetContent }) {
  const { t } = useTranslation()
  const words = useMarkWords()
  const [sample, setSample] = useState('')
  const text = useDeferredValue(sample)
  const { watchlists } = content
  const compiled = useCompiled()
  const matches = useMemo(() => {
    if (text === '') return []
    const found = watchlists.flatMap((list) => findMatches(compiled(list), text))
    return found.sort((a, b) => a.start - b.start || b.end - a.end)
  }, [compiled, watchlists, text])
  const kinds = [...new Map(matches.map((match) => [`${match.termId}${spelt(text, match)}`, match])).values()]
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
        maxLength={30_000}
        value={sample}
        onChange={(event) => setSample(event.currentTarget.value)}
      />
      {text !== '' && (
        <div className="sp-sample">
          <p role="status">
            <b>{matches.length === 0 ? t('rules.noMatches') : t('rules.matches', { count: matches.length })}</b>
          </p>
          <MarkedText spans={spansOf(text, matches)} current={-1} words={words} />
          <ul className="sp-found">
            {kinds.slice(0, LISTED).map((match) => (
              <li key={`${match.termId}${match.start}`}>
                <span>
                  <b>{spelt(text, match)}</b> <span className="sp-dim">→</span> {match.term}
                </span>
                <span className="sp-dim">{match.watchlist}</span>
                <span className="sp-found-via">
                  {match.via.length === 0 ? (
                    <span className="sp-dim">{t('watchlist.asWritten')}</span>
                  ) : (
                    match.via.map((via) => (
                      <span key={via} className="sp-badge">
                        {t(`via.${via}`)}
                      </span>
                    ))
                  )}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function spelt(text: string, { start, end }: TermMatch): string {
  return text.slice(start, end)
}

/** Makes lists ready, each once: when one of them is edited, the others need not be made again. */
function useCompiled(): (list: Watchlist) => CompiledRuleSet {
  const known = useRef(new WeakMap<Watchlist, CompiledRuleSet>())
  return useMemo(
    () => (list) => {
      const ready = known.current.get(list) ?? compileRuleSet({ watchlists: [list], rules: [] }, 0)
      known.current.set(list, ready)
      return ready
    },
    [],
  )
}
