import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '../../../shared/console/review.ts'
import type { Condition, TermMatch } from '../../../shared/screening/rules.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { Sentence } from '../../components/Sentence.tsx'
import { reasonText, ruleSentence } from '../../i18n/sentences.ts'
import { useFrom, useKeyHints } from '../../stores/stores.tsx'

interface Props {
  item: ReviewItem
  /** Which mark is looked at, from 0; -1 for none. */
  current: number
  marks: number
  onNext: () => void
}

/** Why the message is here, from its screening record: rules by name and as sentences, terms and how they were spelt. */
export function HereBecause({ item, current, marks, onNext }: Props) {
  const { t, i18n } = useTranslation()
  const hints = useKeyHints()
  const reasons = useFrom('review', (s) => s.reasons)
  const { matches, rules, people = [] } = item.message.screening
  const lists = new Map<string, TermMatch[]>()
  for (const match of matches) lists.set(match.watchlist, [...(lists.get(match.watchlist) ?? []), match])
  const nothing = rules.length === 0 && matches.length === 0 && people.length === 0
  const names = {
    list: (id: string) =>
      [...matches, ...people].find((match) => match.watchlistId === id)?.watchlist ?? t('reading.watchlist'),
    reason: (id: string) => reasonText(reasons, id, i18n.language),
  }
  const matched = new Set([...matches, ...people].map((match) => match.watchlistId))
  /** Of the lists that a rule names, those that were found here. */
  const onlyMatched = (condition: Condition): Condition => {
    if (condition.kind !== 'mentions' && condition.kind !== 'watched_person') return condition
    const found = condition.watchlistIds.filter((id) => matched.has(id))
    return found.length > 0 ? { ...condition, watchlistIds: found } : condition
  }
  return (
    <section className="sp-because" data-tone={item.message.urgent ? 'bad' : nothing ? 'quiet' : 'warn'}>
      <div className="sp-grow">
        <p>
          <b>{t('reading.hereBecause')}</b>{' '}
          {nothing && (item.decisions.length > 0 ? t('reading.byStaff') : t('reading.noRule'))}
          {rules.map((hit, at) => (
            <span key={hit.ruleId}>
              {at > 0 && t('sentence.comma')}
              {t('reading.ruleNumber', { number: hit.number })} “{hit.name}”
            </span>
          ))}
          {rules.length > 0 && (lists.size > 0 || people.length > 0) && t('sentence.and')}
          {[...lists].map(([name, found], at) => (
            <span key={name}>
              {at > 0 && t('sentence.comma')}
              {t('reading.watchlist')} <b>{name}</b>: <Terms text={item.message.text} found={found} />
            </span>
          ))}
          {people.map((each, at) => (
            <span key={`${each.watchlistId}${each.personId}`}>
              {(at > 0 || lists.size > 0) && t('sentence.comma')}
              {t('reading.watchlist')} <b>{each.watchlist}</b>: {t(`reading.watched.${each.side}`)}
            </span>
          ))}
          {!nothing && '.'}
        </p>
        {rules.map((hit) => (
          <p key={hit.ruleId} className="sp-because-rule">
            {hit.number}{' '}
            <Sentence
              pieces={ruleSentence(
                { match: 'all', action: hit.action, conditions: hit.conditions.map(onlyMatched), seen: hit.seen },
                names,
                t,
              )}
            />
          </p>
        ))}
      </div>
      {marks > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={onNext}
          aria-keyshortcuts={hints.aria('nextMatch')}
        >
          <KeyCap keys={hints.caps('nextMatch')} />
          <span className="sp-hidden">{t('reading.nextMatch')} </span>&nbsp;
          {current < 0 ? t('reading.matchCount', { count: marks }) : t('reading.match', { at: current + 1, of: marks })}
        </Button>
      )}
    </section>
  )
}

/** The spellings that were found, each once, with what had to be undone to see the term. */
function Terms({ text, found }: { text: string | null; found: readonly TermMatch[] }) {
  const { t } = useTranslation()
  const seen = new Map<string, string>()
  for (const match of found) {
    const spelt = text?.slice(match.start, match.end) ?? match.term
    const how = match.via.filter((via) => via !== 'case').map((via) => t(`via.${via}`))
    if (!seen.has(spelt)) seen.set(spelt, how.length > 0 ? ` (${how.join(', ')})` : '')
  }
  return (
    <>
      {[...seen]
        .slice(0, 8)
        .map(([spelt, how]) => `“${spelt}”${how}`)
        .join(', ') + (seen.size > 8 ? ' …' : '')}
    </>
  )
}
