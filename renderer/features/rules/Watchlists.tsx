import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import { category, type RuleSetContent, type Watchlist } from '../../../shared/screening/rules.ts'
import { useFormats } from '../../i18n/hooks.ts'

/** Most terms of one list that are drawn; the search finds the others. */
const DRAWN = 150

interface Props {
  content: RuleSetContent
  mayDraft: boolean
  onChange: (content: RuleSetContent) => void
}

/** The watchlists with their terms; supervisors add and remove terms in their draft. */
export function Watchlists({ content, mayDraft, onChange }: Props) {
  const { t } = useTranslation()
  const put = (list: Watchlist) =>
    onChange({ ...content, watchlists: content.watchlists.map((each) => (each.id === list.id ? list : each)) })
  return (
    <section className="sp-lists" aria-label={t('rules.watchlists')}>
      <h2 className="sp-caption">{t('rules.watchlists')}</h2>
      {content.watchlists.map((list) => (
        <List key={list.id} list={list} mayDraft={mayDraft} onChange={put} />
      ))}
      {mayDraft && <NewList onAdd={(list) => onChange({ ...content, watchlists: [...content.watchlists, list] })} />}
    </section>
  )
}

function List({
  list,
  mayDraft,
  onChange,
}: {
  list: Watchlist
  mayDraft: boolean
  onChange: (list: Watchlist) => void
}) {
  const { t } = useTranslation()
  const formats = useFormats(undefined)
  const [search, setSearch] = useState('')
  const [text, setText] = useState('')
  const [whole, setWhole] = useState(true)
  const wanted = search.trim().toLowerCase()
  const found = wanted === '' ? list.terms : list.terms.filter((term) => term.text.toLowerCase().includes(wanted))
  const add = () => {
    const trimmed = text.trim()
    if (trimmed.length < 2) return
    onChange({ ...list, terms: [...list.terms, { id: uuidv7(), text: trimmed, wholeWord: whole }] })
    setText('')
  }
  return (
    <details className="sp-list-card">
      <summary>
        <b>{list.name}</b>
        <span className="sp-badge" data-tone={list.category === 'self_harm' ? 'bad' : 'warn'}>
          {t(`category.${list.category}`)}
        </span>
        <span className="sp-dim">{t('rules.terms', { count: list.terms.length })}</span>
      </summary>
      {list.terms.length > 20 && (
        <TextInput
          size="xs"
          mb="xs"
          aria-label={t('rules.searchTerms')}
          placeholder={t('rules.searchTerms')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ul className="sp-terms">
        {found.slice(0, DRAWN).map((term) => (
          <li key={term.id} className="sp-term">
            <span title={'wholeWord' in term && !term.wholeWord ? t('rules.anywhere') : t('rules.wholeWord')}>
              {'wholeWord' in term && !term.wholeWord ? `…${term.text}…` : term.text}
            </span>
            {mayDraft && (
              <button
                type="button"
                aria-label={t('rules.removeTerm', { term: term.text })}
                onClick={() => onChange({ ...list, terms: list.terms.filter((each) => each !== term) })}
              >
                <IconX size={12} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
        {found.length > DRAWN && (
          <li className="sp-dim">
            {t('batch.more', { count: found.length - DRAWN, n: formats.number(found.length) })}
          </li>
        )}
      </ul>
      {mayDraft && (
        <form
          className="sp-term-form"
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <TextInput
            size="xs"
            aria-label={`${t('rules.term')}: ${list.name}`}
            placeholder={t('rules.newTermPlaceholder')}
            value={text}
            maxLength={200}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Checkbox
            size="xs"
            label={t('rules.wholeWord')}
            checked={whole}
            onChange={(event) => setWhole(event.currentTarget.checked)}
          />
          <Button type="submit" variant="default" disabled={text.trim().length < 2}>
            {t('rules.addTerm')}
          </Button>
        </form>
      )}
    </details>
  )
}

function NewList({ onAdd }: { onAdd: (list: Watchlist) => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Watchlist['category']>('other')
  return (
    <form
      className="sp-term-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') return
        onAdd({ id: uuidv7(), name: name.trim(), category: kind, terms: [] })
        setName('')
      }}
    >
      <TextInput
        size="xs"
        aria-label={t('rules.listName')}
        placeholder={t('rules.listName')}
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        size="xs"
        w="9rem"
        aria-label={t('rules.category')}
        allowDeselect={false}
        value={kind}
        data={category.options.map((value) => ({ value, label: t(`category.${value}`) }))}
        onChange={(value) => setKind(category.catch('other').parse(value))}
      />
      <Button type="submit" variant="default" leftSection={<IconPlus size={13} />} disabled={name.trim() === ''}>
        {t('rules.addList')}
      </Button>
    </form>
  )
}
