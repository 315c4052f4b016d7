import { useCallback, useEffect, useRef, useState } from 'react'
import type { ContactDecisionKind } from '../../../shared/console/contacts.ts'
import { RoomPanes } from '../../components/RoomPanes.tsx'
import type { VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { usePaneWords } from '../../i18n/paneWords.ts'
import { useFrom, useShortcut, useStores } from '../../stores/stores.tsx'
import { ContactDialog } from './ContactDialog.tsx'
import { ContactList } from './ContactList.tsx'
import { ContactPane } from './ContactPane.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { PrivilegeDialog } from './PrivilegeDialog.tsx'
import { useDecideContacts } from './useDecideContacts.ts'

/** The contacts room: requests and what became of them, the two people side by side, approve, deny, revoke. */
export function ContactsRoom() {
  const { contacts, contactList } = useStores()
  const decide = useDecideContacts()
  const words = usePaneWords()
  const list = useRef<VirtualGridHandle>(null)
  const search = useRef<HTMLInputElement>(null)
  const [dialog, setDialog] = useState<{ kind: ContactDecisionKind; ids: readonly string[] } | null>(null)
  const [other, setOther] = useState<'privilege' | 'import' | null>(null)
  const tab = useFrom('contacts', (s) => s.state)
  const may = useFrom('session', (s) => s.may)
  const mayDecide = may('decide_contacts')
  const shown = useFrom('contacts', (s) => s.item)
  const selecting = useFrom('contactList', (s) => s.selected.size > 0)
  const any = useFrom('contactList', (s) => s.active !== null || s.selected.size > 0)
  const active = useFrom('contactList', (s) => s.active)
  const open = shown !== null && shown.contact.id === active ? shown : null
  // A selection is of one list; a single contact may have left its list meanwhile.
  const state = selecting || tab !== 'privileged' ? tab : open?.row.state
  const at = useCallback(() => contactList.getState(), [contactList])

  const act = useCallback(
    (kind: ContactDecisionKind) => {
      const { selected, active } = contactList.getState()
      const ids = selected.size > 0 ? [...selected] : active === null ? [] : [active]
      if (ids.length === 0) return
      if ((kind === 'approve' || kind === 'reopen') && ids.length === 1) void decide(kind, ids, {})
      else setDialog({ kind, ids })
    },
    [contactList, decide],
  )
  const can = {
    approve: mayDecide && any && state === 'pending',
    deny: mayDecide && any && state === 'pending',
    revoke: mayDecide && any && state === 'approved',
    reopen: mayDecide && any && (state === 'denied' || state === 'revoked'),
    privilege: may('mark_privileged') && open !== null && !selecting,
  }
  useShortcut('contactApprove', () => act('approve'), can.approve)
  useShortcut('contactDeny', () => act('deny'), can.deny)
  useShortcut('contactRevoke', () => act('revoke'), can.revoke)
  useShortcut('contactReopen', () => act('reopen'), can.reopen)
  useShortcut('contactPrivileged', () => setOther('privilege'), can.privilege)
  useShortcut('contactImport', () => setOther('import'), mayDecide)
  useShortcut('contactSelectAll', () => at().selectAll())
  useShortcut('contactExtendDown', () => at().move(1, true))
  useShortcut('contactExtendUp', () => at().move(-1, true))
  useShortcut('contactNext', () => at().move(1))
  useShortcut('contactPrevious', () => at().move(-1))
  useShortcut('contactFirst', () => at().moveTo('first'))
  useShortcut('contactLast', () => at().moveTo('last'))
  useShortcut('contactSelect', () => {
    const { active, toggle } = at()
    if (active !== null) toggle(active)
  })
  useShortcut('contactClear', () => at().clearSelection(), selecting)
  useShortcut('contactLoadNew', () => at().takeIn())
  useShortcut('contactFilter', () => search.current?.focus())
  useEffect(() => {
    contacts.getState().start()
    list.current?.focus()
  }, [contacts])

  return (
    <>
      <RoomPanes
        id="sallyport.contacts"
        words={words}
        list={
          <ContactList list={list} search={search} {...(mayDecide ? { onImport: () => setOther('import') } : {})} />
        }
        main={(tools) => <ContactPane can={can} tools={tools} onAct={act} onPrivilege={() => setOther('privilege')} />}
      />
      {other === 'privilege' && open && <PrivilegeDialog item={open} onClose={() => setOther(null)} />}
      {other === 'import' && <ImportDialog onClose={() => setOther(null)} />}
      {dialog && (
        <ContactDialog
          kind={dialog.kind}
          ids={dialog.ids}
          onClose={() => setDialog(null)}
          onConfirm={(details) => {
            setDialog(null)
            void decide(dialog.kind, dialog.ids, details)
          }}
        />
      )}
    </>
  )
}
