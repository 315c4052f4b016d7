import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import { TermChecker } from '../../../../shared/screening/check.ts'
import { EXPRESSION_MAX, MAX_TERMS, type Term, term, type Watchlist } from '../../../../shared/screening/rules.ts'
import { useFormats } from '../../../i18n/hooks.ts'
import { keyOf } from './csv.ts'

const kinds = ['words', 'near', 'regex'] as const
type Kind = (typeof kinds)[number]

interface Props {
  list: Watchlist
  /** Whether the rule set takes no more terms. */
  full: boolean
  onChange: (list: Watchlist) => void
}

/** Adds a term of any kind; what cannot be used is told at the field, before it is kept. */
export function TermForm({ list, full, onChange }: Props) {
  const { t } = useTranslation()
  const formats = useFormats(undefined)
  const checker = useMemo(() => new TermChecker(), [])
  const [kind, setKind] = useState<Kind>('words')
  const [text, setText] = useState('')
  const [near, setNear] = useState('')
  const [within, setWithin] = useState(5)
  const [whole, setWhole] = useState(true)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const made = termOf(kind, text, near, within, whole)
    if (full) return setProblem(t('watchlist.full', { n: formats.number(MAX_TERMS) }))
    if (made === null) return setProblem(t('watchlist.problem.text_length'))
    const unusable = checker.check(made)
    if (unusable) return setProblem(t(`watchlist.problem.${unusable}`))
    const key = keyOf(made)
    if (list.terms.some((each) => keyOf(each) === key)) return setProblem(t('watchlist.problem.there'))
    onChange({ ...list, terms: [...list.terms, made] })
    setText('')
    setNear('')
    setProblem(null)
  }
  const typed = (put: (value: string) => void) => (event: { currentTarget: { value: string } }) => {
    put(event.currentTarget.value)
    setProblem(null)
  }
  return (
    <form className="sp-term-form" aria-label={t('rules.addTerm')} onSubmit={submit}>
      <Select
        size="xs"
        w="9.5rem"
        label={t('watchlist.termKind')}
        allowDeselect={false}
        value={kind}
        data={kinds.map((value) => ({ value, label: t(`watchlist.kind.${value}`) }))}
        onChange={(value) => setKind(kinds.find((each) => each === value) ?? 'words')}
      />
      <TextInput
        size="xs"
        className="sp-grow"
        label={t('rules.term')}
        description={t(`watchlist.hint.${kind}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={text}
        maxLength={kind === 'regex' ? EXPRESSION_MAX : 200}
        error={problem}
        onChange={typed(setText)}
      />
      {kind === 'near' && (
        <>
          <TextInput size="xs" label={t('watchlist.near')} value={near} maxLength={200} onChange={typed(setNear)} />
          <NumberInput
            size="xs"
            w="7rem"
            label={t('watchlist.within')}
            min={1}
            max={50}
            clampBehavior="strict"
            allowDecimal={false}
            value={within}
            onChange={(value) => typeof value === 'number' && setWithin(value)}
          />
        </>
      )}
      {kind === 'words' && (
        <Checkbox
          size="xs"
          label={t('rules.wholeWord')}
          checked={whole}
          onChange={(event) => setWhole(event.currentTarget.checked)}
        />
      )}
      <Button type="submit" variant="default" size="xs">
        {t('rules.addTerm')}
      </Button>
    </form>
  )
}

function termOf(kind: Kind, text: string, near: string, within: number, wholeWord: boolean): Term | null {
  const id = uuidv7()
  const made =
    kind === 'near' ? { kind, id, text, near, within } : kind === 'regex' ? { kind, id, text } : { id, text, wholeWord }
  const parsed = term.safeParse(made)
  return parsed.success ? parsed.data : null
}
