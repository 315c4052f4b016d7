import { Button } from '@mantine/core'
import { IconEyeOff, IconLock } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '../../../shared/console/review.ts'
import type { TermMatch } from '../../../shared/screening/rules.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyCap } from '../../components/KeyCap.tsx'
import { MarkedText } from '../../components/MarkedText.tsx'
import type { Span } from '../../components/spans.ts'
import { useMarkWords } from '../../i18n/marks.ts'
import { useKeyHints, useShortcut } from '../../stores/stores.tsx'
import { RevisionDiff } from './RevisionDiff.tsx'
import { useRuler } from './useRuler.tsx'

interface Props {
  item: ReviewItem
  spans: readonly Span<TermMatch>[]
  /** Which mark is looked at, from 0; -1 for none. */
  current: number
  /** Whether the difference to the message that this one revises is shown instead. */
  difference: boolean
  /** Names of the categories for which the text is blurred until its reader asks for it; none where it is not. */
  blurred: readonly string[]
  onReveal: () => void
}

/** The text of a message, as its reader wants to read it. */
export function Letter({ item, spans, current, difference, blurred, onReveal }: Props) {
  const { t } = useTranslation()
  const words = useMarkWords()
  const hints = useKeyHints()
  const paper = useRef<HTMLDivElement>(null)
  const ruler = useRuler(paper)
  const { message, revised } = item
  const hidden = blurred.length > 0 && message.text !== null
  useShortcut('reveal', onReveal, hidden)
  if (message.text === null) {
    return (
      <div className="sp-sheet-of-paper">
        <EmptyState
          icon={<IconLock size={34} stroke={1.3} aria-hidden="true" />}
          title={t('reading.withheld')}
          text={t('reading.withheldText')}
        />
      </div>
    )
  }
  if (hidden) {
    return (
      <div className="sp-sheet-of-paper" data-blurred="true">
        <div className="sp-blurred" aria-hidden="true" inert>
          <MarkedText spans={spans} current={-1} words={words} />
        </div>
        <div className="sp-blurred-over">
          <EmptyState
            icon={<IconEyeOff size={30} stroke={1.4} aria-hidden="true" />}
            title={t('blurred.title', { categories: blurred.join(', ') })}
            action={
              <Button variant="default" onClick={onReveal} aria-keyshortcuts={hints.aria('reveal')}>
                {t('blurred.show')}&nbsp;
                <KeyCap keys={hints.caps('reveal')} />
              </Button>
            }
          />
        </div>
      </div>
    )
  }
  return (
    <div ref={paper} className="sp-sheet-of-paper">
      {difference && revised && revised.message.text !== null ? (
        <RevisionDiff before={revised.message.text} after={message.text} />
      ) : (
        <MarkedText spans={spans} current={current} words={words} />
      )}
      {ruler}
    </div>
  )
}
