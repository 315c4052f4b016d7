/**
 * Letters of other scripts that read as a Latin letter, after lower-casing. A compact choice from the confusables of
 * Unicode TR 39: Cyrillic, Greek, Armenian, and the small capitals that are no compatibility forms.
 */
const pairs =
  'аa вb еe кk мm нh оo рp сc тt уy хx ѕs іi јj ԛq ԝw һh ԁd ӏl ґr ѵv ьb гr пn иu ' +
  'αa βb γy εe ηn ιi κk μu νv οo ρp τt υu χx ωw ςs σo ' +
  'օo սu ոn հh ցg ԍg ' +
  'ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ɑa ɡg ɩi ʋv'

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

/** Code point of the look-alike to the Latin letter it reads as. */
export function lookalikes(): ReadonlyMap<number, string> {
  return table(pairs)
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
