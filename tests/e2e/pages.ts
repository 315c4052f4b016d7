import { expect, type Page } from '@playwright/test'
import { PASSWORD } from '../support/central-fixture.ts'

/** Opens the console at a start address, which works once, and waits until it can be used. */
export async function openConsole(page: Page, startAddress: string): Promise<void> {
  await page.goto(startAddress)
  await expect(page.locator('[data-app-state="loaded"]')).toBeVisible()
}

/** Signs in as a member of staff and waits for the rooms. */
export async function signIn(page: Page, username: string, password: string = PASSWORD): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible()
}

/** Opens the console and signs in. */
export async function enter(page: Page, startAddress: string, username: string): Promise<void> {
  await openConsole(page, startAddress)
  await signIn(page, username)
}

/** The list of the open queue. */
export const queue = (page: Page) => page.getByRole('grid', { name: 'Messages in the queue' })

/** The item of the queue in which a text stands. */
export const item = (page: Page, text: string) => queue(page).getByRole('row').filter({ hasText: text })

/** The pane in which a message is read. */
export const reading = (page: Page) => page.getByRole('region', { name: 'Message', exact: true })

/** Waits until a letter is the one on screen; `text` must not reach over a marked match, which has words of its own. */
export async function reads(page: Page, text: string): Promise<void> {
  await expect(reading(page).getByRole('region', { name: 'Message text' })).toContainText(text)
}

/** What the top bar says of the line to the central service. */
export const line = (page: Page) => page.getByTestId('connection')

/** Waits until nothing fades or moves any more: what is just fading has other colours than it will have. */
export async function still(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((each) => each.playState !== 'running' || each.effect?.getComputedTiming().iterations === Infinity),
  )
}
