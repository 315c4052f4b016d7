import { Button, Textarea } from '@mantine/core'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProfileNote } from '../../../shared/console/people.ts'
import { Part } from '../../components/Part.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'
import { useTry } from '../../stores/useTry.ts'
import { Recusal, WithdrawDialog } from './RecusalList.tsx'
import { Timeline } from './Timeline.tsx'

/** Notes on the person, who is recused from them, and everything that happened. */
export function SidePane({ note }: { note: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation()
  const profile = useFrom('people', (s) => (s.profile.state === 'here' ? s.profile.value : null))
  const [withdrawing, setWithdrawing] = useState<string | null>(null)
  const withdrawn = profile?.recusals.find((row) => row.id === withdrawing)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by key.
    <aside className="sp-context" aria-label={t('people.side')} tabIndex={0}>
      {profile && (
        <>
          <Notes key={profile.row.id} notes={profile.notes} field={note} />
          {profile.recusals.length > 0 && (
            <Part title={t('recusals.tab')} aside={profile.recusals.length}>
              <ul className="sp-plain">
                {profile.recusals.map((row) => (
                  <Recusal key={row.id} row={row} onWithdraw={() => setWithdrawing(row.id)} />
                ))}
              </ul>
            </Part>
          )}
          <Timeline />
        </>
      )}
      {withdrawn && <WithdrawDialog row={withdrawn} onClose={() => setWithdrawing(null)} />}
    </aside>
  )
}

function Notes({ notes, field }: { notes: readonly ProfileNote[]; field: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const mayNote = useFrom('session', (s) => s.may)('note')
  const add = useFrom('people', (s) => s.note)
  const formats = useFormats(zone)
  const [text, setText] = useState('')
  const { busy, problem, attempt } = useTry(() => setText(''))
  const save = () => {
    if (text.trim() !== '' && !busy) attempt(() => add(text.trim()))
  }
  return (
    <Part title={t('context.notes')} aside={notes.length}>
      {mayNote && (
        <div className="sp-note-form">
          <Textarea
            ref={field}
            size="xs"
            aria-label={t('context.addNote')}
            placeholder={t('people.notePlaceholder')}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={4_000}
            value={text}
            error={problem}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                event.preventDefault()
                save()
              }
              if (event.key === 'Escape') event.currentTarget.blur()
            }}
          />
          {text.trim() !== '' && (
            <Button size="compact-xs" loading={busy} onClick={save}>
              {t('context.addNote')}
            </Button>
          )}
        </div>
      )}
      {notes.length === 0 && <p className="sp-dim">{t('context.noNotes')}</p>}
      <ul className="sp-plain">
        {notes.map((each) => (
          <li key={each.id}>
            <span className="sp-dim">
              {each.by}, {formats.moment(each.at, Date.now())}
              {each.waiting && ` · ${t('people.waiting')}`}
            </span>
            <p className="sp-note" dir="auto">
              {each.text}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  )
}
