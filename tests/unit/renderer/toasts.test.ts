import { describe, expect, it } from 'vitest'
import { createToastStore } from '../../../renderer/stores/toasts.ts'

function decided(undone: string[], name: string) {
  return { message: name, until: Date.now() + 60_000, undo: () => void undone.push(name) }
}

describe('Undo', () => {
  it('takes back the latest decision first', () => {
    const { offer, undoLast } = createToastStore().getState()
    const undone: string[] = []
    offer(decided(undone, 'first'))
    offer(decided(undone, 'second'))
    expect(undoLast()).toBe(true)
    expect(undone).toEqual(['second'])
    undoLast()
    expect(undone).toEqual(['second', 'first'])
    expect(undoLast()).toBe(false)
  })

  it('pressed before the answer has come means the decision on its way, never the one before', () => {
    const store = createToastStore()
    const { offer, expect: announce, undoLast } = store.getState()
    const undone: string[] = []
    offer(decided(undone, 'first'))
    const second = announce()
    expect(undoLast()).toBe(true)
    expect(undone).toEqual([])
    second.offer(decided(undone, 'second'))
    expect(undone).toEqual(['second'])
    expect(store.getState().toasts.map((toast) => toast.message)).toEqual(['first'])
  })

  it('is not kept waiting by a decision that was refused', () => {
    const { offer, expect: announce, undoLast } = createToastStore().getState()
    const undone: string[] = []
    offer(decided(undone, 'first'))
    announce().close()
    undoLast()
    expect(undone).toEqual(['first'])
  })
})
