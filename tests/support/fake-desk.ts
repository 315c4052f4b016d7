import type { Desk } from '../../renderer/api/desk.ts'

/** A desk that remembers what was asked of it. */
export interface FakeDesk extends Desk {
  readonly asked: string[]
}

/** Makes a desk that does nothing but remember. */
export function createFakeDesk(leave = true): FakeDesk {
  const asked: string[] = []
  return {
    asked,
    badge: (count) => void asked.push(`badge ${count}`),
    tell: (news, language) => void asked.push(`tell ${news} ${language}`),
    mayTell: async () => leave,
    sound: () => void asked.push('sound'),
    print: () => void asked.push('print'),
    save: (name, _type, text) => void asked.push(`save ${name} ${text}`),
  }
}
