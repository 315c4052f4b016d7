import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './errors.ts'

/**
 * Takes the data folder for this process, so that two starts never share a database. A lock whose process has ended is
 * taken over. The answer gives the folder back.
 * @throws StartError when another process has it
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'start.lock')
  const mine = JSON.stringify({ pid: process.pid, born: bornAt(process.pid) })
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, mine, { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = attempt === 0 ? livingHolder(path) : 0
    if (holder !== null) {
      const who = holder === 0 ? '' : ` (process ${holder})`
      throw new StartError(
        `Sallyport is running on ${folder} already${who}. Use that one, stop it, or choose another folder with --data.`,
      )
    }
    rmSync(path, { force: true })
  }
}

function livingHolder(path: string): number | null {
  try {
    const { pid, born } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; born: string | null }
    process.kill(pid, 0)
    // The number of a process is given to others later; its time of birth tells them apart.
    return born === bornAt(pid) ? pid : null
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 0 : null
  }
}

/** When a process was started, in the kernel's ticks; null where the system does not tell. */
function bornAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
