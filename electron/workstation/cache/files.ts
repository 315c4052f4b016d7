import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isReadable, ownFileOf } from './database.ts'

const parts = ['', '-wal', '-shm', '-journal']

function remove(file: string): void {
  for (const part of parts) rmSync(`${file}${part}`, { force: true })
}

/** Takes the copy of a facility away, to be filled anew. What belongs to the workstation stays. */
export function dropCopy(file: string): void {
  remove(file)
}

/** Whether every page of what belongs to the workstation can be read with a key; also when there is nothing yet. */
export function canReadOwn(file: string, key: string): boolean {
  return !existsSync(ownFileOf(file)) || isReadable(ownFileOf(file), key, true)
}

/** Takes everything of a facility away: the copy, what belongs to the workstation, and what was put aside of both. */
export function dropEverything(file: string): void {
  remove(file)
  remove(ownFileOf(file))
  const folder = dirname(file)
  const names = [file, ownFileOf(file)].map((each) => `${basename(each)}.unreadable-`)
  for (const each of readdirSync(folder)) {
    if (names.some((name) => each.startsWith(name))) rmSync(join(folder, each), { force: true })
  }
}

/**
 * Puts the files of a facility that cannot be read beside, under a name with the moment: what is in them may still be
 * wanted by whoever finds the right key.
 *
 * @param which `own` for what belongs to the workstation alone, `both` for the copy too
 */
export function putAside(file: string, which: 'own' | 'both', now: number): void {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-')
  for (const each of which === 'both' ? [file, ownFileOf(file)] : [ownFileOf(file)]) {
    for (const part of parts) {
      if (existsSync(`${each}${part}`)) renameSync(`${each}${part}`, `${each}.unreadable-${stamp}${part}`)
    }
  }
  flushFolder(dirname(file))
}

/** A rename is on the disk when its folder is. Windows has no such thing. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
