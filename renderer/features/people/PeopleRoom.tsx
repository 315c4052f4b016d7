import { useCallback, useEffect, useRef, useState } from 'react'
import { RoomPanes } from '../../components/RoomPanes.tsx'
import type { VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { usePaneWords } from '../../i18n/paneWords.ts'
import { useFrom, useShortcut, useStores } from '../../stores/stores.tsx'
import type { PersonDialog } from './dialogs.ts'
import { PeopleList } from './PeopleList.tsx'
import { ProfilePane } from './ProfilePane.tsx'
import { RecuseDialog } from './RecuseDialog.tsx'
import { SidePane } from './SidePane.tsx'
import { SuspendDialog } from './SuspendDialog.tsx'

/** The people room: finding somebody, the profile, and what happened to them. */
export function PeopleRoom() {
  const { people, peopleList, recusals, rooms, restrictions } = useStores()
  const words = usePaneWords()
  const list = useRef<VirtualGridHandle>(null)
  const find = useRef<HTMLInputElement>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const [dialog, setDialog] = useState<PersonDialog>(null)
  const person = useFrom('rooms', (s) => s.profile)
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const profile = useFrom('people', (s) => (s.profile.state === 'here' ? s.profile.value : null))
  const may = useFrom('session', (s) => s.may)
  useEffect(() => {
    people.getState().start()
    recusals.getState().start()
  }, [people, recusals])
  useEffect(() => people.getState().open(person), [people, person])

  const move = useCallback(
    (by: number) => {
      const { rows } = peopleList.getState()
      const at = rows.findIndex((row) => row.id === rooms.getState().profile?.id)
      const row = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
      if (row !== undefined) openProfile({ kind: row.kind, id: row.id })
    },
    [peopleList, rooms, openProfile],
  )
  const restrict = useCallback(() => {
    if (profile === null) return
    const { row } = profile
    restrictions
      .getState()
      .begin(row.kind === 'individual' ? { scope: 'individual', individual: row } : { scope: 'member', member: row })
    rooms.getState().go('restrictions')
  }, [profile, restrictions, rooms])
  useShortcut('personFind', () => find.current?.focus())
  useShortcut('personNext', () => move(1))
  useShortcut('personPrevious', () => move(-1))
  useShortcut('personNote', () => note.current?.focus(), profile !== null && may('note'))
  useShortcut('personSuspend', () => setDialog('suspend'), profile !== null && may('propose_restrictions'))
  useShortcut('personRestrict', restrict, profile !== null && may('propose_restrictions'))
  useShortcut('personRecuse', () => setDialog('recuse'), person !== null && may('declare_recusals'))

  return (
    <>
      <RoomPanes
        id="sallyport.people"
        words={words}
        list={<PeopleList list={list} find={find} />}
        main={(tools) => <ProfilePane tools={tools} onDialog={setDialog} onRestrict={restrict} />}
        details={<SidePane note={note} />}
      />
      {dialog === 'suspend' && profile && <SuspendDialog profile={profile} onClose={() => setDialog(null)} />}
      {dialog === 'recuse' && person && <RecuseDialog person={person} onClose={() => setDialog(null)} />}
    </>
  )
}
