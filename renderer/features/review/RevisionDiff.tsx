import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { wordDiff } from './wordDiff.ts'

/** What a revision changed, word by word; removals and additions are told apart by more than colour. */
export function RevisionDiff({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation()
  const parts = useMemo(() => wordDiff(before, after), [before, after])
  let at = 0
  return (
    <div className="sp-text" dir="auto">
      {parts.map((part) => {
        const key = at
        at += part.text.length
        if (part.kind === 'same') return <span key={`s${key}`}>{part.text}</span>
        const Tag = part.kind === 'removed' ? 'del' : 'ins'
        return (
          <Tag key={`${part.kind}${key}`}>
            <span className="sp-hidden">{t(`reading.${part.kind}`)} </span>
            {part.text}
          </Tag>
        )
      })}
    </div>
  )
}
