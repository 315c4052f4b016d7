import { Button, Loader, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../../shared/console/people.ts'
import { type ErrorCode, Refusal } from '../../../../shared/domain/errors.ts'
import { MAX_PEOPLE, type Watchlist } from '../../../../shared/screening/rules.ts'
import { useStores } from '../../../stores/stores.tsx'

interface Props {
  list: Watchlist
  mayDraft: boolean
  onChange: (list: Watchlist) => void
}

/** The people of a list. They are found by name or number, and opened in the people room. */
export function PeopleList({ list, mayDraft, onChange }: Props) {
  const { t } = useTranslation()
  const { rooms } = useStores()
  const people = list.people ?? []
  return (
    <section className="sp-list-part" aria-label={t('watchlist.ofKind.people')}>
      {people.length === 0 && <p className="sp-dim">{t('watchlist.noPeople')}</p>}
      <ul className="sp-watched">
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" className="sp-watched-name" onClick={() => rooms.getState().openProfile(person)}>
              {person.name}
            </button>
            <span className="sp-dim">{t(`watchlist.person.${person.kind}`)}</span>
            {mayDraft && (
              <button
                type="button"
                className="sp-term-remove"
                aria-label={t('watchlist.removePerson', { name: person.name })}
                onClick={() => onChange({ ...list, people: people.filter((each) => each !== person) })}
              >
                <IconX size={13} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayDraft && people.length < MAX_PEOPLE && (
        <PersonSearch
          known={new Set(people.map((each) => each.id))}
          onPick={({ kind, id, name }) => onChange({ ...list, people: [...people, { kind, id, name }] })}
        />
      )}
    </section>
  )
}

const PAUSE_MS = 200

function PersonSearch({ known, onPick }: { known: ReadonlySet<string>; onPick: (person: PersonRow) => void }) {
  const { t } = useTranslation()
  const { connection } = useStores()
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<{ text: string; hits: readonly PersonRow[]; error: ErrorCode | null } | null>(
    null,
  )
  const wanted = text.trim()
  useEffect(() => {
    if (wanted.length < 2) return
    let left = false
    const timer = setTimeout(() => {
      connection.call('people.find', { text: wanted }).then(
        ({ hits }) => !left && setAnswer({ text: wanted, hits, error: null }),
        (error: unknown) =>
          !left && setAnswer({ text: wanted, hits: [], error: error instanceof Refusal ? error.code : 'internal' }),
      )
    }, PAUSE_MS)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [wanted, connection])
  const searching = wanted.length >= 2 && answer?.text !== wanted
  const hits = wanted.length < 2 ? [] : (answer?.hits ?? []).filter((each) => !known.has(each.id))
  return (
    <>
      <TextInput
        size="xs"
        label={t('watchlist.findPerson')}
        placeholder={t('watchlist.findPersonHint')}
        maxLength={100}
        rightSection={searching ? <Loader size="xs" /> : null}
        value={text}
        error={answer?.error && !searching ? t(`error.${answer.error}`) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ul className="sp-watched" aria-label={t('watchlist.foundPeople')} aria-live="polite">
        {hits.map((hit) => (
          <li key={hit.id}>
            <span className="sp-grow">
              <b>{hit.name}</b>{' '}
              <span className="sp-dim">
                {hit.number} · {t(`watchlist.person.${hit.kind}`)} {hit.housingUnit ?? hit.city ?? ''}
              </span>
            </span>
            <Button
              variant="default"
              size="compact-xs"
              aria-label={t('watchlist.watch', { name: hit.name })}
              onClick={() => onPick(hit)}
            >
              {t('watchlist.add')}
            </Button>
          </li>
        ))}
        {!searching && wanted.length >= 2 && hits.length === 0 && !answer?.error && (
          <li className="sp-dim">{t('watchlist.nobody')}</li>
        )}
      </ul>
    </>
  )
}
