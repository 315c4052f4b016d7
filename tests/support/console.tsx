import { render, screen, waitFor } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { expect } from 'vitest'
import { createConnection } from '../../renderer/api/connection.ts'
import { App } from '../../renderer/app/App.tsx'
import { createI18n } from '../../renderer/i18n/i18n.ts'
import { createStores, type Stores } from '../../renderer/stores/stores.tsx'
import { createFakeDesk, type FakeDesk } from './fake-desk.ts'
import { createFakeWorkstation, type FakeOptions, type FakeWorkstation } from './fake-workstation.ts'

export interface OpenedConsole {
  fake: FakeWorkstation
  stores: Stores
  /** What was asked of the desk, in order. */
  desk: FakeDesk
  user: UserEvent
  /** Audits what is on screen now. */
  checkA11y(): Promise<void>
}

/**
 * Opens the whole console on a fake workstation, waits until it stands (with `rows` for the queue), and audits it. jsdom computes no layout, so
 * contrast, target sizes and the separators, whose value is a width, are left to the audits in a real browser.
 */
export async function renderAndCheckA11y({
  rows = true,
  prepare = () => undefined,
  ...options
}: FakeOptions & { rows?: boolean; prepare?: (fake: FakeWorkstation) => void } = {}): Promise<OpenedConsole> {
  const fake = createFakeWorkstation({ size: 40, ...options })
  prepare(fake)
  const desk = createFakeDesk()
  const stores = createStores(
    createConnection(() => Promise.resolve(fake.wire)),
    desk,
  )
  const root = document.createElement('div')
  document.body.append(root)
  render(<App stores={stores} i18n={createI18n('en')} root={root} env="test" />, { container: root })
  await waitFor(() => expect(root.dataset.appState).toBe('loaded'))
  if (rows && options.signedIn !== false) await screen.findAllByRole('row')
  const checkA11y = async () => {
    const rules = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } }
    const { violations } = await axe.run(
      { include: document.body, exclude: ['[role="separator"]'] },
      { rules, resultTypes: ['violations'] },
    )
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
    ).toEqual([])
  }
  await checkA11y()
  return { fake, stores, desk, user: userEvent.setup(), checkA11y }
}

/** Inputs of the calls of one method so far. */
export function callsOf(fake: FakeWorkstation, method: string): unknown[] {
  return fake.calls.filter((call) => call.method === method).map((call) => call.input)
}
