import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const PATIENCE_MS = 5_000

/**
 * Ends a database that its central service left behind because it was killed: the database is in a group of its own,
 * so ending the service's group does not reach it. Fast shutdown, nothing is lost.
 */
export async function endOrphanedDatabase(centralFolder: string): Promise<void> {
  const pid = databaseProcess(join(centralFolder, 'postgres'))
  if (pid === null || !signal(pid, 'SIGINT')) return
  for (let waited = 0; waited < PATIENCE_MS && signal(pid, 0); waited += 100) await wait(100)
}

/** The process that PostgreSQL's own lock file names; null when there is none. */
function databaseProcess(folder: string): number | null {
  try {
    const [pid = '', keeps = ''] = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    // A copied folder names the process of another.
    return /^\d+$/.test(pid) && keeps === folder ? Number(pid) : null
  } catch {
    return null
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch {
    return false
  }
}
