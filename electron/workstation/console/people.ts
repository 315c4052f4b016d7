import { commandKinds } from '../../../shared/central/commands.ts'
import type { PersonRef } from '../../../shared/central/entities.people.ts'
import { operations } from '../../../shared/central/operations.ts'
import type { Handlers } from '../../../shared/console/methods.ts'
import {
  PEOPLE_FOUND,
  PEOPLE_PAGE,
  type PersonRow,
  type Profile,
  type ProfileNote,
  type peopleMethods,
} from '../../../shared/console/people.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { Cache } from '../cache/cache.ts'
import type { ListedPerson, PersonPlace } from '../cache/people.ts'
import { toInstant } from '../cache/time.ts'
import type { TimelinePlace } from '../cache/timeline.ts'
import { askCentral } from './central.ts'
import { give } from './give.ts'
import { recusalRows } from './recusals.ts'
import { rowOf, waitingRestrictions } from './restriction-rows.ts'
import { createWatched } from './watched.ts'
import type { HandlerContext, Workspace } from './workspace.ts'

/** Profiles of individuals and members, and finding them. */
export function peopleHandlers(context: HandlerContext): Pick<Handlers, keyof typeof peopleMethods> {
  const watched = createWatched()
  /** @throws Refusal not_found, recused */
  const open = ({ kind, id }: PersonRef): { workspace: Workspace; person: PersonRow } => {
    const workspace = context.workspace()
    const row = workspace.cache.people.row(kind, id)
    if (row === null) throw new Refusal('not_found')
    if (workspace.cache.closed.person(id)) throw new Refusal('recused')
    return { workspace, person: listed(workspace.cache, row) }
  }
  const listed = (cache: Cache, row: ListedPerson): PersonRow => ({
    ...row,
    suspended: cache.restrictions.isSuspended(row.kind, row.id, context.now()),
  })
  return {
    'people.find': ({ text, kind }) => {
      const { cache } = context.workspace()
      return { hits: cache.people.find(text, kind, PEOPLE_FOUND).map((row) => listed(cache, row)) }
    },
    'people.list': ({ kind, housingUnit, cursor }) => {
      const { cache } = context.workspace()
      const rows = cache.people.list(kind, housingUnit, cursor === undefined ? null : personPlace(cursor))
      const page = rows.slice(0, PEOPLE_PAGE)
      const last = page.at(-1)
      return {
        rows: page.map((row) => listed(cache, row)),
        next: rows.length > PEOPLE_PAGE && last !== undefined ? `${last.id} ${last.name}` : null,
        total: cache.people.total(kind, housingUnit),
      }
    },
    'people.profile': (ref) => {
      const { workspace, person } = open(ref)
      return profileOf(workspace, person, watched(workspace.cache, [ref]), context.now())
    },
    'people.balances': async (ref) => {
      const { workspace } = open(ref)
      const params = { facilityId: workspace.facility.id, kind: ref.kind, personId: ref.id }
      return askCentral(workspace, operations.personBalances, { params, query: {}, body: {} })
    },
    'people.timeline': ({ kind, id, cursor }) => {
      const { workspace } = open({ kind, id })
      const after = cursor === undefined ? null : timelinePlace(cursor)
      const { entries, next } = workspace.cache.timeline.page(kind, id, after)
      return { entries, next: next === null ? null : `${next.at} ${next.id}` }
    },
    'people.graph': (ref) => {
      const { cache } = open(ref).workspace
      return cache.profiles.graph(ref.kind, ref.id, (personId) => cache.closed.person(personId))
    },
    'people.note': ({ kind, id, text }) => {
      open({ kind, id })
      give(context, 'person.note', id, 0, { kind, text })
      context.hub.add('people', id)
      return {}
    },
  }
}

function profileOf(
  { cache, user }: Workspace,
  person: PersonRow,
  watchlistHits: Profile['watchlistHits'],
  now: number,
): Profile {
  const { kind, id } = person
  const own = waitingRestrictions(cache, user.id)
    .filter(({ fresh, restriction: { target } }) => {
      if (!fresh) return false
      return kind === 'individual'
        ? 'individualId' in target && target.individualId === id
        : 'memberId' in target && target.memberId === id
    })
    .map(({ restriction }) => restriction.id)
  const told = cache.restrictions.ofPerson(person, now).map(({ restriction }) => restriction.id)
  const restrictions = [...own, ...told].flatMap((each) => rowOf(cache, user.id, each, now) ?? []).slice(0, 200)
  return {
    row: person,
    individual: kind === 'individual' ? cache.people.individual(id) : null,
    member: kind === 'member' ? cache.people.member(id) : null,
    contacts: cache.profiles.contacts(kind, id).filter((contact) => !cache.closed.contact(contact.contactId)),
    restrictions,
    suspension: restrictions.find((row) => row.kind === 'suspension' && row.status === 'in_force') ?? null,
    watchlistHits,
    decided: cache.profiles.decided(kind, id),
    decisions: cache.profiles.decisions(kind, id).filter((decision) => !cache.closed.person(decision.other.id)),
    notes: [
      ...waitingNotes(cache, user, id),
      ...cache.profiles.notes(id).map((note): ProfileNote => ({ ...note, waiting: false })),
    ],
    recusals: recusalRows(cache, user, id),
  }
}

/** Notes of this user that the feed has not brought back yet, newest first. */
function waitingNotes(cache: Cache, user: { id: string; name: string }, personId: string): ProfileNote[] {
  return cache.outbox
    .onTarget(user.id, personId)
    .flatMap((command): ProfileNote[] => {
      if (command.kind !== 'person.note') return []
      const { text } = commandKinds['person.note'].payload.parse(JSON.parse(command.payload))
      return [{ id: command.id, by: user.name, at: toInstant(command.at), text, waiting: true }]
    })
    .reverse()
}

function personPlace(cursor: string): PersonPlace {
  const [id = '', ...name] = cursor.split(' ')
  return { id, name: name.join(' ') }
}

function timelinePlace(cursor: string): TimelinePlace {
  const [at = '', id = ''] = cursor.split(' ')
  if (!/^-?\d{1,16}$/.test(at)) throw new Refusal('invalid_input', [{ path: 'cursor', problem: 'invalid_value' }])
  return { at: Number(at), id }
}
