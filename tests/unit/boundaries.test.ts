import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')

let folder: string
const files: Record<string, string> = {
  'shared/domain/word.ts': "import { readFileSync } from 'node:fs'\nexport const word = readFileSync\n",
  'central/credits/store.ts': 'export type Store = 1\n',
  'central/messaging/service.ts': "import type { Store } from '../credits/store.ts'\nexport type S = Store\n",
  'electron/workstation/cache/open.ts': "import { pull } from '../sync/feed.ts'\nexport const open = pull\n",
  'electron/workstation/sync/feed.ts': 'export const pull = 1\n',
  'renderer/features/review/a.ts': "import { b } from '../contacts/b.ts'\nexport const a = b\n",
  'renderer/features/contacts/b.ts':
    "import type { Store } from '../../../central/credits/store.ts'\nexport const b: Store = 1\n",
  'renderer/components/leaf.ts': "import { word } from '../../shared/domain/word.ts'\nexport const leaf = word\n",
  'build/x.ts': "import { t } from '../tests/t.ts'\nexport const x = t\n",
  'tests/t.ts': 'export const t = 1\n',
}

describe('the boundaries', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(root, '.cache-boundaries-'))
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('are seen to bite: each forbidden import of a small tree is reported, type-only ones too', async () => {
    const config = join(root, '.dependency-cruiser.cjs')
    const folders = ['shared', 'central', 'electron', 'renderer', 'build', 'tests']
    const failed = await run(process.execPath, [cruiser, '--config', config, '--output-type', 'json', ...folders], {
      cwd: folder,
      maxBuffer: 20_000_000,
    }).catch((error: { stdout: string }) => error)
    const report = JSON.parse(failed.stdout) as { summary: { violations: { rule: { name: string } }[] } }
    const broken = new Set(report.summary.violations.map((violation) => violation.rule.name))
    expect([...broken].sort()).toEqual([
      'cache-at-the-bottom',
      'components-are-leaves',
      'features-apart',
      'nothing-imports-tests',
      'renderer-shared-only',
      'shared-no-node',
      'stores-are-private',
    ])
  })
})
