import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

/** A page whose key handler replaces one text by the next, each of so many characters. */
export async function bareText(page: Page, key: string, characters: number): Promise<void> {
  await page.setContent('<div id="text" style="font: 15px sans-serif; overflow-wrap: anywhere"></div>')
  await page.evaluate(
    ([key, characters]) => {
      const texts = Array.from({ length: 7 }, (_, n) => `letter ${n} of some words `.repeat(characters / 23 + 1))
      const element = document.getElementById('text')
      let nth = 0
      window.addEventListener('keydown', (event) => {
        if (event.key === key && element) element.textContent = (texts[nth++ % 7] ?? '').slice(0, characters)
      })
    },
    [key, characters] as const,
  )
}

/** A page with a bare virtual list. */
export async function bareList(page: Page): Promise<void> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, rolldownOptions: { input: resolve(import.meta.dirname, 'bare-list.tsx') } },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as { output: { type: string; code?: string }[] }[]
  const code = outputs[0]?.output.find((each) => each.type === 'chunk')?.code
  if (code === undefined) throw new Error('the bare list was not built')
  await page.setContent('<div id="root"></div>')
  await page.addScriptTag({ content: code, type: 'module' })
  await page.locator('#list').waitFor()
}
