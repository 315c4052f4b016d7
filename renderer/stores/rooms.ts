import { createStore, type StoreApi } from 'zustand/vanilla'
import type { MessageState } from '../../shared/domain/message.ts'

export const rooms = ['review', 'contacts', 'people', 'restrictions', 'rules'] as const
export type Room = (typeof rooms)[number]

/** What one must be allowed to enter a room. */
export const roomPermission = {
  review: 'read_queues',
  contacts: 'read_queues',
  people: 'read_queues',
  restrictions: 'read_queues',
  rules: 'read_rules',
} as const

/** Whose profile is meant. */
export interface Person {
  readonly kind: 'member' | 'individual'
  readonly id: string
}

/** A message that is to be shown in the review room; its state tells the queue, and what is not known is asked for. */
export interface MessageTarget {
  readonly id: string
  readonly state?: MessageState
  readonly escalated?: boolean
}

export const settingsSections = ['look', 'reading', 'keys', 'alerts'] as const
export type SettingsSection = (typeof settingsSections)[number]

export interface RoomStore {
  room: Room
  /** Whose profile the people room shows. */
  profile: Person | null
  issuesOpen: boolean
  sheetOpen: boolean
  settingsAt: SettingsSection | null
  /** The batch whose results are shown in the review room; `latest` for the newest of this user's; null for none. */
  batch: string | null
  go(room: Room): void
  /** Goes to the people room, to the profile of a person; null shows none. */
  openProfile(person: Person | null): void
  /** Goes to the review room, to a message in the queue in which it stands. Resolves once it is the one on screen. */
  openMessage(target: MessageTarget): Promise<void>
  showIssues(open: boolean): void
  showSheet(open: boolean): void
  /** Opens the settings at a section, or closes them. */
  showSettings(section: SettingsSection | null): void
  /** Goes to the review room, to what became of a batch; null leaves it. */
  openBatch(batchId: string | null): void
}

/**
 * Which room is on screen, and what is opened over it.
 *
 * @param showMessage makes a message the one on screen in the review room
 */
export function createRoomStore(showMessage: (target: MessageTarget) => Promise<void>): StoreApi<RoomStore> {
  return createStore<RoomStore>()((set) => ({
    room: 'review',
    profile: null,
    issuesOpen: false,
    sheetOpen: false,
    settingsAt: null,
    batch: null,
    go: (room) => set({ room }),
    openProfile: (profile) => set({ room: 'people', profile }),
    openMessage: async (target) => {
      set({ room: 'review', batch: null })
      await showMessage(target)
    },
    showIssues: (issuesOpen) => set({ issuesOpen }),
    showSheet: (sheetOpen) => set({ sheetOpen }),
    showSettings: (settingsAt) => set({ settingsAt }),
    openBatch: (batch) => set({ room: 'review', batch }),
  }))
}
