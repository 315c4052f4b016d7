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
  /** The name under which the workstation is enrolled. */
  workstationName: z.string().nullable().default(null),
  /** It was revoked or erased: whatever is left of its data has to go. */
  wiped: z.enum(['revoked', 'erased']).nullable().default(null),
  clockOffset: z.int().default(0),
})
type Content = z.infer<typeof content>

/** Some settings; one that is absent or undefined stays as it was. */
export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined }

/** The small file that is read before anybody signs in. Nothing in it is about a person outside the staff. */
export interface LocalFile {
  readonly facilityId: string | null
  readonly lastUsername: string | null
  readonly workstationName: string | null
  readonly wiped: 'revoked' | 'erased' | null
  readonly clockOffset: number
  signedIn(facilityId: string, username: string): void
  /** The workstation was enrolled, under a name. */
  enrolled(name: string): void
  /** Everything that this file says of facility and users goes. On the disk before anything else is taken away. */
  wipe(why: 'revoked' | 'erased'): void
  setClockOffset(ms: number): void
  /** The settings of a user, or of the workstation when nobody is signed in. */
  settings(userId: string | null): Settings
  change(userId: string | null, change: SettingsChange): Settings
}

/**
 * Reads the file of a folder, making the folder when it is missing. A file that cannot be understood is begun anew; where
 * nothing can be written, what is chosen holds until the end of the process.
 */
export function openLocalFile(folder: string, report: Report): LocalFile {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    report('workstation_folder_not_made')
  }
  const file = join(folder, 'workstation.json')
  let now: Content = read(file, report)

  function write(next: Content): void {
    // Written beside and renamed, so that a crash leaves the old file or the new one, never half of one.
    now = next
    try {
      writeFileSync(`${file}.new`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600, flush: true })
      renameSync(`${file}.new`, file)
    } catch {
      report('workstation_file_not_written')
    }
  }

  const local: LocalFile = {
    get facilityId() {
      return now.facilityId
    },
    get lastUsername() {
      return now.lastUsername
    },
    get workstationName() {
      return now.workstationName
    },
    get wiped() {
      return now.wiped
    },
    get clockOffset() {
      return now.clockOffset
    },
    signedIn(facilityId, lastUsername) {
      if (now.facilityId === facilityId && now.lastUsername === lastUsername && now.wiped === null) return
      write({ ...now, facilityId, lastUsername, wiped: null })
    },
    enrolled(workstationName) {
      write({ ...now, workstationName, wiped: null })
    },
    wipe(wiped) {
      const { workstation, clockOffset } = now
      write({ ...empty, workstation, clockOffset, wiped })
    },
    setClockOffset(clockOffset) {
      write({ ...now, clockOffset })
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

const empty: Content = {
  facilityId: null,
  lastUsername: null,
  workstation: {},
  users: {},
  workstationName: null,
  wiped: null,
  clockOffset: 0,
}

function read(file: string, report: Report): Content {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') report('workstation_file_unreadable')
    return empty
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
