import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import { type Cache, openCache } from '../cache/cache.ts'
import { canReadOwn, dropCopy, dropEverything, putAside } from '../cache/files.ts'
import { troubleOf } from '../cache/trouble.ts'
import type { Report } from '../ports.ts'

/** The files of this workstation: open ones, damaged ones, and the ways out. */
export interface LocalStore {
  /** Why the files cannot be used; null when nothing is known against them. */
  readonly trouble: ErrorCode | null
  /** When a damaged copy was last made anew since the start (milliseconds since 1970). */
  readonly repairedAt: number | null
  /**
   * Opens the cache of a facility; the open one when it is open already. A damaged copy is thrown away and begun anew:
   * what belongs to the workstation lies in another file and stays.
   * @throws Refusal what stands against opening; `trouble` says so from then on
   */
  open(facilityId: string): Cache
  /** Closes what is open, but for one facility. */
  closeAllBut(facilityId: string | null): void
  /** Begins a damaged copy anew. @throws Refusal as `open` */
  repair(facilityId: string): Cache
  /** Puts aside what cannot be read. @throws Refusal `wrong_state` while it can be read */
  putAside(facilityId: string): void
  /** Takes the files of every facility away and goes on with another key. Nothing may be open. */
  wipe(newKey: string | null): void
}

const UNREADABLE: ReadonlySet<ErrorCode> = new Set(['cache_unreadable', 'outbox_unreadable'])

export function createLocalStore(
  folder: string,
  firstKey: string | null,
  report: Report,
  now: () => number,
): LocalStore {
  const open = new Map<string, Cache>()
  let key = firstKey
  let trouble: ErrorCode | null = firstKey === null ? 'keystore_unavailable' : null
  let repairedAt: number | null = null
  const fileOf = (facilityId: string) => join(folder, `${facilityId}.cache`)

  function opened(facilityId: string): Cache {
    if (key === null) throw new Refusal('keystore_unavailable')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    try {
      return openCache(fileOf(facilityId), key)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'cache_damaged') throw error
      return remade(facilityId, key)
    }
  }

  function remade(facilityId: string, withKey: string): Cache {
    dropCopy(fileOf(facilityId))
    repairedAt = now()
    report('copy_was_damaged')
    return openCache(fileOf(facilityId), withKey)
  }

  /** Runs what opens; remembers what it refuses. */
  function attempt(facilityId: string, work: () => Cache): Cache {
    try {
      const cache = work()
      open.set(facilityId, cache)
      trouble = null
      return cache
    } catch (error) {
      const refusal = error instanceof Refusal ? error : troubleOf(error)
      if (refusal === null) throw error
      trouble = refusal.code
      throw refusal
    }
  }

  const store: LocalStore = {
    get trouble() {
      return trouble
    },
    get repairedAt() {
      return repairedAt
    },
    open: (facilityId) => open.get(facilityId) ?? attempt(facilityId, () => opened(facilityId)),
    closeAllBut(kept) {
      for (const [facilityId, cache] of open) {
        if (facilityId === kept) continue
        open.delete(facilityId)
        try {
          cache.close()
        } catch {
          report('cache_not_closed')
        }
      }
    },
    repair(facilityId) {
      store.closeAllBut(null)
      return attempt(facilityId, () => {
        if (key === null) throw new Refusal('keystore_unavailable')
        // Were it the own file that is damaged, a new copy would help nobody.
        if (!canReadOwn(fileOf(facilityId), key)) throw new Refusal('outbox_unreadable')
        return remade(facilityId, key)
      })
    },
    putAside(facilityId) {
      if (trouble === null || !UNREADABLE.has(trouble)) throw new Refusal('wrong_state')
      try {
        putAside(fileOf(facilityId), trouble === 'outbox_unreadable' ? 'own' : 'both', now())
      } catch (error) {
        throw troubleOf(error) ?? error
      }
      report('files_put_aside', { problem: trouble })
      trouble = null
    },
    wipe(newKey) {
      store.closeAllBut(null)
      key = newKey
      trouble = newKey === null ? 'keystore_unavailable' : null
      for (const name of filesIn(folder)) {
        const facility = /^(.+?)\.(cache|own)(\W|$)/.exec(name)?.[1]
        if (facility !== undefined) dropEverything(fileOf(facility))
      }
    },
  }
  return store
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
