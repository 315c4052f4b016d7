import { liveEvents } from '../../shared/central/feed.ts'
import { pathOf } from '../../shared/central/operation.ts'
import { operations } from '../../shared/central/operations.ts'

/** A live connection of a workstation. */
export interface Live {
  /** Resolves once a head at or after a position was told. */
  reached(position: number): Promise<void>
  /** Resolves once what was told of claims (message to holder's name) and of who is connected fits. */
  sees(
    test: (colleagues: { claims: ReadonlyMap<string, string>; present: readonly string[] }) => boolean,
  ): Promise<void>
  /** Resolves when the service has ended the connection. */
  readonly ended: Promise<void>
  close(): void
}

/** Opens a live connection and waits until its first head has come. */
export async function openLive(url: string, token: string, facilityId: string): Promise<Live> {
  const gone = new AbortController()
  const answer = await fetch(`${url}${pathOf(operations.live, { facilityId })}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: gone.signal,
  })
  if (!answer.ok || answer.body === null) throw new Error(`live was answered with ${answer.status}`)
  let head = -1
  let over = false
  let claims = new Map<string, string>()
  const present = new Map<string, string>()
  const waiting = new Set<() => void>()
  const look = (): void => {
    for (const each of [...waiting]) each()
  }
  const read = async (): Promise<void> => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^event: head\ndata: (.*)$/.exec(event)?.[1]
        if (data !== undefined) head = (JSON.parse(data) as { position: number }).position
        const claimed = /^event: claims\ndata: (.*)$/.exec(event)?.[1]
        if (claimed !== undefined) {
          const told = liveEvents.claims.parse(JSON.parse(claimed))
          if (told.everything) claims = new Map()
          for (const each of told.put) claims.set(each.messageId, each.by.name)
          for (const id of told.released) claims.delete(id)
        }
        const there = /^event: presence\ndata: (.*)$/.exec(event)?.[1]
        if (there !== undefined) {
          const told = liveEvents.presence.parse(JSON.parse(there))
          if (told.everything) present.clear()
          for (const each of told.arrived) present.set(each.id, each.name)
          for (const id of told.left) present.delete(id)
        }
      }
      look()
    }
  }
  const ended = read()
    .catch(() => undefined)
    .then(() => {
      over = true
      look()
    })
  const until = (fits: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const fit = fits()
        if (!fit && !over) return
        waiting.delete(check)
        if (fit) resolve()
        else reject(new Error(`the connection ended at ${head}`))
      }
      waiting.add(check)
      check()
    })
  const reached = (position: number) => until(() => head >= position)
  await reached(0)
  const sees: Live['sees'] = (test) => until(() => test({ claims, present: [...present.values()] }))
  return { reached, sees, ended, close: () => gone.abort() }
}
