import { useCallback, useEffect, useRef, useState } from 'react'
import type { MethodInput } from '../../../shared/console/methods.ts'
import type { PersonRow } from '../../../shared/console/people.ts'
import type { SearchFilter, SearchHit } from '../../../shared/console/search.ts'
import { type ErrorCode, Refusal } from '../../../shared/domain/errors.ts'
import { may } from '../../../shared/domain/roles.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'

/** Shortest text that is looked for. */
const SHORTEST = 2
/** Pause after the last key before the workstation is asked. */
const PAUSE_MS = 180
/** People that are shown; the People room lists the others. */
const PEOPLE = 6

/** A list that comes in pages: what is there, and where it stands. */
export interface Pages<T> {
  readonly state: 'idle' | 'asking' | 'found' | 'failed'
  readonly list: readonly T[]
  /** Whether there is a further page. */
  readonly more: boolean
  readonly code: ErrorCode | null
}

export interface PaletteSearch {
  readonly people: Pages<PersonRow>
  readonly messages: Pages<SearchHit>
  /** Whether closed messages were searched too. */
  readonly everything: boolean
  /** Beyond what is kept here; idle until it is asked for. */
  readonly archive: Pages<SearchHit>
  /** Whether there is enough to look for. */
  readonly asked: boolean
  readonly mayArchive: boolean
  moreMessages(): void
  /** Asks the archive, or for its next page. */
  askArchive(): void
}

const idle = { state: 'idle', list: [], more: false, code: null } as const

/**
 * What is found for a text and a filter, asked for once the typing pauses; an answer that was overtaken is dropped. The
 * archive is asked only on request: that is a call to central, which is written into its trail.
 */
export function usePaletteSearch(query: string, filter: SearchFilter): PaletteSearch {
  const { connection } = useStores()
  const role = useFrom('session', (s) => s.session?.user?.role)
  const [people, setPeople] = useState<Pages<PersonRow>>(idle)
  const [messages, setMessages] = useState<Pages<SearchHit>>(idle)
  const [archive, setArchive] = useState<Pages<SearchHit>>(idle)
  const [everything, setEverything] = useState(false)
  const cursors = useRef<{ messages: string | null; archive: string | null }>({ messages: null, archive: null })
  /** Counts the questions: an answer to an earlier one is dropped. */
  const turn = useRef(0)
  const text = query.trim().slice(0, 200)
  const allowed = role !== undefined && may(role, 'read_queues')
  const mayArchive = role !== undefined && may(role, 'search_everything')
  const asked = allowed && (text.length >= SHORTEST || (text === '' && filter.person !== undefined))
  const filterText = JSON.stringify(filter)

  const input = useCallback(
    (cursor: string | null): MethodInput<'search.messages'> => {
      const parsed = JSON.parse(filterText) as SearchFilter
      const some = Object.keys(parsed).length > 0
      return { text, ...(some ? { filter: parsed } : {}), ...(cursor === null ? {} : { cursor }) }
    },
    [text, filterText],
  )

  const askMessages = useCallback(
    (cursor: string | null, mine: number) => {
      connection.call('search.messages', input(cursor)).then(
        (answer) => {
          if (turn.current !== mine) return
          cursors.current.messages = answer.next
          setEverything(answer.everything)
          setMessages((now) => found(cursor === null ? [] : now.list, answer.hits, answer.next))
        },
        (error: unknown) => {
          if (turn.current === mine) setMessages((now) => failed(now, error))
        },
      )
    },
    [connection, input],
  )

  useEffect(() => {
    const mine = ++turn.current
    cursors.current = { messages: null, archive: null }
    setArchive(idle)
    if (!asked) {
      setPeople(idle)
      setMessages(idle)
      return
    }
    const timer = setTimeout(() => {
      setMessages((now) => ({ ...now, state: 'asking', more: false }))
      askMessages(null, mine)
      if (text.length < SHORTEST) setPeople(idle)
      else {
        connection.call('people.find', { text: text.slice(0, 100) }).then(
          ({ hits }) => {
            if (turn.current === mine) setPeople(found([], hits.slice(0, PEOPLE), null))
          },
          (error: unknown) => {
            if (turn.current === mine) setPeople(failed(idle, error))
          },
        )
      }
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [connection, asked, text, askMessages])

  return {
    people,
    messages,
    everything,
    archive,
    asked,
    mayArchive,
    moreMessages() {
      const cursor = cursors.current.messages
      if (cursor !== null) askMessages(cursor, turn.current)
    },
    askArchive() {
      const mine = turn.current
      const cursor = cursors.current.archive
      setArchive((now) => ({ ...now, state: 'asking' }))
      connection.call('search.archive', input(cursor)).then(
        ({ hits, next }) => {
          if (turn.current !== mine) return
          cursors.current.archive = next
          setArchive((now) => found(cursor === null ? [] : now.list, hits, next))
        },
        (error: unknown) => {
          if (turn.current === mine) setArchive((now) => failed(now, error))
        },
      )
    },
  }
}

function found<T extends { id: string }>(before: readonly T[], more: readonly T[], next: string | null): Pages<T> {
  const known = new Set(before.map((each) => each.id))
  const list = [...before, ...more.filter((each) => !known.has(each.id))]
  return { state: 'found', list, more: next !== null, code: null }
}

function failed<T>(now: Pages<T>, error: unknown): Pages<T> {
  return { ...now, state: 'failed', code: error instanceof Refusal ? error.code : 'internal' }
}
