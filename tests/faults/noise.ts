import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Random } from '../../central/demo/random.ts'
import { openDatabase } from '../../electron/workstation/cache/database.ts'

const PAGE = 4_096

/** Overwrites pages of a file with noise, as a dying disk does. Numbers beyond its end are left out. */
export function spoil(file: string, random: Random, pages: (total: number) => readonly number[]): void {
  if (!existsSync(file)) return
  const content = readFileSync(file)
  const total = Math.floor(content.length / PAGE)
  for (const page of pages(total)) {
    if (page >= total) continue
    for (let n = 0; n < PAGE; n++) content[page * PAGE + n] = random.int(0, 255)
  }
  writeFileSync(file, content)
}

/** Spoils the copy so that the next start cannot but see it. */
export function spoilForSure(file: string, random: Random): void {
  spoil(file, random, () => [0])
  for (const part of ['-wal', '-shm']) rmSync(`${file}${part}`, { force: true })
}

/** Whether every page of the copy can be read and holds together. */
export function isWhole(file: string, key: string): boolean {
  try {
    const db = openDatabase(file, key)
    try {
      return db.pragma('main.integrity_check', { simple: true }) === 'ok'
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}
