import { accessSync, constants, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from '../../electron/browser/folder.ts'
import { StartError } from './errors.ts'

export interface DataFolders {
  readonly root: string
  /** Of the central service and its database. */
  readonly central: string
  /** Of the workstation: caches and their key. */
  readonly workstation: string
}

const isRoot = () => process.getuid?.() === 0

/** Where the demo's data is kept when nothing else is said. */
export function usualDataFolder(env: NodeJS.ProcessEnv = process.env): string {
  // The database does not run as root, and the user that it runs as cannot reach below root's home.
  if (process.platform === 'linux' && isRoot()) return '/var/lib/sallyport-demo'
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/sallyport-demo')
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData/Local'), 'sallyport-demo')
  return join(env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'sallyport-demo')
}

/**
 * Makes the data folder and checks that it can be used.
 * @throws StartError with a sentence for people
 */
export function openDataFolder(path: string): DataFolders {
  const root = resolve(path)
  try {
    makeFolder(root)
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why =
      code === 'ENOTDIR'
        ? 'there is a file in its place'
        : code === 'EACCES' || code === 'EPERM'
          ? 'this account may not read and write there'
          : code === 'EROFS'
            ? 'the file system is read-only'
            : (error as Error).message
    throw new StartError(`The data folder ${root} cannot be used: ${why}. Choose another with --data.`)
  }
  const closed = process.platform === 'linux' && isRoot() ? closedToOthers(root) : null
  if (closed !== null) {
    throw new StartError(
      `The database does not run as root and cannot reach ${root}, because ${closed} is closed to others. Choose another folder with --data.`,
    )
  }
  return { root, central: join(root, 'central'), workstation: join(root, 'workstation') }
}

/** Throws the demo's data away, and nothing else that may lie in the folder. */
export function resetData(folders: DataFolders): void {
  for (const folder of [folders.central, folders.workstation]) rmSync(folder, { recursive: true, force: true })
}

function closedToOthers(folder: string): string | null {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return path
    if (path === dirname(path)) return null
  }
}
