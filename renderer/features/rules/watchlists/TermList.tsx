import { TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Term, Watchlist } from '../../../../shared/screening/rules.ts'
import { useFormats } from '../../../i18n/hooks.ts'

interface Props {
  list: Watchlist
  mayDraft: boolean
  onChange: (list: Watchlist) => void
}

const ROW = 30

/** The terms of a list, also tens of thousands of them: only those on screen exist. */
export function TermList({ list, mayDraft, onChange }: Props) {
  const { t } = useTranslation()
  const formats = useFormats(undefined)
  const element = useRef<HTMLElement>(null)
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(search.trim().toLowerCase())
  const found = useMemo(
    () => (wanted === '' ? list.terms : list.terms.filter((term) => textOf(term).toLowerCase().includes(wanted))),
    [list.terms, wanted],
  )
  const virtualizer = useVirtualizer({
    count: found.length,
    getScrollElement: () => element.current,
    estimateSize: () => ROW,
    overscan: 10,
    initialRect: { width: 600, height: 300 },
  })
  return (
    <div className="sp-term-list">
      <header>
        <h2 className="sp-caption">{t('watchlist.terms')}</h2>
        <span className="sp-dim" role="status">
          {wanted === ''
            ? t('rules.terms', { count: list.terms.length })
            : t('watchlist.found', { n: formats.number(found.length), of: formats.number(list.terms.length) })}
        </span>
        <TextInput
          size="xs"
          aria-label={t('rules.searchTerms')}
          placeholder={t('rules.searchTerms')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </header>
      {list.terms.length === 0 ? (
        <p className="sp-dim">{t('watchlist.noTerms')}</p>
      ) : (
        <section
          ref={element}
          className="sp-term-scroll"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by key.
          tabIndex={0}
          aria-label={t('watchlist.termsOf', { name: list.name })}
        >
          <ul aria-label={t('watchlist.terms')} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map((item) => {
              const term = found[item.index]
              if (!term) return null
              return (
                <li
                  key={term.id}
                  aria-setsize={found.length}
                  aria-posinset={item.index + 1}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <TermText term={term} />
                  {mayDraft && (
                    <button
                      type="button"
                      className="sp-term-remove"
                      aria-label={t('rules.removeTerm', { term: textOf(term) })}
                      onClick={() => onChange({ ...list, terms: list.terms.filter((each) => each !== term) })}
                    >
                      <IconX size={13} aria-hidden="true" />
                    </button>
                  )}
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </div>
  )
}

function TermText({ term }: { term: Term }) {
  const { t } = useTranslation()
  if (term.kind === 'near') {
    return (
      <span className="sp-cut">
        {term.text} <span className="sp-dim">{t('watchlist.nearWithin', { count: term.within })}</span> {term.near}
      </span>
    )
  }
  if (term.kind === 'regex') {
    return (
      <span className="sp-cut">
        <code>{term.text}</code> <span className="sp-badge">{t('watchlist.kind.regex')}</span>
      </span>
    )
  }
  return (
    <span className="sp-cut">
      {term.text} {!term.wholeWord && <span className="sp-badge">{t('rules.anywhere')}</span>}
    </span>
  )
}

function textOf(term: Term): string {
  return term.kind === 'near' ? `${term.text} ~ ${term.near}` : term.text
}
