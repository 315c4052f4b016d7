import { expect, test } from 'vitest'
import {
  ariaOf,
  capsOf,
  conflictsOf,
  isReserved,
  isSingleKey,
  keyName,
  leadsOf,
} from '../../../renderer/stores/shortcutKeys.ts'
import { shortcutIds, shortcutTable } from '../../../renderer/stores/shortcuts.ts'
import { shortcutKeys } from '../../../shared/console/settings.ts'

test('no two shortcuts of the registry answer to the same keys in the same place, and none takes what is reserved', () => {
  for (const id of shortcutIds) {
    for (const keys of shortcutTable[id].keys) {
      expect([id, keys, conflictsOf(id, keys, {})]).toEqual([id, keys, []])
      expect([id, isReserved(keys)]).toEqual([id, false])
    }
  }
})

test('every key of the registry can be stored as a setting', () => {
  const keys = shortcutIds.flatMap((id) => [...shortcutTable[id].keys] as string[])
  expect(keys.filter((each) => !shortcutKeys.safeParse(each).success)).toEqual([])
})

test('a key conflicts with pairs that it begins, and everywhere with what works everywhere', () => {
  expect(conflictsOf('note', 'g', {})).toContain('goReview')
  expect(conflictsOf('goReview', 'a x', {})).toEqual(expect.arrayContaining(['approve', 'contactApprove']))
  expect(conflictsOf('approve', 'd', {})).toEqual([])
  expect(conflictsOf('approve', 'y', { hold: ['y'] })).toEqual(['hold'])
  expect(conflictsOf('approve', 'h', { hold: [] })).toEqual([])
})

test('pressed keys are named as the registry writes them', () => {
  const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
    keyName({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held })
  expect(press('A', { shiftKey: true })).toBe('shift+a')
  expect(press('?', { shiftKey: true })).toBe('?')
  expect(press('k', { ctrlKey: true })).toBe('mod+k')
  expect(press('ArrowDown', { shiftKey: true })).toBe('shift+ArrowDown')
  expect(press('Tab')).toBeNull()
  expect(press('Shift', { shiftKey: true })).toBeNull()
})

test('keys are written for eyes and for screen readers', () => {
  expect(['g r', 'mod+k', 'shift+a', 'mod++', 'Escape'].map((keys) => capsOf(keys))).toEqual([
    'G R',
    'Ctrl K',
    'Shift A',
    'Ctrl +',
    'Esc',
  ])
  expect(['a', 'mod+k', 'shift+a', 'g r', undefined].map(ariaOf)).toEqual([
    'A',
    'Control+K',
    'Shift+A',
    undefined,
    undefined,
  ])
})

test('only printable keys without Ctrl count as single', () => {
  expect(['a', 'shift+a', 'g r', '?'].every(isSingleKey)).toBe(true)
  expect(['mod+k', 'Home', 'shift+ArrowUp', 'Escape'].some(isSingleKey)).toBe(false)
})

test('the first keys of all pairs are known, also of those that a user made', () => {
  expect([...leadsOf({})]).toEqual(['g'])
  expect(leadsOf({ approve: ['q a'] }).has('q')).toBe(true)
})
