import { describe, expect, it } from 'vitest'
import { createConsoleClient } from '../../../shared/console/client.ts'
import { createDispatcher } from '../../../shared/console/dispatcher.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import type { Wire } from '../../../shared/console/wire.ts'
import type { Role } from '../../../shared/domain/roles.ts'

/** Two ends of a line in memory: what one sends, the other hears in a later turn. */
function line(): [Wire, Wire, () => void] {
  const make = () => ({ frames: [] as ((f: unknown) => void)[], closes: [] as (() => void)[] })
  const a = make()
  const b = make()
  const end = (mine: typeof a, other: typeof a): Wire => ({
    send: (frame) => queueMicrotask(() => other.frames.forEach((listener) => void listener(structuredClone(frame)))),
    onFrame: (listener) => void mine.frames.push(listener),
    onClose: (listener) => void mine.closes.push(listener),
  })
  const close = () => [...a.closes, ...b.closes].forEach((listener) => void listener())
  return [end(a, b), end(b, a), close]
}

function workstation(role: Role | null, handlers: Partial<Handlers>) {
  const [near, far, close] = line()
  const faults: string[] = []
  const dispatch = createDispatcher({
    handlers: handlers as Handlers,
    currentRole: () => role,
    onFault: (method) => faults.push(method),
  })
  far.onFrame(async (frame) => {
    const reply = await dispatch(frame)
    if (reply) far.send(reply)
  })
  return { client: createConsoleClient(near), far, close, faults }
}

const someId = '018f3f5e-0000-7000-8000-000000000001'

describe('the console API', () => {
  it('answers a call of somebody who may make it', async () => {
    const { client } = workstation('officer', { 'review.list': () => ({ ids: [someId] }) })
    await expect(client.call('review.list', { queue: 'held', filter: {}, sort: 'oldest' })).resolves.toEqual({
      ids: [someId],
    })
  })

  it('refuses an unknown method, a malformed input, a stranger and a role without the permission', async () => {
    let ran = 0
    const handlers: Partial<Handlers> = {
      'review.item': () => {
        ran++
        throw new Error('must not run')
      },
    }
    const officer = workstation('officer', handlers)
    await expect(officer.client.call('no.such' as 'review.item', { id: someId })).rejects.toMatchObject({
      code: 'unknown_method',
    })
    await expect(officer.client.call('toString' as 'review.item', { id: someId })).rejects.toMatchObject({
      code: 'unknown_method',
    })
    await expect(officer.client.call('review.item', { id: 'x' })).rejects.toMatchObject({ code: 'invalid_input' })
    const stranger = workstation(null, handlers)
    await expect(stranger.client.call('review.item', { id: someId })).rejects.toMatchObject({ code: 'unauthenticated' })
    const administrator = workstation('administrator', handlers)
    await expect(administrator.client.call('review.item', { id: someId })).rejects.toMatchObject({ code: 'forbidden' })
    expect(ran).toBe(0)
  })

  it('turns a crash of a handler into a typed error without its message', async () => {
    const { client, faults } = workstation('officer', {
      'review.item': () => {
        throw new Error('the text of a letter')
      },
    })
    const error = await client.call('review.item', { id: someId }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'internal' })
    expect(String(error)).not.toContain('letter')
    expect(faults).toEqual(['review.item'])
  })

  it('ignores frames that are no frames, and events that are malformed', async () => {
    const { client, far } = workstation('officer', {})
    const heard: unknown[] = []
    client.on('changed', (data) => heard.push(data))
    for (const nonsense of [null, 1, 'x', {}, { type: 'event', name: 'changed', data: { changes: 'all' } }])
      far.send(nonsense)
    far.send({ type: 'event', name: 'changed', data: { changes: [] } })
    await new Promise((resolve) => setImmediate(resolve))
    expect(heard).toEqual([{ changes: [] }])
  })

  it('rejects what is waiting when the line closes, and everything after it', async () => {
    const { client, close } = workstation('officer', { 'sync.state': () => new Promise(() => {}) })
    const waiting = client.call('sync.state', {})
    close()
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' })
    await expect(client.call('sync.state', {})).rejects.toMatchObject({ code: 'unavailable' })
  })
})
