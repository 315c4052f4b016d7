import { confusables } from './confusables.ts'

/**
 * Letters that people use for Latin ones besides the confusables of Unicode TR 39: small capitals, Cyrillic letters that
 * resemble others only in some typefaces, and the white letters on black squares and discs.
 */
const others =
  'ґr гr пn иu ωw ςs ᴀa ʙb ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ʟl ᴍm ɴn ᴘp ʀr ꜱs ᴛt ' +
  Array.from({ length: 26 }, (_, at) =>
    [0x1f150, 0x1f170].map((first) => String.fromCodePoint(first + at, 97 + at)).join(' '),
  ).join(' ')

/** Letters that a decomposition leaves whole, with the plain letters people write instead. */
const plainPairs = 'øo łl đd ħh ıi ŧt ðd þth ßss æae œoe ŋn ƒf ɨi ɫl'

function table(source: string): ReadonlyMap<number, string> {
  const entries = new Map<number, string>()
  for (const pair of source.split(' ')) {
    const [letter, ...rest] = pair
    if (letter !== undefined && rest.length > 0) entries.set(letter.codePointAt(0) ?? 0, rest.join(''))
  }
  return entries
}

/** Code point of the look-alike to the Latin letters it reads as. */
export function lookalikes(): ReadonlyMap<number, string> {
  const all = new Map<number, string>()
  for (const [letters, characters] of confusables) {
    for (const one of characters) all.set(one.codePointAt(0) ?? 0, letters)
  }
  for (const [codePoint, letters] of table(others)) all.set(codePoint, letters)
  return all
}

/** Code point of a letter with a stroke or a ligature to its plain spelling. */
export function plainLetters(): ReadonlyMap<number, string> {
  return table(plainPairs)
}

/**
 * What digits and signs stand for in leetspeak. A digit belongs to one class with its letters, so that one automaton
 * finds both spellings; which of the letters it stands for is decided when a candidate is checked.
 */
export const leetspeak: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'il',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'il',
  '|': 'il',
  '+': 't',
  '€': 'e',
  '£': 'l',
  '¢': 'c',
}
