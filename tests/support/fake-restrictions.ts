import type { RestrictionTarget } from '../../shared/central/entities.ts'
import type { Handlers, MethodInput } from '../../shared/console/methods.ts'
import type { RestrictionRow, RestrictionView, restrictionMethods } from '../../shared/console/restrictions.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import { fakeId } from './fake-facility.ts'
import type { FakeWorld } from './fake-world.ts'

const viewOf: Readonly<Record<RestrictionRow['status'], RestrictionView>> = {
  proposed: 'proposed',
  upcoming: 'current',
  in_force: 'current',
  lapsed: 'past',
  lifted: 'past',
  turned_down: 'past',
}

export interface FakeRestrictions {
  rows: RestrictionRow[]
  handlers: Pick<Handlers, keyof typeof restrictionMethods>
}

/** Restrictions of the fake workstation; what is asked for is in force at once. */
export function createFakeRestrictions(world: FakeWorld): FakeRestrictions {
  const { facility } = world
  const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString()
  const individual = (id: string) => {
    const found = facility.individuals.find((each) => each.id === id)
    return found ? { id, name: found.name, number: found.bookingNumber } : null
  }
  const member = (id: string) => {
    const found = facility.members.find((each) => each.id === id)
    return found ? { id, name: found.name, number: found.memberNumber } : null
  }
  let made = 0
  const make = (
    target: RestrictionTarget,
    status: RestrictionRow['status'],
    reason: string,
    more: Partial<RestrictionRow> = {},
  ): RestrictionRow => {
    const from = more.from ?? hours(-30)
    return {
      id: fakeId(12, ++made),
      version: 1,
      kind: 'restriction',
      target,
      individual: 'individualId' in target ? individual(target.individualId) : null,
      member: 'memberId' in target ? member(target.memberId) : null,
      from,
      until: null,
      reason,
      publicWording: '',
      status,
      log:
        status === 'proposed'
          ? [{ what: 'proposed', at: from, by: 'Ofc. J. Lane', note: null }]
          : [
              { what: 'imposed', at: from, by: 'Sgt. L. Ode', note: null },
              { what: 'began', at: from, by: null, note: null },
            ],
      waiting: null,
      ...more,
    }
  }
  const people = { scope: 'pair', individualId: fakeId(1, 1), memberId: fakeId(2, 1) } as const
  const rows: RestrictionRow[] = [
    make(people, 'in_force', 'No-contact order, district court, case 26-CR-1184.', {
      until: hours(24 * 9),
      publicWording: 'A court order forbids this contact.',
    }),
    make({ scope: 'housing_unit', housingUnit: 'C1' }, 'in_force', 'Count did not clear; search under way.', {
      from: hours(-2),
      until: hours(4),
    }),
    make({ scope: 'individual', individualId: fakeId(1, 6) }, 'in_force', 'Three-way messages passed on twice.', {
      kind: 'suspension',
      from: hours(-70),
    }),
    make({ scope: 'member', memberId: fakeId(2, 7) }, 'upcoming', 'Asked not to be written to during the trial.', {
      from: hours(40),
      until: hours(24 * 20),
    }),
    make({ scope: 'individual', individualId: fakeId(1, 3) }, 'proposed', 'Names of staff in two letters this week.', {
      from: hours(-1),
    }),
    make({ scope: 'facility' }, 'lapsed', 'Power cut of 9 November.', {
      from: hours(-340),
      until: hours(-330),
      log: [
        { what: 'imposed', at: hours(-340), by: 'Lt. Farr', note: null },
        { what: 'began', at: hours(-340), by: null, note: null },
        { what: 'lapsed', at: hours(-330), by: null, note: null },
      ],
    }),
  ]
  const announce = (id: string) =>
    world.emit('changed', { changes: [{ topic: 'restrictions', ids: [id], everything: false }] })
  const of = (id: string) => {
    const found = rows.find((row) => row.id === id)
    if (!found) throw new Refusal('not_found')
    return found
  }
  const change = (id: string, put: Partial<RestrictionRow>, step: RestrictionRow['log'][number]['what'], note = '') => {
    const row = of(id)
    const by = world.session.user?.name ?? null
    const log = [...row.log, { what: step, at: hours(0), by, note: note === '' ? null : note }]
    Object.assign(row, put, { version: row.version + 1, log })
    announce(id)
    return {}
  }
  const add = (input: MethodInput<'restrictions.impose'>, status: 'proposed' | 'in_force') => {
    const by = world.session.user?.name ?? null
    const what = status === 'proposed' ? 'proposed' : 'imposed'
    const row = make(input.target, status, input.reason, {
      kind: input.kind,
      from: input.from ?? hours(0),
      until: input.until,
      publicWording: input.publicWording,
      log: [{ what, at: hours(0), by, note: null }],
    })
    rows.unshift(row)
    announce(row.id)
    return { id: row.id }
  }
  return {
    rows,
    handlers: {
      'restrictions.list': ({ view, text }) => {
        const words = text?.toLowerCase() ?? ''
        const fits = (row: RestrictionRow) =>
          `${row.individual?.name} ${row.member?.name} ${JSON.stringify(row.target)}`.toLowerCase().includes(words)
        const count = (which: RestrictionView) => rows.filter((row) => viewOf[row.status] === which).length
        return {
          rows: rows.filter((row) => viewOf[row.status] === view && fits(row)),
          next: null,
          counts: { current: count('current'), proposed: count('proposed'), past: count('past') },
        }
      },
      'restrictions.item': ({ id }) => of(id),
      'restrictions.preview': ({ target }) => ({
        contacts: target.scope === 'pair' ? 1 : target.scope === 'facility' ? 312 : 41,
        already: target.scope === 'pair' ? 0 : 2,
        scheduled: target.scope === 'pair' ? 1 : 7,
        pending: target.scope === 'pair' ? 2 : 19,
        token: 'counted',
      }),
      'restrictions.impose': (input) => {
        const wide = input.target.scope === 'housing_unit' || input.target.scope === 'facility'
        if (wide && input.token !== 'counted') throw new Refusal('preview_required')
        return add(input, 'in_force')
      },
      'restrictions.propose': (input) => add(input, 'proposed'),
      'restrictions.confirm': ({ id }) => change(id, { status: 'in_force' }, 'confirmed'),
      'restrictions.lift': ({ id, note }) =>
        of(id).status === 'proposed'
          ? change(id, { status: 'turned_down' }, 'turned_down', note)
          : change(id, { status: 'lifted' }, 'lifted', note),
    },
  }
}
