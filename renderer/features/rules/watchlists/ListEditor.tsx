import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { category, MAX_TERMS, type Rule, type Watchlist } from '../../../../shared/screening/rules.ts'
import { useStores } from '../../../stores/stores.tsx'
import { toCsv } from './csv.ts'
import { Exceptions } from './Exceptions.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { PeopleList } from './PeopleList.tsx'
import { Sees } from './Sees.tsx'
import { TermForm } from './TermForm.tsx'
import { TermList } from './TermList.tsx'

interface Props {
  list: Watchlist
  usedBy: readonly Rule[]
  /** Terms in all other lists. */
  elsewhere: number
  mayDraft: boolean
  onChange: (list: Watchlist) => void
  onRemove: () => void
}

/** One watchlist: its name and category, its terms or people, what it sees through, and its exceptions. */
export function ListEditor({ list, usedBy, elsewhere, mayDraft, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const { desk } = useStores()
  const [name, setName] = useState(list.name)
  const [importing, setImporting] = useState(false)
  const ofPeople = list.people !== undefined
  return (
    <section className="sp-watchlist" aria-label={list.name}>
      <header>
        {mayDraft ? (
          <>
            <TextInput
              label={t('rules.listName')}
              maxLength={80}
              value={name}
              error={name.trim() === '' ? t('watchlist.nameMissing') : undefined}
              onChange={(event) => {
                const typed = event.currentTarget.value
                setName(typed)
                // A draft without a name would not be kept.
                if (typed.trim() !== '') onChange({ ...list, name: typed.trim() })
              }}
            />
            <Select
              label={t('rules.category')}
              allowDeselect={false}
              value={list.category}
              data={category.options.map((value) => ({ value, label: t(`category.${value}`) }))}
              onChange={(value) => onChange({ ...list, category: category.catch(list.category).parse(value) })}
            />
          </>
        ) : (
          <h2>{list.name}</h2>
        )}
        <span className="sp-grow" />
        {!ofPeople && mayDraft && (
          <Button variant="default" onClick={() => setImporting(true)}>
            {t('watchlist.import')}
          </Button>
        )}
        {!ofPeople && (
          <Button variant="default" onClick={() => desk.save(`${fileName(list.name)}.csv`, 'text/csv', toCsv(list))}>
            {t('watchlist.export')}
          </Button>
        )}
        {mayDraft && (
          <Button variant="default" disabled={usedBy.length > 0} onClick={onRemove}>
            {t('watchlist.remove')}
          </Button>
        )}
      </header>
      {list.category === 'self_harm' && <p className="sp-hint">{t('watchlist.selfHarm')}</p>}
      {mayDraft && usedBy.length > 0 && (
        <p className="sp-dim">{t('watchlist.usedBy', { names: usedBy.map((rule) => `“${rule.name}”`).join(', ') })}</p>
      )}
      {ofPeople ? (
        <PeopleList list={list} mayDraft={mayDraft} onChange={onChange} />
      ) : (
        <>
          <TermList list={list} mayDraft={mayDraft} onChange={onChange} />
          {mayDraft && <TermForm list={list} full={list.terms.length + elsewhere >= MAX_TERMS} onChange={onChange} />}
          <Exceptions list={list} mayDraft={mayDraft} onChange={onChange} />
          <Sees list={list} mayDraft={mayDraft} onChange={onChange} />
        </>
      )}
      {importing && (
        <ImportDialog
          list={list}
          room={MAX_TERMS - elsewhere - list.terms.length}
          onImport={onChange}
          onClose={() => setImporting(false)}
        />
      )}
    </section>
  )
}

/** A name that every system takes for a file. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N} _-]+/gu, '_').trim() || 'watchlist'
}
