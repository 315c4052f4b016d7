import { Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../shared/console/people.ts'
import { useFrom } from '../../stores/stores.tsx'

interface Props {
  kind: PersonRow['kind']
  value: PersonRow | null
  onChange: (person: PersonRow | null) => void
}

const PAUSE_MS = 180
const nameOf = (row: PersonRow) => `${row.name} · ${row.number}`

/** Chooses a person by a part of the name, misspelt or not, or by the number. */
export function PersonField({ kind, value, onChange }: Props) {
  const { t } = useTranslation()
  const find = useFrom('restrictions', (s) => s.find)
  const [text, setText] = useState(value ? nameOf(value) : '')
  const [found, setFound] = useState<readonly PersonRow[]>([])
  const looking = value !== null && text === nameOf(value) ? '' : text.trim()
  useEffect(() => {
    if (looking.length < 2) {
      setFound([])
      return
    }
    let overtaken = false
    const timer = setTimeout(() => {
      find(looking, kind).then(
        (hits) => {
          if (!overtaken) setFound(hits)
        },
        () => {
          if (!overtaken) setFound([])
        },
      )
    }, PAUSE_MS)
    return () => {
      overtaken = true
      clearTimeout(timer)
    }
  }, [looking, kind, find])
  const options = value && !found.some((row) => row.id === value.id) ? [value, ...found] : found
  return (
    <Select
      required
      searchable
      clearable
      label={t(`restrictions.${kind}`)}
      placeholder={t('restrictions.personHint')}
      nothingFoundMessage={t(looking.length < 2 ? 'restrictions.typeMore' : 'restrictions.nobody')}
      data={options.map((row) => ({ value: row.id, label: nameOf(row) }))}
      // What was found is not sifted again: misspellings are forgiven where it was looked for.
      filter={({ options: all }) => all}
      searchValue={text}
      onSearchChange={setText}
      value={value?.id ?? null}
      onChange={(id) => onChange(options.find((row) => row.id === id) ?? null)}
    />
  )
}
