import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { still } from './pages.ts'

export const themes = ['Light', 'Dark', 'High contrast'] as const

/** Audits what stands on screen; `where` names it in the report. A violation fails the test and lets the other audits go on. */
export async function clean(page: Page, where: string): Promise<void> {
  await still(page)
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect
    .soft(
      violations.map(
        (violation) => `${where}: ${violation.id} ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
      ),
    )
    .toEqual([])
}

/** Chooses a theme in the account menu, as a user does. */
export async function chooseTheme(page: Page, user: RegExp, theme: (typeof themes)[number]): Promise<void> {
  await page.getByRole('button', { name: user }).click()
  await page.getByRole('dialog').getByText(theme, { exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}
