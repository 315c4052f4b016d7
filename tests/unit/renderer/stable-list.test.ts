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

/** A list that tells where items stand, over a set that the test changes. */
function standingList(there: string[], restMayCome: Promise<void> = Promise.resolve()) {
  const asked: string[] = []
  const store = createStableList<{ id: string }>({
    fetchIds: async (first) => {
      asked.push(first === undefined ? 'all' : 'first')
      if (first === undefined) await restMayCome
      return there.slice(0, first)
    },
    fetchRows: async (ids) => ids.map((id) => ({ id })),
    fetchStanding: async (ids) => {
      asked.push(...ids)
      return ids.filter((id) => there.includes(id))
    },
  })
  return { state: () => store.getState(), asked }
}

test('a change asks about the items that it names and about no others', async () => {
  const there = ['a', 'b', 'c']
  const { state, asked } = standingList(there)
  await state().load()
  asked.length = 0
  there.splice(0, 3, 'new', 'b', 'c')
  await state().changed(['a', 'new', 'b'])
  expect(asked).toEqual(['a', 'new', 'b'])
  expect(state()).toMatchObject({ ids: ['a', 'b', 'c'], incoming: 1 })
  expect([...state().gone]).toEqual(['a'])
  await state().takeIn()
  expect(state()).toMatchObject({ ids: ['new', 'b', 'c'], incoming: 0 })
  expect(state().gone.size).toBe(0)
})

test('what was decided here is no news while it still stands there, and is news when it comes back', async () => {
  const there = ['a', 'b']
  const { state } = standingList(there)
  await state().load()
  state().remove(['a'])
  await state().changed(['a'])
  expect(state()).toMatchObject({ ids: ['b'], incoming: 0 })
  there.shift()
  await state().changed(['a'])
  there.unshift('a')
  await state().changed(['a'])
  expect(state().incoming).toBe(1)
  there.shift()
  await state().changed(['a'])
  expect(state().incoming).toBe(0)
})

test('an item that left and came back is in its place as before', async () => {
  const there = ['a', 'b']
  const { state } = standingList(there)
  await state().load()
  there.shift()
  await state().changed(['a'])
  expect(state().gone.has('a')).toBe(true)
  there.unshift('a')
  await state().changed(['a'])
  expect(state()).toMatchObject({ ids: ['a', 'b'], incoming: 0 })
  expect(state().gone.size).toBe(0)
})

test('a long list is shown by its first ids and then whole; selecting all waits for the whole', async () => {
  const there = Array.from({ length: 1_000 }, (_, n) => `id ${n}`)
  const rest = Promise.withResolvers<void>()
  const { state, asked } = standingList(there, rest.promise)
  const loaded = state().load()
  await expect.poll(() => state().ids.length).toBe(200)
  const selected = state().selectAll()
  rest.resolve()
  await Promise.all([selected, loaded])
  expect(state().selected.size).toBe(1_000)
  expect(asked).toEqual(['first', 'all'])
})

test('taking items off and putting them back leaves the order as it was', async () => {
  const there = ['a', 'b', 'c', 'd', 'e']
  const { state } = standingList(there)
  await state().load()
  const one = state().remove(['a'])
  expect(state()).toMatchObject({ ids: ['b', 'c', 'd', 'e'], active: 'b' })
  const two = state().remove(['b', 'c', 'e'])
  expect(state()).toMatchObject({ ids: ['d'], active: 'd' })
  state().restore(two, ['b', 'c', 'e'], false)
  state().restore(one, ['a'], true)
  expect(state()).toMatchObject({ ids: there, active: 'a' })
})
