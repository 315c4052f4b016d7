import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../shared/console/search.ts'
import { may } from '../../shared/domain/roles.ts'
import { KeyCap } from '../components/KeyCap.tsx'
import { shortcutIds, shortcutTable } from '../stores/shortcuts.ts'
import { useFrom, useKeyHints, useShortcut } from '../stores/stores.tsx'
import { noFilter, PaletteFilters, searchFilterOf } from './palette/PaletteFilters.tsx'
import { MessageRow, PersonResult } from './palette/PaletteRows.tsx'
import { type Pages, usePaletteSearch } from './palette/usePaletteSearch.ts'

/**
 * The command palette: what can be done at this moment, from the shortcut registry, and below it the people and the
 * messages that are found, with the step on to the archive.
 */
export function Palette() {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const [filter, setFilter] = useState(noFilter)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone) ?? 'UTC'
  const role = useFrom('session', (s) => s.session?.user?.role)
  const open = useFrom('rooms', (s) => s.openMessage)
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const search = usePaletteSearch(query, searchFilterOf(filter, zone))
  const commands = useCommands(query)
  useShortcut('palette', () => spotlight.open())
  const { people, messages, archive } = search
  const hit = (each: SearchHit) => (
    <Spotlight.Action key={each.id} aria-label={`${each.from.name} → ${each.to.name}`} onClick={() => void open(each)}>
      <MessageRow hit={each} />
    </Spotlight.Action>
  )
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={() => setFilter(noFilter)}
      shortcut={null}
      size={760}
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      overlayProps={{ backgroundOpacity: 0.45, blur: 0 }}
      scrollable
      maxHeight="min(40rem, 100vh - 9rem)"
    >
      <Spotlight.Search
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.open')}
      />
      {role !== undefined && may(role, 'read_queues') && <PaletteFilters filter={filter} onChange={setFilter} />}
      <Spotlight.ActionsList className="sp-palette-list">
        {commands}
        {people.list.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.people')}>
            {people.list.flatMap((row) => [
              <Spotlight.Action key={row.id} aria-label={row.name} onClick={() => openProfile(row)}>
                <PersonResult row={row} />
              </Spotlight.Action>,
              // For the likeliest alone: a second row for everybody would push the messages out of sight.
              row === people.list[0] && (
                <Spotlight.Action
                  key={`${row.id} messages`}
                  className="sp-palette-more"
                  closeSpotlightOnTrigger={false}
                  label={t('palette.messagesOf', { name: row.name })}
                  onClick={() => {
                    setFilter({ ...filter, person: { kind: row.kind, id: row.id, name: row.name } })
                    setQuery('')
                  }}
                />
              ),
            ])}
          </Spotlight.ActionsGroup>
        )}
        {messages.list.length > 0 && (
          <Spotlight.ActionsGroup label={t(search.everything ? 'palette.messages' : 'palette.openMessages')}>
            {messages.list.map(hit)}
            {messages.more && (
              <Spotlight.Action
                className="sp-palette-more"
                closeSpotlightOnTrigger={false}
                label={t('palette.more')}
                onClick={search.moreMessages}
              />
            )}
          </Spotlight.ActionsGroup>
        )}
        {search.asked && search.mayArchive && messages.state === 'found' && (
          <Spotlight.ActionsGroup label={t('palette.archive')}>
            {archive.list.map(hit)}
            {(archive.state !== 'found' || archive.more) && archive.state !== 'asking' && (
              <Spotlight.Action
                className="sp-palette-more"
                closeSpotlightOnTrigger={false}
                label={t(archive.list.length > 0 ? 'palette.moreArchive' : 'palette.askArchive')}
                description={t('palette.archiveHint')}
                onClick={search.askArchive}
              />
            )}
          </Spotlight.ActionsGroup>
        )}
      </Spotlight.ActionsList>
      <p className="sp-palette-state" role="status">
        <State people={people} messages={messages} archive={archive} asked={search.asked} commands={commands.length} />
      </p>
    </Spotlight.Root>
  )
}

/** What can be done now and fits the words, each with its keys. */
function useCommands(query: string) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  // Bindings change with every message that is opened; nobody waits for the palette to know.
  const bindings = useDeferredValue(useFrom('shortcuts', (s) => s.bindings))
  return shortcutIds.flatMap((id) => {
    const binding = bindings.get(id)?.at(-1)
    if (!binding?.enabled || id === 'palette') return []
    const label = t(`shortcut.${id}`)
    const description = t(`shortcuts.${shortcutTable[id].scope}`)
    if (!holds(`${label} ${description}`, query)) return []
    return (
      <Spotlight.Action
        key={id}
        label={label}
        description={description}
        highlightQuery
        rightSection={<KeyCap keys={hints.caps(id)} />}
        // After the palette has given the focus back, so that a dialog opened by the command keeps it.
        onClick={() => void setTimeout(() => binding.run(), 120)}
      />
    )
  })
}

interface StateProps {
  readonly people: Pages<unknown>
  readonly messages: Pages<unknown>
  readonly archive: Pages<unknown>
  readonly asked: boolean
  readonly commands: number
}

/** One line that says where the search stands: looking, what failed and what to do, how much was found, or nothing. */
function State({ people, messages, archive, asked, commands }: StateProps) {
  const { t } = useTranslation()
  if (archive.state === 'asking') return t('palette.searchingArchive')
  if (archive.state === 'failed') {
    return t(archive.code === 'unavailable' ? 'palette.archiveOffline' : 'palette.archiveFailed')
  }
  if (messages.state === 'asking') return t('palette.searching')
  if (messages.state === 'failed' || people.state === 'failed') return t('palette.failed')
  const counted = messages.list.length + archive.list.length
  if (asked && counted + people.list.length === 0) {
    if (archive.state === 'found' && !archive.more) return t('palette.nothingAnywhere')
    return t(commands > 0 ? 'palette.nothingBesides' : 'palette.nothing')
  }
  if (!asked) return commands === 0 ? t('palette.nothing') : t('palette.hint')
  const parts = [
    people.list.length > 0 ? t('palette.peopleFound', { count: people.list.length }) : '',
    counted > 0 ? t(messages.more ? 'palette.messagesAtLeast' : 'palette.messagesFound', { count: counted }) : '',
    archive.state === 'found' && archive.list.length === 0 && !archive.more ? t('palette.archiveNothing') : '',
  ]
  return parts.filter(Boolean).join(' · ')
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
