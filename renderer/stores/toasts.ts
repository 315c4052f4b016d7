import { createStore, type StoreApi } from 'zustand/vanilla'

/** A decision that can still be taken back. */
export interface UndoToast {
  key: string
  message: string
  /** Epoch milliseconds. */
  from: number
  until: number
  undo(): void
}

export interface ToastStore {
  toasts: readonly UndoToast[]
  /** The last sentence for the live region; `nth` makes equal sentences be read again. */
  spoken: { text: string; nth: number }
  /** Something that needs a look: a refusal, a conflict. Stays until it is dismissed. */
  notices: readonly { key: string; title: string; text: string }[]
  offer(toast: Omit<UndoToast, 'key' | 'from'>): void
  withdraw(key: string): void
  /** Takes back the latest decision whose time has not run out. Says whether there was one. */
  undoLast(): boolean
  say(text: string): void
  notify(title: string, text: string): void
  dismiss(key: string): void
}

/**
 * Undo windows and announcements. Each decision keeps its own window: a second decision never shortens the first.
 */
export function createToastStore(now: () => number = Date.now): StoreApi<ToastStore> {
  let count = 0
  return createStore<ToastStore>()((set, get) => ({
    toasts: [],
    spoken: { text: '', nth: 0 },
    notices: [],
    offer(toast) {
      const key = `toast-${++count}`
      const left = toast.until - now()
      get().say(toast.message)
      if (left <= 0) return
      set({ toasts: [...get().toasts, { ...toast, key, from: now() }] })
      setTimeout(() => get().withdraw(key), left)
    },
    withdraw(key) {
      set({ toasts: get().toasts.filter((toast) => toast.key !== key) })
    },
    undoLast() {
      const last = get().toasts.at(-1)
      if (!last) return false
      get().withdraw(last.key)
      last.undo()
      return true
    },
    say(text) {
      set({ spoken: { text, nth: get().spoken.nth + 1 } })
    },
    notify(title, text) {
      get().say(`${title}. ${text}`)
      set({ notices: [...get().notices.slice(-3), { key: `notice-${++count}`, title, text }] })
    },
    dismiss(key) {
      set({ notices: get().notices.filter((notice) => notice.key !== key) })
    },
  }))
}
