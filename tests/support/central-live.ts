import { pathOf } from '../../shared/central/operation.ts'
import { operations } from '../../shared/central/operations.ts'

/** A live connection of a workstation. */
export interface Live {
  /** Resolves once a head at or after a position was told. */
  reached(position: number): Promise<void>
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
  const reached = (position: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (head < position && !over) return
        waiting.delete(check)
        if (head >= position) resolve()
        else reject(new Error(`the connection ended at ${head}`))
      }
      waiting.add(check)
      check()
    })
  await reached(0)
  return { reached, ended, close: () => gone.abort() }
}
