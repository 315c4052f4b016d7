import { CloseButton, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SearchFilter } from '../../../shared/console/search.ts'
import { type Category, category } from '../../../shared/screening/rules.ts'
import { localAt, momentAt } from '../../i18n/zone.ts'
import { useFrom } from '../../stores/stores.tsx'

/** A person to whose messages a search is confined, with the name for display. */
export interface ChosenPerson {
  readonly kind: 'member' | 'individual'
  readonly id: string
  readonly name: string
}

/** What a search is confined to, as the palette keeps it: days as form fields write them. */
export interface PaletteFilter {
  readonly place: '' | 'needs_review' | 'held' | 'escalated' | 'scheduled' | 'delivered' | 'rejected'
  readonly direction: '' | 'inbound' | 'outbound'
  readonly category: '' | Category
  /** "2026-11-23", or empty. The last day counts whole. */
  readonly from: string
  readonly until: string
  readonly person: ChosenPerson | null
}

export const noFilter: PaletteFilter = { place: '', direction: '', category: '', from: '', until: '', person: null }

const places = ['needs_review', 'held', 'escalated', 'scheduled', 'delivered', 'rejected'] as const

/** The filter as the workstation takes it; days are those of the facility's clocks. */
export function searchFilterOf(filter: PaletteFilter, timeZone: string): SearchFilter {
  const { place, direction, person } = filter
  const closed = place === 'delivered' || place === 'rejected'
  const from = filter.from === '' ? null : momentAt(`${filter.from}T00:00`, timeZone)
  const until = filter.until === '' ? null : momentAt(`${dayAfter(filter.until)}T00:00`, timeZone)
  return {
    ...(place === '' ? {} : closed ? { states: [place] } : { queue: place }),
    ...(direction === '' ? {} : { direction }),
    ...(filter.category === '' ? {} : { categories: [filter.category] }),
    ...(from === null ? {} : { sentFrom: from }),
    ...(until === null ? {} : { sentUntil: until }),
    ...(person === null ? {} : { person: { kind: person.kind, id: person.id } }),
  }
}

function dayAfter(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime()) ? '' : new Date(at.getTime() + 86_400_000).toISOString().slice(0, 10)
}

interface Props {
  readonly filter: PaletteFilter
  readonly onChange: (filter: PaletteFilter) => void
}

/** What messages are looked for: where they stand, which way they go, what they were flagged for, when, and whose. */
export function PaletteFilters({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone) ?? 'UTC'
  const today = localAt(Date.now(), zone).slice(0, 10)
  const set = (change: Partial<PaletteFilter>) => onChange({ ...filter, ...change })
  const changed = JSON.stringify(filter) !== JSON.stringify(noFilter)
  return (
    <fieldset className="sp-palette-filters">
      <legend className="sp-hidden">{t('palette.filters')}</legend>
      <NativeSelect
        size="xs"
        aria-label={t('palette.place')}
        value={filter.place}
        data={[
          { value: '', label: t('palette.anyPlace') },
          ...places.map((value) => ({
            value,
            label: t(value === 'delivered' || value === 'rejected' ? `state.${value}` : `queue.${value}`),
          })),
        ]}
        onChange={(event) => set({ place: event.currentTarget.value as PaletteFilter['place'] })}
      />
      <NativeSelect
        size="xs"
        aria-label={t('filter.direction')}
        value={filter.direction}
        data={[
          { value: '', label: t('palette.anyDirection') },
          { value: 'inbound', label: t('direction.inbound') },
          { value: 'outbound', label: t('direction.outbound') },
        ]}
        onChange={(event) => set({ direction: event.currentTarget.value as PaletteFilter['direction'] })}
      />
      <NativeSelect
        size="xs"
        aria-label={t('filter.category')}
        value={filter.category}
        data={[
          { value: '', label: t('palette.anyCategory') },
          ...category.options.map((value) => ({ value, label: t(`category.${value}`) })),
        ]}
        onChange={(event) => set({ category: event.currentTarget.value as PaletteFilter['category'] })}
      />
      <label className="sp-palette-day">
        <span>{t('palette.from')}</span>
        <input
          type="date"
          value={filter.from}
          max={filter.until || today}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
      </label>
      <label className="sp-palette-day">
        <span>{t('palette.until')}</span>
        <input
          type="date"
          value={filter.until}
          min={filter.from}
          max={today}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      </label>
      {filter.person !== null && (
        <span className="sp-palette-person">
          {filter.person.name}
          <CloseButton
            size="xs"
            aria-label={t('filter.remove', { name: filter.person.name })}
            onClick={() => set({ person: null })}
          />
        </span>
      )}
      {changed && (
        <button type="button" className="sp-palette-clear" onClick={() => onChange(noFilter)}>
          {t('queue.clear')}
        </button>
      )}
    </fieldset>
  )
}
