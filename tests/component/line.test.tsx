import { act, render, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createConnection } from '../../renderer/api/connection.ts'
import { App } from '../../renderer/app/App.tsx'
import { createI18n } from '../../renderer/i18n/i18n.ts'
import { createStores } from '../../renderer/stores/stores.tsx'
import type { Wire } from '../../shared/console/wire.ts'
import { createFakeDesk } from '../support/fake-desk.ts'
import { createFakeWorkstation } from '../support/fake-workstation.ts'

test('a lost workstation is told in plain words, nothing claims to be synced, and the console comes back by itself', async () => {
  const fake = createFakeWorkstation({ size: 20 })
  const drops: (() => void)[] = []
  let reachable = true
  const open = (): Promise<Wire> =>
    reachable
      ? Promise.resolve({ ...fake.wire, onClose: (listener) => void drops.push(listener) })
      : Promise.reject(new Error('refused'))
  const root = document.createElement('div')
  document.body.append(root)
  render(
    <App
      stores={createStores(createConnection(open), createFakeDesk())}
      i18n={createI18n('en')}
      root={root}
      env="test"
    />,
    {
      container: root,
    },
  )
  await screen.findAllByRole('row')
  reachable = false
  act(() => drops.at(-1)?.())
  expect((await screen.findByRole('alert')).textContent).toContain('The workstation does not answer')
  expect(screen.getByTestId('connection').textContent).toBe('The workstation does not answer')
  expect(root.dataset.appState).toBe('unreachable')
  expect(screen.getAllByRole('row').length).toBeGreaterThan(0)

  reachable = true
  await waitFor(() => expect(root.dataset.appState).toBe('loaded'), { timeout: 5_000 })
  await waitFor(() => expect(screen.getByTestId('connection').textContent).toContain('Synced'))
})
