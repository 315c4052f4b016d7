import { Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { memo, type RefObject, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueFilter } from '../../../shared/console/review.ts'
import { category } from '../../../shared/screening/rules.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { useTyped } from '../../components/useTyped.ts'
import { useFrom, useKeyHints } from '../../stores/stores.tsx'

/** Pause after the last key before the list is asked for. */
const PAUSE_MS = 250

interface Props {
  input: RefObject<HTMLInputElement | null>
  onLeave: () => void
}

type Chip = { key: string; label: string; without: QueueFilter }

/** The filters in force as chips, the text filter for people, and the menu of further filters. */
export const Filters = memo(function Filters({ input, onLeave }: Props) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const filter = useFrom('review', (s) => s.filter)
  const setFilter = useFrom('review', (s) => s.setFilter)
  const units = useFrom('session', (s) => s.session?.facility?.housingUnits)
  const look = useCallback(
    (text: string) => {
      const { person: _, ...rest } = filter
      setFilter(text === '' ? rest : { ...rest, person: text })
    },
    [filter, setFilter],
  )
  const [person, setPerson] = useTyped(filter.person ?? '', look, PAUSE_MS)

  const chips = chipsOf(filter, {
    direction: (value) => t(`direction.${value}`),
    unit: (value) => `${t('filter.unit')} ${value}`,
    category: (value) => t(`category.${value}`),
    flagged: (value) => (value ? t('filter.flagged') : t('filter.notFlagged')),
    cod: t('filter.cod'),
    revision: t('filter.revision'),
  })
  const add = (value: string | null) => {
    if (value === null) return
    const [key, what] = value.split(':') as [string, string]
    if (key === 'direction') setFilter({ ...filter, direction: what === 'inbound' ? 'inbound' : 'outbound' })
    else if (key === 'flagged') setFilter({ ...filter, flagged: what === 'yes' })
    else if (key === 'cod') setFilter({ ...filter, cod: true })
    else if (key === 'revision') setFilter({ ...filter, revision: true })
    else if (key === 'category') {
      setFilter({ ...filter, categories: [...new Set([...(filter.categories ?? []), category.parse(what)])] })
    } else setFilter({ ...filter, housingUnits: [...new Set([...(filter.housingUnits ?? []), what])] })
  }
  return (
    <fieldset className="sp-filters" aria-label={t('filter.label')}>
      <div className="sp-filter-line">
        <TextInput
          ref={input}
          size="xs"
          className="sp-grow"
          value={person}
          aria-label={t('filter.person')}
          placeholder={t('filter.person')}
          rightSection={<KeyCap keys={hints.caps('filter')} />}
          onChange={(event) => setPerson(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' || event.key === 'Enter') onLeave()
          }}
        />
        <Select
          size="xs"
          w="6.5rem"
          aria-label={t('filter.more')}
          placeholder={t('filter.more')}
          value={null}
          onChange={add}
          comboboxProps={{ width: '13rem', position: 'bottom-end' }}
          maxDropdownHeight={360}
          data={[
            {
              group: t('filter.direction'),
              items: [
                { value: 'direction:inbound', label: t('direction.inbound') },
                { value: 'direction:outbound', label: t('direction.outbound') },
              ],
            },
            {
              group: t('filter.flagged'),
              items: [
                { value: 'flagged:yes', label: t('filter.flagged') },
                { value: 'flagged:no', label: t('filter.notFlagged') },
                { value: 'cod:yes', label: t('filter.cod') },
                { value: 'revision:yes', label: t('filter.revision') },
              ],
            },
            {
              group: t('filter.category'),
              items: category.options.map((each) => ({ value: `category:${each}`, label: t(`category.${each}`) })),
            },
            {
              group: t('filter.unit'),
              items: (units ?? []).map((unit) => ({ value: `unit:${unit}`, label: unit })),
            },
          ]}
        />
      </div>
      {chips.length > 0 && (
        <div className="sp-chips">
          {chips.map((chip) => (
            <button
              key={chip.key}
              type="button"
              className="sp-chip"
              aria-label={t('filter.remove', { name: chip.label })}
              onClick={() => setFilter(chip.without)}
            >
              {chip.label} <IconX size={11} aria-hidden="true" />
            </button>
          ))}
        </div>
      )}
    </fieldset>
  )
})

interface ChipNames {
  direction(value: 'inbound' | 'outbound'): string
  unit(value: string): string
  category(value: NonNullable<QueueFilter['categories']>[number]): string
  flagged(value: boolean): string
  cod: string
  revision: string
}

function chipsOf(filter: QueueFilter, names: ChipNames): Chip[] {
  const chips: Chip[] = []
  const { direction, housingUnits, categories, flagged, cod, revision } = filter
  const without = <K extends keyof QueueFilter>(key: K): QueueFilter => {
    const { [key]: _, ...rest } = filter
    return rest
  }
  if (direction) chips.push({ key: 'direction', label: names.direction(direction), without: without('direction') })
  for (const unit of housingUnits ?? []) {
    const left = (housingUnits ?? []).filter((each) => each !== unit)
    const next = left.length > 0 ? { ...filter, housingUnits: left } : without('housingUnits')
    chips.push({ key: `unit-${unit}`, label: names.unit(unit), without: next })
  }
  for (const one of categories ?? []) {
    const left = (categories ?? []).filter((each) => each !== one)
    const next = left.length > 0 ? { ...filter, categories: left } : without('categories')
    chips.push({ key: `category-${one}`, label: names.category(one), without: next })
  }
  if (flagged !== undefined) chips.push({ key: 'flagged', label: names.flagged(flagged), without: without('flagged') })
  if (cod) chips.push({ key: 'cod', label: names.cod, without: without('cod') })
  if (revision) chips.push({ key: 'revision', label: names.revision, without: without('revision') })
  return chips
}
