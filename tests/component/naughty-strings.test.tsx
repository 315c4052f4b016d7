import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { MarkedText } from '../../renderer/components/MarkedText.tsx'
import { spansOf } from '../../renderer/components/spans.ts'

import { renderAndCheckA11y } from '../support/console.tsx'
import { joined, naughtyStrings } from '../support/naughty.ts'

const words = { title: () => 'a mark', before: () => '', after: '' }
const live = 'script, img, iframe, object, embed, svg[onload], [onerror], [onload], [onclick], a[href]'

test('whatever is written is shown as it is written, and nothing of it becomes part of the page', () => {
  for (const text of naughtyStrings()) {
    const { container } = render(<MarkedText spans={spansOf(text, [])} current={-1} words={words} />)
    expect(container.textContent).toBe(text)
    expect(container.querySelector(live)).toBeNull()
    cleanup()
  }
})

test('marks and differences of such texts give back their words', () => {
  for (const text of joined(naughtyStrings(), 2_000)) {
    const half = Math.floor(text.length / 2)
    const { container } = render(
      <MarkedText spans={spansOf(text, [{ start: half, end: half + 1 }])} current={0} words={words} />,
    )
    expect(container.textContent?.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    expect(container.querySelector(live)).toBeNull()
    cleanup()
  }
})

test('as names, bodies, notes and reasons of the whole console they are text and nothing else', async () => {
  const alerts: unknown[] = []
  window.alert = (text) => void alerts.push(text)
  const [body = '', ...more] = joined(naughtyStrings(), 29_000)
  const bold = '<b onmouseover=alert(1)>“Bobby"; DROP TABLE messages; --</b>'
  const { user, fake, stores } = await renderAndCheckA11y({
    prepare: ({ facility }) => {
      const [first] = facility.messages
      if (!first) throw new Error('The facility is too small.')
      first.text = body
      first.screening.matches.splice(0)
      for (const each of facility.members) each.name = `${bold} ${each.name}`
      for (const reason of facility.reasons) {
        reason.staff.en = `${bold} ${reason.staff.en}`
        reason.public.en = `${bold} ${reason.public.en}`
      }
    },
  })
  expect(more.length).toBeLessThan(3)
  const letter = await screen.findByRole('region', { name: 'Message text' })
  await waitFor(() => expect(letter.querySelector('.sp-text')?.textContent).toBe(body))
  expect(screen.getByRole('heading', { level: 2 }).textContent).toContain(bold)
  await user.keyboard('r')
  const dialog = await screen.findByRole('dialog', { name: 'Reject this message' })
  expect(dialog.textContent).toContain(`is told: “${bold} `)
  await user.keyboard('{Escape}')
  const note = body.slice(0, 3_900).trim()
  await stores.review.getState().addNote(fake.facility.messages[0]?.id ?? '', note)
  await waitFor(() => expect(document.querySelector('.sp-note')?.textContent).toBe(note))
  expect(
    document.body.querySelector('script, img, iframe, object, embed, [onmouseover], a[href]:not(.sp-skip)'),
  ).toBeNull()
  expect(alerts).toEqual([])
})
