import { type CustomKeys, type ShortcutId, type ShortcutScope, shortcutIds, shortcutTable } from './shortcuts.ts'

/** The keys of a shortcut as the user has them. */
export function keysOf(id: ShortcutId, custom: CustomKeys): readonly string[] {
  return custom[id] ?? shortcutTable[id].keys
}

/** Whether a shortcut is made of single printable keys, which WCAG 2.1.4 wants to be switchable off or remappable. */
export function isSingleKey(keys: string): boolean {
  return keys.split(' ').every((key) => /^(shift\+)?.$/u.test(key))
}

const names: Readonly<Record<string, string>> = {
  shift: 'Shift',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** How keys are written on a key cap: `g r` as "G R", `mod+k` as "Ctrl K". */
export function capsOf(keys: string, mac = false): string {
  return keys
    .split(/ |(?<=[a-z])\+/u)
    .map((key) => (key === 'mod' ? (mac ? '⌘' : 'Ctrl') : (names[key] ?? (key.length === 1 ? key.toUpperCase() : key))))
    .join(' ')
}

/** The keys as `aria-keyshortcuts` wants them; nothing for pairs, which it cannot tell. */
export function ariaOf(keys: string | undefined): string | undefined {
  if (keys === undefined || keys.includes(' ')) return undefined
  return keys
    .replace(/^mod\+/, 'Control+')
    .replace('shift+', 'Shift+')
    .replace(/(^|\+)(\p{Ll})$/u, (_all, before: string, letter: string) => before + letter.toUpperCase())
}

/** Combinations that belong to the browser, the system or to moving through the page: no shortcut may take them. */
const reserved = new Set([
  ...['Tab', ' ', 'shift+Tab', 'Backspace', 'Delete', 'F5', 'F11', 'F12'],
  ...['c', 'v', 'x', 'w', 't', 'n', 'r', 'l', 'p', 'f', 'q', '+', '-', '0', 'z'].map((key) => `mod+${key}`),
])

/** Whether these keys may not be given to a shortcut at all. */
export function isReserved(keys: string): boolean {
  return keys.split(' ').some((key) => reserved.has(key) || /^F\d+$/.test(key))
}

const meet = (a: ShortcutScope, b: ShortcutScope) => a === b || a === 'everywhere' || b === 'everywhere'

/**
 * The shortcuts that would answer to the same keys in the same place: those with these keys, those that begin a pair
 * with them, and those that are the beginning of this pair.
 */
export function conflictsOf(id: ShortcutId, keys: string, custom: CustomKeys): ShortcutId[] {
  const clash = (other: string) => other === keys || other.startsWith(`${keys} `) || keys.startsWith(`${other} `)
  return shortcutIds.filter(
    (each) =>
      each !== id &&
      meet(shortcutTable[each].scope, shortcutTable[id].scope) &&
      keysOf(each, custom).some((other) => clash(other)),
  )
}

/** The first keys of all pairs. */
export function leadsOf(custom: CustomKeys): ReadonlySet<string> {
  return new Set(
    shortcutIds.flatMap((id) =>
      keysOf(id, custom).flatMap((keys) => (keys.includes(' ') ? [keys.split(' ')[0] ?? ''] : [])),
    ),
  )
}

/**
 * The name of a pressed key as the registry writes it, or null for what is no key of its own (modifiers, dead keys, Tab).
 */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): string | null {
  const { key } = event
  if (event.altKey || ['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'Dead', 'Tab', 'Unidentified'].includes(key))
    return null
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : ''
  if (key.length > 1) return mod + (event.shiftKey ? 'shift+' : '') + key
  const letter = key.toLowerCase()
  const shifted = event.shiftKey && letter !== key.toUpperCase()
  return mod + (shifted ? 'shift+' : '') + letter
}
