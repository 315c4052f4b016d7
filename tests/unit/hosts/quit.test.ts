import { describe, expect, it, vi } from 'vitest'
import { createQuitGuard } from '../../../electron/desktop/quit.ts'
import type { WorkstationStatus } from '../../../electron/workstation/ports.ts'

/** A guard over a workstation of which this many decisions wait; answers are the texts of buttons. */
function guardOf(status: WorkstationStatus, answer: string | null, locale = 'en-US') {
  const asked: { message: string; detail?: string; buttons?: string[] }[] = []
  const now = { ...status }
  const quit = vi.fn()
  const guard = createQuitGuard({
    status: () => Promise.resolve({ ...now }),
    ask(box) {
      asked.push(box)
      const buttons = box.buttons ?? []
      return Promise.resolve(answer === null ? (box.cancelId ?? -1) : buttons.indexOf(answer))
    },
    quit,
    locale: () => locale,
  })
  return { guard, asked, quit, now }
}

describe('Quitting the desktop app', () => {
  it('asks nothing when nothing waits', async () => {
    const { guard, asked, quit } = guardOf({ waiting: 0, online: true }, null)
    expect(guard.mayQuit()).toBe(false)
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce())
    expect([asked.length, guard.mayQuit()]).toEqual([0, true])
  })

  it('says what has not been sent, and stays when told so', async () => {
    const { guard, asked, quit } = guardOf({ waiting: 2, online: true }, 'Stay')
    expect(guard.mayQuit()).toBe(false)
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    expect(asked[0]).toMatchObject({ message: '2 decisions have not been sent yet.', detail: expect.any(String) })
    expect(asked[0]?.buttons).toEqual(['Wait, then quit', 'Quit now', 'Stay'])
    await vi.waitFor(() => expect(guard.mayQuit()).toBe(false))
    expect(quit).not.toHaveBeenCalled()
  })

  it('asks once, however often it is wanted meanwhile', async () => {
    const { guard, asked } = guardOf({ waiting: 1, online: true }, 'Stay')
    for (let n = 0; n < 3; n++) expect(guard.mayQuit()).toBe(false)
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    expect(asked[0]?.message).toBe('One decision has not been sent yet.')
  })

  it('waits until they have left, and quits then', async () => {
    vi.useFakeTimers()
    try {
      const { guard, quit, now } = guardOf({ waiting: 2, online: true }, 'Wait, then quit')
      guard.mayQuit()
      await vi.advanceTimersByTimeAsync(2_000)
      expect(quit).not.toHaveBeenCalled()
      now.waiting = 0
      await vi.advanceTimersByTimeAsync(500)
      expect(quit).toHaveBeenCalledOnce()
    } finally {
      vi.useRealTimers()
    }
  })

  it('offers no waiting without a line, in the language of the system, and keeps what waits', async () => {
    const { guard, asked, quit } = guardOf({ waiting: 3, online: false }, 'Salir ahora', 'es-MX')
    guard.mayQuit()
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce())
    expect(asked[0]?.buttons).toEqual(['Salir ahora', 'Quedarse'])
  })

  it('asks nobody when the system or a parent ends it', () => {
    const { guard, asked } = guardOf({ waiting: 3, online: true }, null)
    guard.allow()
    expect([guard.mayQuit(), asked.length]).toEqual([true, 0])
  })
})
