import { expect, test } from 'vitest'
import { createStableList } from '../../../renderer/stores/stableList.ts'

/** A list whose answers are given by the test, in the order in which they were asked for. */
function list() {
  const asked: ((ids: string[]) => void)[] = []
  const store = createStableList<{ id: string }>({
    fetchIds: () => new Promise((resolve) => asked.push(resolve)),
    fetchRows: async (ids) => ids.map((id) => ({ id })),
  })
  return { state: () => store.getState(), answer: (...ids: string[]) => asked.shift()?.(ids) }
}

test('an answer that was on its way when the last item was removed does not bring it back', async () => {
  const { state, answer } = list()
  const loaded = state().load()
  answer('a')
  await loaded
  const refreshed = state().refresh()
  state().remove(['a'])
  answer('a')
  await refreshed
  expect(state()).toMatchObject({ ids: [], active: null })
})

test('an item that was removed here and left the list is news when it comes back', async () => {
  const { state, answer } = list()
  const loaded = state().load()
  answer('a', 'b')
  await loaded
  state().remove(['a'])
  for (const [ids, incoming] of [
    [['a', 'b'], 0],
    [['b'], 0],
    [['a', 'b'], 1],
  ] as const) {
    const refreshed = state().refresh()
    answer(...ids)
    await refreshed
    expect(state().incoming).toBe(incoming)
  }
  state().takeIn()
  expect(state().ids).toEqual(['a', 'b'])
})
