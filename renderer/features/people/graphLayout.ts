/** A person in the picture of who writes to whom. */
export interface Writer {
  readonly id: string
  readonly kind: 'member' | 'individual'
  readonly name: string
  readonly number: string
}

/** Two people who may write, wrote, or asked to: messages each way. */
export interface Correspondence {
  readonly memberId: string
  readonly individualId: string
  readonly inbound: number
  readonly outbound: number
}

/** A person at a place; `y` in pixels from above. */
export interface Placed {
  readonly writer: Writer
  /** 0 is whose profile it is, 1 who writes with them, 2 with whom those write besides. */
  readonly column: 0 | 1 | 2
  readonly y: number
}

export interface Drawn {
  readonly placed: readonly Placed[]
  readonly lines: readonly Correspondence[]
  /** People that found no place. */
  readonly left: number
  /** Of the whole picture, in pixels. */
  readonly height: number
}

export const NODE_HEIGHT = 40
const ROW_STEP = 48
/** Most people in one column: a picture with more is no picture. */
const COLUMN_MOST = 12

/** One line for each pair: two people may have had several contacts, one after a denied request. */
function merged(correspondences: readonly Correspondence[]): Correspondence[] {
  const pairs = new Map<string, Correspondence>()
  for (const { memberId, individualId, inbound, outbound } of correspondences) {
    const key = `${memberId} ${individualId}`
    const before = pairs.get(key)
    pairs.set(key, {
      memberId,
      individualId,
      inbound: inbound + (before?.inbound ?? 0),
      outbound: outbound + (before?.outbound ?? 0),
    })
  }
  return [...pairs.values()]
}

/**
 * Places people in three columns, each column in the order of the one before so that few lines cross; those who write
 * most come first, and what does not fit is counted.
 */
export function drawCorrespondence(
  centre: string,
  writers: readonly Writer[],
  correspondences: readonly Correspondence[],
): Drawn {
  const known = new Map(writers.map((writer) => [writer.id, writer]))
  const weight = (line: Correspondence) => line.inbound + line.outbound
  const heaviest = merged(correspondences).sort((a, b) => weight(b) - weight(a))
  const columns: Writer[][] = [[], [], []]
  const taken = new Set<string>([centre])
  const first = known.get(centre)
  if (first !== undefined) columns[0]?.push(first)
  for (const column of [1, 2] as const) {
    const before = columns[column - 1] ?? []
    const here = columns[column] ?? []
    const found = before.map(() => [] as Writer[])
    for (const line of heaviest) {
      for (const [from, to] of [
        [line.memberId, line.individualId],
        [line.individualId, line.memberId],
      ] as const) {
        const at = before.findIndex((writer) => writer.id === from)
        const writer = known.get(to)
        if (at < 0 || writer === undefined || taken.has(to)) continue
        if (found.reduce((sum, each) => sum + each.length, 0) >= COLUMN_MOST) continue
        taken.add(to)
        found[at]?.push(writer)
      }
    }
    here.push(...found.flat())
  }
  const tallest = Math.max(...columns.map((column) => column.length), 1)
  const height = (tallest - 1) * ROW_STEP + NODE_HEIGHT
  const placed = columns.flatMap((column, at) => {
    const top = (height - ((column.length - 1) * ROW_STEP + NODE_HEIGHT)) / 2
    return column.map((writer, row) => ({
      writer,
      column: at as 0 | 1 | 2,
      y: top + row * ROW_STEP,
    }))
  })
  const there = new Set(placed.map((each) => each.writer.id))
  return {
    placed,
    lines: heaviest.filter((line) => there.has(line.memberId) && there.has(line.individualId)),
    left: writers.filter((writer) => !there.has(writer.id)).length,
    height,
  }
}
