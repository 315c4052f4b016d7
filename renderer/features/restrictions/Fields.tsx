import { SegmentedControl, Select, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RestrictionTarget } from '../../../shared/central/entities.ts'
import type { PersonRow } from '../../../shared/console/people.ts'
import { MomentField } from '../../components/MomentField.tsx'
import { momentAt } from '../../i18n/zone.ts'
import { useFrom } from '../../stores/stores.tsx'
import { PersonField } from './PersonField.tsx'

/** A restriction as it is being written; moments as a form field writes them, by the facility's clocks. */
export interface Draft {
  readonly scope: RestrictionTarget['scope']
  readonly individual: PersonRow | null
  readonly member: PersonRow | null
  readonly housingUnit: string | null
  readonly from: string
  readonly until: string
  readonly reason: string
  readonly publicWording: string
}

const scopes = ['pair', 'individual', 'member', 'housing_unit', 'facility'] as const

/** What a draft is about, or null while something is missing. */
export function targetOf({ scope, individual, member, housingUnit }: Draft): RestrictionTarget | null {
  switch (scope) {
    case 'pair':
      return individual && member ? { scope, individualId: individual.id, memberId: member.id } : null
    case 'individual':
      return individual ? { scope, individualId: individual.id } : null
    case 'member':
      return member ? { scope, memberId: member.id } : null
    case 'housing_unit':
      return housingUnit === null ? null : { scope, housingUnit }
    case 'facility':
      return { scope }
  }
}

/** What is wrong with the span of a draft, or null. */
export function spanProblem({ from, until }: Draft, zone: string): 'untilBeforeFrom' | 'untilPast' | null {
  if (until === '') return null
  const end = Date.parse(momentAt(until, zone) ?? '')
  if (Number.isNaN(end) || end <= Date.now()) return 'untilPast'
  if (from !== '' && end <= Date.parse(momentAt(from, zone) ?? '')) return 'untilBeforeFrom'
  return null
}

interface Props {
  draft: Draft
  lockdown: boolean
  zone: string
  onChange: (draft: Draft) => void
}

/** The fields of a restriction: whom, when, and why. */
export function Fields({ draft, lockdown, zone, onChange }: Props) {
  const { t } = useTranslation()
  const units = useFrom('session', (s) => s.session?.facility?.housingUnits)
  const put = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const { scope } = draft
  const problem = spanProblem(draft, zone)
  return (
    <>
      {!lockdown && (
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('restrictions.scopeLabel')}
          data={scopes.map((value) => ({ value, label: t(`restrictions.scope.${value}`) }))}
          value={scope}
          onChange={(next) => put({ scope: next as Draft['scope'] })}
        />
      )}
      {(scope === 'pair' || scope === 'member') && (
        <PersonField kind="member" value={draft.member} onChange={(member) => put({ member })} />
      )}
      {(scope === 'pair' || scope === 'individual') && (
        <PersonField kind="individual" value={draft.individual} onChange={(individual) => put({ individual })} />
      )}
      {scope === 'housing_unit' && (
        <Select
          required
          {...(lockdown ? { 'data-autofocus': true } : {})}
          label={t('restrictions.unit')}
          data={[...(units ?? [])]}
          searchable
          value={draft.housingUnit}
          onChange={(housingUnit) => put({ housingUnit })}
        />
      )}
      <div className="sp-two">
        <MomentField
          label={t('restrictions.from')}
          hint={t('restrictions.fromHint', { zone })}
          value={draft.from}
          onChange={(from) => put({ from })}
        />
        <MomentField
          label={t('restrictions.until')}
          hint={t('restrictions.untilHint', { zone })}
          value={draft.until}
          error={problem && t(`restrictions.${problem}`)}
          onChange={(until) => put({ until })}
        />
      </div>
      <Textarea
        required
        label={t('restrictions.reason')}
        description={t('restrictions.reasonHint')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2_000}
        value={draft.reason}
        onChange={(event) => put({ reason: event.currentTarget.value })}
      />
      <Textarea
        label={t('restrictions.publicWording')}
        description={t('restrictions.publicHint')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={500}
        value={draft.publicWording}
        onChange={(event) => put({ publicWording: event.currentTarget.value })}
      />
    </>
  )
}
