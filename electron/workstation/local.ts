import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { defaultSettings, type Settings, settings } from '../../shared/console/settings.ts'
import { id } from '../../shared/domain/ids.ts'
import type { Report } from './ports.ts'

const content = z.object({
  facilityId: id.nullable(),
  lastUsername: z.string().nullable(),
  /** What was chosen before anybody signed in; new users begin with it. */
  workstation: settings.partial(),
  users: z.record(id, settings.partial()),
})
type Content = z.infer<typeof content>

/** Some settings; one that is absent or undefined stays as it was. */
export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined }

/** The small file that is read before anybody signs in. Nothing in it is about a person outside the staff. */
export interface LocalFile {
  readonly facilityId: string | null
  readonly lastUsername: string | null
  signedIn(facilityId: string, username: string): void
  /** The settings of a user, or of the workstation when nobody is signed in. */
  settings(userId: string | null): Settings
  change(userId: string | null, change: SettingsChange): Settings
}

/** Reads the file of a folder, making the folder when it is missing. A file that cannot be understood is begun anew. */
export function openLocalFile(folder: string, report: Report): LocalFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'workstation.json')
  let now: Content = read(file, report)

  function write(next: Content): void {
    // Written beside and renamed, so that a crash leaves the old file or the new one, never half of one.
    writeFileSync(`${file}.new`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
    now = next
  }

  const local: LocalFile = {
    get facilityId() {
      return now.facilityId
    },
    get lastUsername() {
      return now.lastUsername
    },
    signedIn(facilityId, lastUsername) {
      if (now.facilityId !== facilityId || now.lastUsername !== lastUsername)
        write({ ...now, facilityId, lastUsername })
    },
    settings(userId) {
      const own = userId === null ? {} : (now.users[userId] ?? {})
      return { ...defaultSettings, ...defined(now.workstation), ...defined(own) }
    },
    change(userId, change) {
      if (userId === null) write({ ...now, workstation: { ...now.workstation, ...defined(change) } })
      else write({ ...now, users: { ...now.users, [userId]: { ...now.users[userId], ...defined(change) } } })
      return local.settings(userId)
    },
  }
  return local
}

function read(file: string, report: Report): Content {
  const empty: Content = { facilityId: null, lastUsername: null, workstation: {}, users: {} }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return empty
    throw error
  }
  try {
    return content.parse(JSON.parse(text))
  } catch {
    report('workstation_file_unreadable')
    return empty
  }
}

/** The fields that are given: an undefined one must not overwrite what was chosen. */
function defined(change: SettingsChange): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Settings>
}
