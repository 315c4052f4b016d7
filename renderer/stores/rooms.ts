import { createStore, type StoreApi } from 'zustand/vanilla'

export const rooms = ['review', 'contacts', 'rules'] as const
export type Room = (typeof rooms)[number]

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
