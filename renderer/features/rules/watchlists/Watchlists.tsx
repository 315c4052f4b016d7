import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import { category, type RuleSetContent, type Watchlist } from '../../../../shared/screening/rules.ts'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ListEditor } from './ListEditor.tsx'

interface Props {
  content: RuleSetContent
  mayDraft: boolean
  /** The list that is looked at, by its id. */
  chosen: string | null
  onChoose: (id: string) => void
  onChange: (content: RuleSetContent) => void
}

/** The watchlists of terms and of people: their names on the left, the one that is looked at beside them. */
export function Watchlists({ content, mayDraft, chosen, onChoose, onChange }: Props) {
  const { t } = useTranslation()
  const { watchlists } = content
  const list = watchlists.find((each) => each.id === chosen) ?? watchlists[0]
  const put = (next: Watchlist) =>
    onChange({ ...content, watchlists: watchlists.map((each) => (each.id === next.id ? next : each)) })
  const usedBy = content.rules.filter((rule) =>
    rule.conditions.some((each) => 'watchlistIds' in each && list && each.watchlistIds.includes(list.id)),
  )
  const elsewhere = watchlists.reduce((sum, each) => sum + (each === list ? 0 : each.terms.length), 0)
  return (
    <div className="sp-watchlists">
      <nav aria-label={t('rules.watchlists')}>
        <ul>
          {watchlists.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                className="sp-version"
                aria-current={each === list}
                onClick={() => onChoose(each.id)}
              >
                <b>{each.name}</b>
                <span className="sp-version-name">
                  <span className="sp-badge" data-tone={each.category === 'self_harm' ? 'bad' : 'warn'}>
                    {t(`category.${each.category}`)}
                  </span>
                  <span className="sp-dim">
                    {each.people
                      ? t('watchlist.people', { count: each.people.length })
                      : t('rules.terms', { count: each.terms.length })}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {mayDraft && (
          <NewList
            onAdd={(made) => {
              onChange({ ...content, watchlists: [...watchlists, made] })
              onChoose(made.id)
            }}
          />
        )}
      </nav>
      {list ? (
        <ListEditor
          key={list.id}
          list={list}
          usedBy={usedBy}
          elsewhere={elsewhere}
          mayDraft={mayDraft}
          onChange={put}
          onRemove={() => onChange({ ...content, watchlists: watchlists.filter((each) => each !== list) })}
        />
      ) : (
        <EmptyState title={t('watchlist.noneTitle')} text={t('watchlist.none')} />
      )}
    </div>
  )
}

function NewList({ onAdd }: { onAdd: (list: Watchlist) => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Watchlist['category']>('other')
  const [of, setOf] = useState<'terms' | 'people'>('terms')
  return (
    <form
      className="sp-new-list"
      aria-label={t('rules.addList')}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') return
        const made = { id: uuidv7(), name: name.trim(), category: kind, terms: [] }
        onAdd(of === 'people' ? { ...made, people: [] } : made)
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
        aria-label={t('rules.category')}
        allowDeselect={false}
        value={kind}
        data={category.options.map((value) => ({ value, label: t(`category.${value}`) }))}
        onChange={(value) => setKind(category.catch('other').parse(value))}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('watchlist.of')}
        value={of}
        data={(['terms', 'people'] as const).map((value) => ({ value, label: t(`watchlist.ofKind.${value}`) }))}
        onChange={(value) => setOf(value === 'people' ? 'people' : 'terms')}
      />
      <Button type="submit" variant="default" leftSection={<IconPlus size={13} />} disabled={name.trim() === ''}>
        {t('rules.addList')}
      </Button>
    </form>
  )
}
