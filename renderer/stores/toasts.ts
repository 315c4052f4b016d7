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

/** A decision that was given and has not been answered yet. */
export interface ExpectedToast {
  /** Shows the way back; takes it at once where it was asked for while the answer was on its way. */
  offer(toast: Omit<UndoToast, 'key' | 'from'>): void
  /** Nothing will be offered any more. */
  close(): void
}

export interface ToastStore {
  toasts: readonly UndoToast[]
  /** The last sentence for the live region; `nth` makes equal sentences be read again. */
  spoken: { text: string; nth: number }
  /** Something that needs a look: a refusal, a conflict. Stays until it is dismissed. */
  notices: readonly { key: string; title: string; text: string }[]
  offer(toast: Omit<UndoToast, 'key' | 'from'>): void
  /** Announces a decision, so that an undo which comes before its answer means this one and not an earlier one. */
  expect(): ExpectedToast
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
  const expected: { wanted: boolean }[] = []
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
    expect() {
      const mine = { wanted: false }
      expected.push(mine)
      const close = () => {
        const at = expected.indexOf(mine)
        if (at >= 0) expected.splice(at, 1)
      }
      return {
        close,
        offer(toast) {
          close()
          if (mine.wanted) toast.undo()
          else get().offer(toast)
        },
      }
    },
    withdraw(key) {
      set({ toasts: get().toasts.filter((toast) => toast.key !== key) })
    },
    undoLast() {
      const onItsWay = expected.findLast((each) => !each.wanted)
      if (onItsWay) {
        onItsWay.wanted = true
        return true
      }
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
