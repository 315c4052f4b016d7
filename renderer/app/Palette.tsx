import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../shared/console/search.ts'
import { KeyCap } from '../components/KeyCap.tsx'
import { useFormats } from '../i18n/hooks.ts'
import { shortcutIds, shortcutTable } from '../stores/shortcuts.ts'
import { useFrom, useKeyHints, useShortcut } from '../stores/stores.tsx'
import { useMessageSearch } from './useMessageSearch.ts'

/** The command palette: what can be done at this moment, from the shortcut registry, and below it the messages found. */
export function Palette() {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const [query, setQuery] = useState('')
  const bindings = useFrom('shortcuts', (s) => s.bindings)
  const open = useFrom('rooms', (s) => s.openMessage)
  const search = useMessageSearch(query)
  useShortcut('palette', () => spotlight.open())
  const commands = shortcutIds.flatMap((id) => {
    const binding = bindings.get(id)?.at(-1)
    if (!binding?.enabled || id === 'palette') return []
    return {
      id,
      label: t(`shortcut.${id}`),
      description: t(`shortcuts.${shortcutTable[id].scope}`),
      rightSection: <KeyCap keys={hints.caps(id)} />,
      // After the palette has given the focus back, so that a dialog opened by the command keeps it.
      onClick: () => void setTimeout(() => binding.run(), 120),
    }
  })
  const hits = search.state === 'found' ? search.answer.hits : []
  const messages: SpotlightActionData[] = hits.map((hit) => ({
    id: hit.id,
    'aria-label': `${hit.from.name} → ${hit.to.name}`,
    children: <Hit hit={hit} />,
    onClick: () => void open(hit),
  }))
  const everything = search.state === 'found' && search.answer.everything
  const group = { group: t(everything ? 'palette.messages' : 'palette.openMessages'), actions: messages }
  return (
    <Spotlight
      actions={[...commands, group]}
      // What was found is not sifted again: the workstation knows more of it than stands here.
      filter={(text) => {
        const fitting = commands.filter((each) => holds(`${each.label} ${each.description}`, text))
        return [...fitting, ...(messages.length > 0 ? [group] : [])]
      }}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      nothingFound={t(
        search.state === 'asking'
          ? 'palette.searching'
          : search.state === 'failed'
            ? 'palette.failed'
            : 'palette.nothing',
      )}
      highlightQuery
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      overlayProps={{ backgroundOpacity: 0.45, blur: 0 }}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden="true" />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.open'),
      }}
    />
  )
}

/** Whether a text holds every word of another, in any case. */
function holds(text: string, words: string): boolean {
  const all = text.toLowerCase()
  return words
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  return (
    <div className="sp-grow">
      <div>
        <b>
          {hit.from.name} → {hit.to.name}
        </b>{' '}
        <span className="sp-dim">
          {hit.housingUnit} · {t(`state.${hit.state}`)} · {formats.moment(hit.sentAt, Date.now())}
        </span>
      </div>
      <div className="sp-dim" dir="auto">
        {hit.snippet === null ? t('reading.withheld') : pieces(hit.snippet)}
      </div>
    </div>
  )
}

/** A snippet with what was looked for marked. */
function pieces({ text, marks }: NonNullable<SearchHit['snippet']>): ReactNode[] {
  let from = 0
  const parts: ReactNode[] = []
  for (const { start, end } of marks) {
    parts.push(text.slice(from, start), <mark key={start}>{text.slice(start, end)}</mark>)
    from = end
  }
  return [...parts, text.slice(from)]
}
