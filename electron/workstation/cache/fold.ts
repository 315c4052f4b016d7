/** Letters that fall apart into no base letter and a mark, with what people type for them. */
const letters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

/** The words of a name or an address in small letters without accents, in their order. */
export function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[øłđðþßæœı]/g, (letter) => letters[letter] ?? letter)
    // O'Neill and ONeill are one name.
    .replace(/['’‘`´]/g, '')
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}

/** A name as a key: its words in one order, so that "Reed, Marcus" is "Marcus Reed"; empty without a word. */
export function nameKey(name: string): string {
  return wordsOf(name).sort().join(' ')
}

const abbreviations: Readonly<Record<string, string>> = {
  street: 'st',
  avenue: 'ave',
  road: 'rd',
  drive: 'dr',
  lane: 'ln',
  court: 'ct',
  boulevard: 'blvd',
  apartment: 'apt',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
}

/** An address with its city as a key, the usual words abbreviated; empty where no street is known. */
export function addressKey(address: string, city: string): string {
  const street = wordsOf(address)
  if (street.length === 0) return ''
  return [...street, ...wordsOf(city)].map((word) => abbreviations[word] ?? word).join(' ')
}

/** The last ten digits of a telephone number; empty where there are fewer than seven. */
export function phoneKey(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 7 ? '' : digits.slice(-10)
}

/** An e-mail address without case and without what stands behind a plus sign; empty where it is none. */
export function emailKey(email: string): string {
  const [local, domain] = email.trim().toLowerCase().split('@')
  return local && domain ? `${local.replace(/\+.*$/, '')}@${domain}` : ''
}
