import type { Page } from '@playwright/test'
import { PASSWORD } from '../support/central-fixture.ts'
import { type Bench, inTurns, median } from './bench.ts'
import { bareList, bareText } from './ui/bare.ts'
import { flick, heapOf, press, watchKeys } from './ui/probe.ts'
import { OFFICER, type UiScene, uiScene } from './ui/scene.ts'

const FRAME = 1_000 / 60
const MESSAGE = '[aria-label="Message text"]'
const LIST = '.sp-list'

async function inScene<T>(open: number, work: (scene: UiScene) => Promise<T>): Promise<T> {
  const scene = await uiScene({ messages: open, open })
  try {
    return await work(scene)
  } finally {
    await scene.stop()
  }
}

const percentile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN

const decide: Bench = {
  id: 'ui.decide',
  target: 3,
  wanted: 'at most',
  run: (size) => {
    const [open, repeats, presses] = size === 'full' ? [50_000, 5, 30] : [300, 1, 5]
    return inScene(open, async (scene) => {
      const ours = await scene.console()
      await ours.locator(MESSAGE).waitFor()
      const shown = await ours.evaluate(() => document.body.innerText.length)
      const bare = await scene.page()
      await bareText(bare, 'a', shown)
      await watchKeys(ours, 'a', MESSAGE)
      await watchKeys(bare, 'a', '#text')
      await press(ours, 'a', 5, 100)
      await press(bare, 'a', 5, 100)
      const ratios: number[] = []
      const all: number[] = []
      for (let n = 0; n < repeats; n++) {
        const theirs = await press(bare, 'a', presses, 100)
        const own = await press(ours, 'a', presses, 100)
        all.push(...own)
        ratios.push(median(own) / median(theirs))
      }
      const heap = (await heapOf(ours)) / 2 ** 20
      const p95 = percentile(all, 0.95)
      return {
        ratios,
        size: `${open.toLocaleString('en')} open`,
        note: `approved by key, the next one painted: median ${median(all).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms or ${(p95 / FRAME).toFixed(1)} frames (wanted: 3); heap of the page ${heap.toFixed(0)} MB (wanted: below 200)`,
      }
    })
  },
}

const scroll: Bench = {
  id: 'ui.scroll',
  target: 1,
  wanted: 'at most',
  run: (size) => {
    const [open, repeats, pixels] = size === 'full' ? [50_000, 4, 18_000] : [300, 1, 3_000]
    return inScene(open, async (scene) => {
      const ours = await scene.console()
      const bare = await scene.page()
      await bareList(bare)
      const back = (page: Page, selector: string) =>
        page.locator(selector).evaluate((each) => each.scrollTo({ top: 0 }))
      const ratios: number[] = []
      const dropped = { ours: 0, theirs: 0 }
      for (let n = 0; n <= repeats; n++) {
        const theirs = await flick(bare, '#list', pixels)
        const own = await flick(ours, LIST, pixels)
        await back(bare, '#list')
        await back(ours, LIST)
        if (n === 0) continue
        dropped.ours += own.dropped
        dropped.theirs += theirs.dropped
        ratios.push((own.frames + own.dropped) / own.frames / ((theirs.frames + theirs.dropped) / theirs.frames))
      }
      return {
        ratios,
        size: `${open.toLocaleString('en')} open, flicks of ${pixels.toLocaleString('en')} pixels`,
        note: `frames due over frames shown, ours over the bare list's; dropped in all: ours ${dropped.ours}, bare ${dropped.theirs}`,
      }
    })
  },
}

/** Resolves when what is on a page now has been painted. */
const painted = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => resolve()
          channel.port2.postMessage(null)
        }),
      ),
  )

const start: Bench = {
  id: 'ui.start',
  target: 2,
  wanted: 'at most',
  async run(size) {
    const [messages, repeats] = size === 'full' ? [100_000, 5] : [300, 1]
    const scene = await uiScene({ messages, open: messages / 100 })
    try {
      await (await scene.console()).close()
      const page = await scene.page()
      /** From the start of the host's process until something is painted. */
      const from = async (show: (address: string) => Promise<void>) => {
        await scene.host.stop()
        const at = performance.now()
        const { url } = await scene.restart()
        await show(url)
        await painted(page)
        return performance.now() - at
      }
      const blank = () =>
        from(async (url) => {
          // A token that is wrong is answered by a page of one sentence.
          await page.goto(url.replace(/token=.*/, 'token=none'))
        })
      const ours = () =>
        from(async (url) => {
          // Waiting for elements as they come: the helpers of the tests look again after pauses that grow.
          await page.goto(url)
          await page.locator('[data-app-state="loaded"]').waitFor()
          await page.getByLabel('Name', { exact: true }).fill(OFFICER)
          await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
          await page.keyboard.press('Enter')
          await page.locator('.sp-list .sp-row').first().waitFor()
        })
      const ratios = await inTurns(repeats, ours, blank)
      return {
        ratios,
        size: `${messages.toLocaleString('en')} messages cached`,
        note: 'host process, page, signing in with a password that central and workstation hash, first rows; the peer: host process and a page of one sentence',
      }
    } finally {
      await scene.stop()
    }
  },
}

export const benches: Bench[] = [decide, scroll, start]
