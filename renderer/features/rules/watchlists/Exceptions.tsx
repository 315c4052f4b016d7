import { Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import { TermChecker } from '../../../../shared/screening/check.ts'
import { exception, type Watchlist } from '../../../../shared/screening/rules.ts'

interface Props {
  list: Watchlist
  mayDraft: boolean
  onChange: (list: Watchlist) => void
}

/** Phrases inside which a match of the list is harmless. */
export function Exceptions({ list, mayDraft, onChange }: Props) {
  const { t } = useTranslation()
  const checker = useMemo(() => new TermChecker(), [])
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const exceptions = list.exceptions ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const parsed = exception.safeParse({ id: uuidv7(), text })
    if (!parsed.success) return setProblem(t('watchlist.problem.text_length'))
    if (!checker.findsSomething(parsed.data.text)) return setProblem(t('watchlist.problem.nothing_to_find'))
    if (exceptions.some((each) => each.text.toLowerCase() === parsed.data.text.toLowerCase())) {
      return setProblem(t('watchlist.problem.there'))
    }
    onChange({ ...list, exceptions: [...exceptions, parsed.data] })
    setText('')
    setProblem(null)
  }
  return (
    <section className="sp-list-part" aria-label={t('watchlist.exceptions')}>
      <h2 className="sp-caption">{t('watchlist.exceptions')}</h2>
      <p className="sp-dim">{t('watchlist.exceptionsHint')}</p>
      {exceptions.length > 0 && (
        <ul className="sp-terms">
          {exceptions.map((each) => (
            <li key={each.id} className="sp-term">
              <span>{each.text}</span>
              {mayDraft && (
                <button
                  type="button"
                  aria-label={t('watchlist.removeException', { text: each.text })}
                  onClick={() => onChange({ ...list, exceptions: exceptions.filter((other) => other !== each) })}
                >
                  <IconX size={12} aria-hidden="true" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayDraft && (
        <form className="sp-term-form" aria-label={t('watchlist.addException')} onSubmit={submit}>
          <TextInput
            size="xs"
            className="sp-grow"
            aria-label={t('watchlist.exception')}
            placeholder={t('watchlist.exceptionPlaceholder')}
            maxLength={200}
            value={text}
            error={problem}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setProblem(null)
            }}
          />
          <Button type="submit" variant="default" size="xs">
            {t('watchlist.addException')}
          </Button>
        </form>
      )}
    </section>
  )
}
