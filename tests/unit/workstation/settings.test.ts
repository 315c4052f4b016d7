import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openLocalFile } from '../../../electron/workstation/local.ts'

const folder = mkdtempSync(join(tmpdir(), 'sallyport-settings-'))
const user = '0190a000-0000-7000-8000-000000000001'
const other = '0190a000-0000-7000-8000-000000000002'
const open = () => openLocalFile(folder, () => undefined)
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('keys, reading and alerts are kept for their user, over a restart, and change nothing for anybody else', () => {
  open().change(user, { shortcuts: { approve: ['y'], note: [] }, blurCategories: ['violence'], urgentSound: false })
  open().change(user, { readingFont: 'dyslexic' })
  expect(open().settings(user)).toMatchObject({
    shortcuts: { approve: ['y'], note: [] },
    blurCategories: ['violence'],
    urgentSound: false,
    readingFont: 'dyslexic',
  })
  expect(open().settings(other)).toMatchObject({ shortcuts: {}, blurCategories: [], urgentSound: true })
})
