import type { TFunction } from 'i18next'
import type { RestrictionRow, RestrictionStatus } from '../../shared/console/restrictions.ts'
import type { Formats } from './format.ts'

/** How a status is toned; the words beside it say the same. */
export const statusTone: Readonly<Record<RestrictionStatus, string>> = {
  proposed: 'accent',
  upcoming: 'warn',
  in_force: 'bad',
  lapsed: 'quiet',
  lifted: 'quiet',
  turned_down: 'quiet',
}

type Target = Pick<RestrictionRow, 'target' | 'individual' | 'member'> & Partial<Pick<RestrictionRow, 'kind'>>

/** Whom a restriction limits: "June Vance and Ira Vance", "All of Ira Vance", "Housing unit B". */
export function targetText(t: TFunction, { target, individual, member, kind }: Target): string {
  const names = { individual: individual?.name ?? '–', member: member?.name ?? '–' }
  if (kind === 'suspension') {
    return t('restrictions.suspensionOf', { name: target.scope === 'member' ? names.member : names.individual })
  }
  switch (target.scope) {
    case 'pair':
      return t('restrictions.pairOf', names)
    case 'individual':
      return t('restrictions.allOf', { name: names.individual })
    case 'member':
      return t('restrictions.allOf', { name: names.member })
    case 'housing_unit':
      return t('restrictions.unitOf', { unit: target.housingUnit })
    case 'facility':
      return t('restrictions.facilityOf')
  }
}

/** From when until when: "from 3 Nov 08:00 until 9 Nov 08:00", "since 3 Nov 08:00, until it is lifted". */
export function spanText(t: TFunction, formats: Formats, row: Pick<RestrictionRow, 'from' | 'until'>): string {
  const now = Date.now()
  const from = formats.moment(row.from, now)
  return row.until === null
    ? t('restrictions.openSpan', { from })
    : t('restrictions.span', { from, until: formats.moment(row.until, now) })
}
