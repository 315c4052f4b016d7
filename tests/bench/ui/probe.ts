import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** Milliseconds from a key press until what it changed was painted, one for each. */
    painted: number[]
  }
}

/**
 * Measures in the page, by its own clock: from the moment the browser made the event of a key until the frame in which
 * the text under a selector is another one has been painted.
 */
export async function watchKeys(page: Page, key: string, selector: string): Promise<void> {
  await page.evaluate(
    ([key, selector]) => {
      window.painted = []
      // Frames go on as they do on a screen; a page at rest would paint at once whenever it likes.
      const frames = () => requestAnimationFrame(frames)
      frames()
      const text = () => document.querySelector(selector)?.textContent ?? ''
      const afterPaint = (run: () => void) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = run
          channel.port2.postMessage(null)
        })
      window.addEventListener(
        'keydown',
        (event) => {
          if (event.key !== key) return
          const before = text()
          const look = () => {
            const now = text()
            if (now === before || now === '') return
            observer.disconnect()
            afterPaint(() => window.painted.push(performance.now() - event.timeStamp))
          }
          const observer = new MutationObserver(look)
          observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        },
        { capture: true },
      )
    },
    [key, selector] as const,
  )
}

/** Presses a key so many times, each when what the one before changed has been painted, and gives the times. */
export async function press(page: Page, key: string, times: number, pauseMs: number): Promise<number[]> {
  await page.bringToFront()
  await page.evaluate(() => {
    window.painted = []
  })
  for (let n = 0; n < times; n++) {
    await page.keyboard.press(key)
    await page.waitForFunction((many) => window.painted.length > many, n)
    await page.waitForTimeout(pauseMs)
  }
  return page.evaluate(() => window.painted)
}

/**
 * Flicks through what lies under the middle of an element, and gives how many frames were shown too late.
 *
 * @param pixels how far
 */
export async function flick(
  page: Page,
  selector: string,
  pixels: number,
): Promise<{ frames: number; dropped: number }> {
  await page.bringToFront()
  const box = await page.locator(selector).boundingBox()
  if (box === null) throw new Error('there is nothing to scroll')
  await page.evaluate(() => {
    const times: number[] = []
    let going = true
    const each = (now: number) => {
      times.push(now)
      if (going) requestAnimationFrame(each)
    }
    requestAnimationFrame(each)
    Object.assign(window, {
      framesEnd: () => {
        going = false
        return times
      },
    })
  })
  const session = await page.context().newCDPSession(page)
  await session.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -pixels,
    speed: 6_000,
    gestureSourceType: 'mouse',
  })
  await session.detach()
  const times = await page.evaluate(() => (window as unknown as { framesEnd(): number[] }).framesEnd())
  let dropped = 0
  const FRAME = 1_000 / 60
  for (let n = 1; n < times.length; n++) {
    dropped += Math.max(0, Math.round(((times[n] ?? 0) - (times[n - 1] ?? 0)) / FRAME) - 1)
  }
  return { frames: times.length, dropped }
}

/** Bytes of the page's own objects once everything that can be let go is gone. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  for (let n = 0; n < 3; n++) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
  await session.detach()
  return usedSize
}
