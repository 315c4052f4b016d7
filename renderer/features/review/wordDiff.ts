export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Beyond this many word pairs the table of the comparison would be too large; the texts then count as all different. */
const MOST_PAIRS = 6_000_000

/**
 * Word-level difference of two texts by their longest common subsequence. Spaces and line breaks stay with the word
 * before them, so that the parts joined give back the texts.
 */
export function wordDiff(before: string, after: string): DiffPart[] {
  const a = before.match(/\s*\S+\s*?(?=\s\S|\s*$)|\s+/gu) ?? []
  const b = after.match(/\s*\S+\s*?(?=\s\S|\s*$)|\s+/gu) ?? []
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const midA = a.slice(head, a.length - tail)
  const midB = b.slice(head, b.length - tail)
  const parts: DiffPart[] = []
  const push = (kind: DiffPart['kind'], text: string) => {
    const last = parts.at(-1)
    if (text === '') return
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text }
    else parts.push({ kind, text })
  }
  push('same', a.slice(0, head).join(''))
  if (midA.length * midB.length > MOST_PAIRS) {
    push('removed', midA.join(''))
    push('added', midB.join(''))
  } else middle(midA, midB, push)
  push('same', a.slice(a.length - tail).join(''))
  return parts
}

function middle(a: readonly string[], b: readonly string[], push: (kind: DiffPart['kind'], text: string) => void) {
  const width = b.length + 1
  const table = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => table[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push('same', a[i] ?? '')
      i++
      j++
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) push('removed', a[i++] ?? '')
    else push('added', b[j++] ?? '')
  }
}
