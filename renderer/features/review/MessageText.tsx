import { useTranslation } from 'react-i18next'
import type { Span } from './spans.ts'

/** The text of a message with its marks; a screen reader hears what each mark is. */
export function MessageText({ spans, current }: { spans: readonly Span[]; current: number }) {
  const { t } = useTranslation()
  let nth = -1
  return (
    <div className="sp-text" dir="auto">
      {spans.map((span) => {
        const first = span.matches[0]
        if (!first) return <span key={span.start}>{span.text}</span>
        nth++
        const title = span.matches
          .map((match) =>
            t('reading.markTitle', {
              category: t(`category.${match.category}`),
              list: match.watchlist,
              term: match.term,
            }),
          )
          .join('\n')
        return (
          <mark key={span.start} title={title} data-current={nth === current}>
            <span className="sp-hidden">
              {t('reading.marked', { category: t(`category.${first.category}`), term: first.term })}
            </span>
            {span.text}
            <span className="sp-hidden">{t('reading.endMark')}</span>
          </mark>
        )
      })}
    </div>
  )
}
