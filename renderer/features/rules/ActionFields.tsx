import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { priority } from '../../../shared/domain/message.ts'
import type { Action } from '../../../shared/screening/rules.ts'
import { reasonText } from '../../i18n/sentences.ts'
import { useFrom } from '../../stores/stores.tsx'
import { Count, Times } from './ConditionFields.tsx'
import { actionKinds, type FieldProblem, newAction, ranges } from './ruleProblems.ts'

interface Props {
  action: Action
  problem: FieldProblem | null
  onChange: (action: Action) => void
}

/** What a rule does, with the fields that its kind of action needs. */
export function ActionFields({ action, problem, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const reasons = useFrom('review', (s) => s.reasons)
  return (
    <div className="sp-form-row">
      <Select
        label={t('rules.thenDo')}
        allowDeselect={false}
        value={action.kind}
        data={actionKinds.map((value) => ({ value, label: t(`ruleForm.act.${value}`) }))}
        onChange={(value) => onChange(newAction(actionKinds.find((each) => each === value) ?? 'review'))}
      />
      {action.kind === 'review' && (
        <Select
          label={t('rules.priority')}
          allowDeselect={false}
          value={action.priority}
          data={priority.options.map((value) => ({ value, label: t(`priority.${value}`) }))}
          onChange={(value) => onChange({ ...action, priority: priority.catch('normal').parse(value) })}
        />
      )}
      {action.kind === 'delay' && (
        <Count
          label={t('rules.minutes')}
          value={action.minutes}
          min={ranges.minutes[0]}
          max={ranges.minutes[1]}
          wrong={problem}
          onChange={(minutes) => onChange({ ...action, minutes })}
        />
      )}
      {action.kind === 'window' && (
        <Times
          from={action.from}
          to={action.to}
          wrong={problem}
          onChange={(next) => onChange({ ...action, ...next })}
        />
      )}
      {action.kind === 'reject' && (
        <Select
          label={t('ruleForm.reason')}
          allowDeselect={false}
          value={action.reasonId === '' ? null : action.reasonId}
          data={reasons
            .filter((reason) => reason.uses.includes('reject') && (reason.active || reason.id === action.reasonId))
            .map((reason) => ({ value: reason.id, label: reasonText(reasons, reason.id, i18n.language) }))}
          onChange={(value) => onChange({ ...action, reasonId: value ?? '' })}
          {...(problem === null ? {} : { error: t('ruleForm.problem.choose') })}
        />
      )}
    </div>
  )
}
