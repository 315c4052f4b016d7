import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it that are missing. Step by step, because Node's own recursive way never returns on
 * a file system that takes no folders, such as /proc.
 * @param mode of the folders that are made
 * @throws the error of the system; `ENOTDIR` when there is a file in its place
 */
export function makeFolder(path: string, mode = 0o755): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && dirname(path) !== path) {
      makeFolder(dirname(path), mode)
      mkdirSync(path, { mode })
    } else if (code === 'EEXIST' && !statSync(path).isDirectory()) {
      throw Object.assign(new Error('there is a file in its place'), { code: 'ENOTDIR' })
    } else if (code !== 'EEXIST') {
      throw error
    }
  }
}
