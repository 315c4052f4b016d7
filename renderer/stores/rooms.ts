import { createStore, type StoreApi } from 'zustand/vanilla'

export const rooms = ['review', 'contacts', 'rules'] as const
export type Room = (typeof rooms)[number]

/** What one must be allowed to enter a room. */
export const roomPermission = { review: 'read_queues', contacts: 'read_queues', rules: 'read_rules' } as const

export interface RoomStore {
  room: Room
  issuesOpen: boolean
  sheetOpen: boolean
  go(room: Room): void
  showIssues(open: boolean): void
  showSheet(open: boolean): void
}

/** Which room is on screen, and what is opened over it. */
export function createRoomStore(): StoreApi<RoomStore> {
  return createStore<RoomStore>()((set) => ({
    room: 'review',
    issuesOpen: false,
    sheetOpen: false,
    go: (room) => set({ room }),
    showIssues: (issuesOpen) => set({ issuesOpen }),
    showSheet: (sheetOpen) => set({ sheetOpen }),
  }))
}
