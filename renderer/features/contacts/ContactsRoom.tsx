import { useCallback, useEffect, useRef, useState } from 'react'
import type { ContactDecisionKind } from '../../../shared/console/contacts.ts'
import { RoomPanes } from '../../components/RoomPanes.tsx'
import type { VirtualGridHandle } from '../../components/VirtualGrid.tsx'
import { usePaneWords } from '../../i18n/paneWords.ts'
import { useFrom, useShortcut, useStores } from '../../stores/stores.tsx'
import { ContactDialog } from './ContactDialog.tsx'
import { ContactList } from './ContactList.tsx'
import { ContactPane } from './ContactPane.tsx'
import { useDecideContacts } from './useDecideContacts.ts'

/** The contacts room: requests and what became of them, the two people side by side, approve, deny, revoke. */
export function ContactsRoom() {
  const { contacts, contactList } = useStores()
  const decide = useDecideContacts()
  const words = usePaneWords()
  const list = useRef<VirtualGridHandle>(null)
  const search = useRef<HTMLInputElement>(null)
  const [dialog, setDialog] = useState<{ kind: ContactDecisionKind; ids: readonly string[] } | null>(null)
  const state = useFrom('contacts', (s) => s.state)
  const mayDecide = useFrom('session', (s) => s.may)('decide_contacts')
  const selecting = useFrom('contactList', (s) => s.selected.size > 0)
  const any = useFrom('contactList', (s) => s.active !== null || s.selected.size > 0)
  const at = useCallback(() => contactList.getState(), [contactList])

  const act = useCallback(
    (kind: ContactDecisionKind) => {
      const { selected, active } = contactList.getState()
      const ids = selected.size > 0 ? [...selected] : active === null ? [] : [active]
      if (ids.length === 0) return
      if (kind === 'approve' && ids.length === 1) void decide(kind, ids, {})
      else setDialog({ kind, ids })
    },
    [contactList, decide],
  )
  const can = {
    approve: mayDecide && any && (state === 'pending' || state === 'denied'),
    deny: mayDecide && any && state === 'pending',
    revoke: mayDecide && any && state === 'approved',
    reopen: mayDecide && any && (state === 'denied' || state === 'revoked'),
  }
  useShortcut('contactApprove', () => act('approve'), can.approve)
  useShortcut('contactDeny', () => act('deny'), can.deny)
  useShortcut('contactRevoke', () => act('revoke'), can.revoke)
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
        list={<ContactList list={list} search={search} />}
        main={(tools) => <ContactPane can={can} tools={tools} onAct={act} />}
      />
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
