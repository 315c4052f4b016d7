import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedProblem } from './problem.ts'

const run = promisify(execFile)

/** The account under which PostgreSQL runs when Sallyport was started as root, because it refuses to run as root. */
export interface ServerAccount {
  readonly uid: number
  readonly gid: number
}

async function lookUp(): Promise<ServerAccount | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}

/**
 * The account for the server: `null` when the own one will do, which is everywhere but under root. Makes the user
 * `postgres` where there is none.
 *
 * @throws EmbeddedProblem when the user cannot be made
 */
export async function serverAccount(): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null
  const known = await lookUp()
  if (known !== null) return known
  try {
    await run('groupadd', ['--system', 'postgres']).catch(() => undefined)
    await run('useradd', ['--system', '--gid', 'postgres', '--shell', '/usr/sbin/nologin', 'postgres'])
  } catch {
    await run('adduser', ['-S', '-D', '-H', 'postgres']).catch(() => undefined)
  }
  const made = await lookUp()
  if (made === null) {
    throw new EmbeddedProblem(
      'PostgreSQL does not run as root, and the user "postgres" could not be made: start Sallyport as another user, or set DATABASE_URL.',
    )
  }
  return made
}

/**
 * The folder on the way to `path` that the account cannot pass through, or null when it reaches `path`. Folders that
 * do not exist yet are no obstacle: they will be made.
 */
export async function obstacleFor(account: ServerAccount, path: string): Promise<string | null> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null)
    if (found?.isDirectory()) {
      const bit =
        found.uid === account.uid
          ? constants.S_IXUSR
          : found.gid === account.gid
            ? constants.S_IXGRP
            : constants.S_IXOTH
      if ((found.mode & bit) === 0) return folder
    }
    if (folder === dirname(folder)) return null
  }
}
