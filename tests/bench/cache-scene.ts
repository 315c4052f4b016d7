import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cache, openCache } from '../../electron/workstation/cache/cache.ts'
import { type Database, openDatabase, ownFileOf } from '../../electron/workstation/cache/database.ts'
import { migrations } from '../../electron/workstation/cache/migrations/index.ts'
import { type Shape, type SnapshotRecord, shapeName, snapshotRecords } from './letters.ts'

export const KEY = 'ab'.repeat(32)
/** Changes whenever what a scene holds changes, so that no scene of an earlier generator is measured. */
const GENERATOR = 1

/** A cache file in a folder of its own. */
export interface CacheFile {
  readonly path: string
  /** Opens it as the workstation does. */
  open(): Cache
  /** Opens it bare, with the same cipher and settings. */
  bare(): Database
  /** Closes what is open, and removes the folder. */
  close(): void
}

/** A change of a scene that is kept beside it, because making it takes long. */
export interface Variant {
  readonly name: string
  readonly sql: string
}

/** An empty cache file, or a copy of a scene. */
export function cacheFile(shape?: Shape, variant?: Variant): CacheFile {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
  const path = join(folder, 'bench.cache')
  // Where the file system shares blocks between copies, a copy of gigabytes costs nothing.
  if (shape !== undefined) copyFileSync(scene(shape, variant), path, constants.COPYFILE_FICLONE)
  const opened: { close(): void }[] = []
  const keep = <T extends { close(): void }>(one: T): T => {
    opened.push(one)
    return one
  }
  return {
    path,
    open: () => keep(openCache(path, KEY)),
    bare: () => keep(openDatabase(path, KEY)),
    close() {
      for (const each of opened) each.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/**
 * The file of a scene: built once on this machine and for this schema, then kept in the system's folder for temporary
 * files. Nobody opens it but to copy it. A scene of 10,000 messages takes
 * a second, one of a million some minutes.
 */
export function scene(shape: Shape, variant?: Variant): string {
  if (variant !== undefined) return variantOf(scene(shape), variant)
  const folderOf = (schema: number) => join(tmpdir(), `sallyport-scenes-${GENERATOR}-${schema}`)
  const folder = folderOf(migrations.length)
  const name = `${shapeName(shape)}.cache`
  const path = join(folder, name)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  for (let schema = migrations.length - 1; schema > 0; schema--) {
    const earlier = join(folderOf(schema), name)
    if (!existsSync(earlier)) continue
    // Brought to this schema as a workstation's own file is, which takes a part of the time.
    const upgraded = openCache(earlier, KEY)
    complete(upgraded)
    upgraded.close()
    rmSync(ownFileOf(earlier), { force: true })
    renameSync(earlier, path)
    return path
  }
  const unfinished = `${path}.${process.pid}`
  const cache = openCache(unfinished, KEY)
  fill(cache, shape)
  cache.close()
  rmSync(ownFileOf(unfinished), { force: true })
  renameSync(unfinished, path)
  return path
}

function variantOf(plain: string, { name, sql }: Variant): string {
  const path = plain.replace(/\.cache$/, `-${name}.cache`)
  if (existsSync(path)) return path
  const unfinished = `${path}.${process.pid}`
  copyFileSync(plain, unfinished, constants.COPYFILE_FICLONE)
  const db = openDatabase(unfinished, KEY)
  db.exec(sql)
  db.close()
  rmSync(ownFileOf(unfinished), { force: true })
  renameSync(unfinished, path)
  return path
}

/** Stores what a shape describes, with no regard for how long it takes. */
export function fill(cache: Cache, shape: Shape): void {
  const step = 5_000
  cache.expectMany(true)
  let batch: (() => void)[] = []
  const flush = () => {
    cache.transaction(() => {
      for (const each of batch) each()
    })
    batch = []
  }
  for (const record of snapshotRecords(shape)) {
    batch.push(() => store(cache, record))
    if (batch.length === step) flush()
  }
  flush()
  cache.expectMany(false)
  complete(cache)
}

function complete(cache: Cache): void {
  cache.transaction(() => {
    cache.position.set(1)
    cache.position.setState('complete')
    cache.position.setSyncedAt(Date.now())
  })
}

function store(cache: Cache, record: SnapshotRecord): void {
  if (record.entity === 'message') cache.messages.put(1, record.data)
  else if (record.entity === 'contact') cache.contacts.put(1, record.data)
  else if (record.entity === 'member') cache.people.putMember(1, record.data)
  else cache.people.putIndividual(1, record.data)
}
