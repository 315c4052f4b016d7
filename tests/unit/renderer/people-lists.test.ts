import { expect, test } from 'vitest'
import type { Connection } from '../../../renderer/api/connection.ts'
import { drawCorrespondence } from '../../../renderer/features/people/graphLayout.ts'
import { localAt, momentAt } from '../../../renderer/i18n/zone.ts'
import { onOtherUser } from '../../../renderer/stores/otherUser.ts'
import { createPagedList } from '../../../renderer/stores/pagedList.ts'

const page = (from: number, next: string | null) => ({
  rows: Array.from({ length: 3 }, (_, n) => ({ id: `row-${from + n}` })),
  next,
})

test('a paged list asks for each page once, follows the cursor, and never shows a row twice', async () => {
  const asked: (string | undefined)[] = []
  const list = createPagedList(async (cursor) => {
    asked.push(cursor)
    return cursor === undefined ? page(0, 'second') : page(2, null)
  })
  await list.getState().load()
  expect(list.getState()).toMatchObject({ status: 'ready', more: true })
  list.getState().next()
  list.getState().next()
  await expect.poll(() => list.getState().more).toBe(false)
  expect(list.getState().rows.map((row) => row.id)).toEqual(['row-0', 'row-1', 'row-2', 'row-3', 'row-4'])
  expect(asked).toEqual([undefined, 'second'])
  list.getState().next()
  expect(asked).toHaveLength(2)
})

test('an answer that was overtaken by a later question is dropped', async () => {
  const answers: ((value: ReturnType<typeof page>) => void)[] = []
  const list = createPagedList(() => new Promise<ReturnType<typeof page>>((resolve) => answers.push(resolve)))
  const first = list.getState().load()
  const second = list.getState().load(true)
  answers[1]?.(page(10, null))
  await second
  answers[0]?.(page(0, null))
  await first
  expect(list.getState().rows[0]?.id).toBe('row-10')
})

test('a list that is refreshed keeps as many pages as were shown', async () => {
  let round = 0
  const list = createPagedList(async (cursor) => page(round + (cursor === undefined ? 0 : 3), cursor ? null : 'more'))
  await list.getState().load()
  list.getState().next()
  await expect.poll(() => list.getState().rows.length).toBe(6)
  round = 100
  await list.getState().refresh()
  expect(list.getState().rows.map((row) => row.id)).toEqual([100, 101, 102, 103, 104, 105].map((n) => `row-${n}`))
})

test('another user, or nobody, is told once; the same user again is not', () => {
  let tell: (session: unknown) => void = () => undefined
  let times = 0
  const connection = { on: (_name: string, listener: typeof tell) => (tell = listener) } as unknown as Connection
  onOtherUser(connection, () => times++)
  tell({ user: { id: 'a' } })
  tell({ user: { id: 'a' } })
  expect(times).toBe(0)
  tell({ user: null })
  expect(times).toBe(1)
  tell({ user: { id: 'b' } })
  expect(times).toBe(2)
  tell({ user: { id: 'b' } })
  expect(times).toBe(2)
})

test('a picture of who writes to whom has three columns, one line for each pair, and counts who found no place', () => {
  const writers = [
    { id: 'i', kind: 'individual' as const, name: 'I', number: '1' },
    ...Array.from({ length: 30 }, (_, n) => ({ id: `m${n}`, kind: 'member' as const, name: `M${n}`, number: `${n}` })),
    { id: 'far', kind: 'individual' as const, name: 'F', number: '2' },
  ]
  const lines = [
    ...Array.from({ length: 30 }, (_, n) => ({ memberId: `m${n}`, individualId: 'i', inbound: n, outbound: 0 })),
    { memberId: 'm29', individualId: 'i', inbound: 5, outbound: 1 },
    { memberId: 'm29', individualId: 'far', inbound: 1, outbound: 0 },
  ]
  const drawn = drawCorrespondence('i', writers, lines)
  const columns = [0, 1, 2].map((column) => drawn.placed.filter((each) => each.column === column))
  expect(columns.map((column) => column.length)).toEqual([1, 12, 1])
  expect(columns[1]?.[0]?.writer.id).toBe('m29')
  expect(drawn.left).toBe(18)
  expect(drawn.lines.filter((line) => line.memberId === 'm29' && line.individualId === 'i')).toEqual([
    { memberId: 'm29', individualId: 'i', inbound: 34, outbound: 1 },
  ])
})

test('a date in a form field is meant by the clocks of the facility, in summer and in winter', () => {
  expect(momentAt('2026-01-15T08:30', 'America/Denver')).toBe('2026-01-15T15:30:00.000Z')
  expect(momentAt('2026-07-15T08:30', 'America/Denver')).toBe('2026-07-15T14:30:00.000Z')
  // Skipped when the clocks go forward.
  expect(momentAt('2026-03-08T02:30', 'America/Denver')).toBe('2026-03-08T09:30:00.000Z')
  expect(momentAt('', 'America/Denver')).toBeNull()
  expect(localAt('2026-01-15T15:30:00.000Z', 'America/Denver')).toBe('2026-01-15T08:30')
})
