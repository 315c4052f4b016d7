import { useCallback, useEffect, useRef, useState } from 'react'
import { RoomPanes } from '../../components/RoomPanes.tsx'
import type { VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { usePaneWords } from '../../i18n/paneWords.ts'
import { useFrom, useShortcut, useStores } from '../../stores/stores.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { LiftDialog } from './LiftDialog.tsx'
import { RestrictionDialog } from './RestrictionDialog.tsx'
import { RestrictionList } from './RestrictionList.tsx'
import { RestrictionPane } from './RestrictionPane.tsx'

/** The restrictions room: what limits communication, imposing, proposing, confirming and lifting it, and its log. */
export function RestrictionsRoom() {
  const { restrictions, restrictionList } = useStores()
  const words = usePaneWords()
  const list = useRef<VirtualGridHandle>(null)
  const find = useRef<HTMLInputElement>(null)
  const [dialog, setDialog] = useState<'lift' | 'confirm' | null>(null)
  const active = useFrom('restrictions', (s) => s.active)
  const starting = useFrom('restrictions', (s) => s.starting)
  const begin = useFrom('restrictions', (s) => s.begin)
  const row = useFrom('restrictionList', (s) => s.rows.find((each) => each.id === active) ?? null)
  const may = useFrom('session', (s) => s.may)
  useEffect(() => {
    restrictions.getState().start()
    list.current?.focus()
  }, [restrictions])
  const move = useCallback(
    (by: number) => {
      const { rows } = restrictionList.getState()
      const at = rows.findIndex((each) => each.id === restrictions.getState().active)
      const to = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
      if (to) restrictions.getState().activate(to.id)
    },
    [restrictionList, restrictions],
  )
  const can = {
    begin: may('propose_restrictions'),
    lockdown: may('impose_restrictions'),
    confirm: may('impose_restrictions') && row?.status === 'proposed' && row.waiting === null,
    lift:
      may('impose_restrictions') &&
      row !== null &&
      row.waiting === null &&
      (row.status === 'proposed' || row.status === 'upcoming' || row.status === 'in_force'),
  }
  useShortcut('restrictionNext', () => move(1))
  useShortcut('restrictionPrevious', () => move(-1))
  useShortcut('restrictionFind', () => find.current?.focus())
  useShortcut('restrictionNew', () => begin({ scope: 'pair' }), can.begin)
  useShortcut('restrictionLockdown', () => begin({ scope: 'housing_unit', lockdown: true }), can.lockdown)
  useShortcut('restrictionConfirm', () => setDialog('confirm'), can.confirm)
  useShortcut('restrictionLift', () => setDialog('lift'), can.lift)
  return (
    <>
      <RoomPanes
        id="sallyport.restrictions"
        words={words}
        list={<RestrictionList list={list} find={find} can={can} />}
        main={(tools) => <RestrictionPane row={row} tools={tools} can={can} onDialog={setDialog} />}
      />
      {starting && <RestrictionDialog start={starting} onClose={() => begin(null)} />}
      {dialog === 'lift' && row && <LiftDialog row={row} onClose={() => setDialog(null)} />}
      {dialog === 'confirm' && row && <ConfirmDialog row={row} onClose={() => setDialog(null)} />}
    </>
  )
}
