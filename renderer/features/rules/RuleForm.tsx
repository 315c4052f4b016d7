import { ActionIcon, Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import type { Condition, Rule, RuleSetContent } from '../../../shared/screening/rules.ts'
import { Sentence } from '../../components/Sentence.tsx'
import { ruleSentence } from '../../i18n/sentences.ts'
import { ActionFields } from './ActionFields.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import { conditionKinds, newAction, newCondition, problemsOf, type RuleProblems } from './ruleProblems.ts'
import { useNames } from './useNames.ts'

interface Props {
  /** The rule to edit; null adds one. */
  rule: Rule | null
  content: RuleSetContent
  onSave: (rule: Rule) => void
  onClose: () => void
}

interface Row {
  readonly key: string
  readonly condition: Condition
}

/** Most conditions of a rule. */
const MOST = 20

/** A rule with all that it can say: conditions of every kind, all or any of them, and what is done then. */
export function RuleForm({ rule, content, onSave, onClose }: Props) {
  const { t } = useTranslation()
  const names = useNames(content)
  const known = new Set(content.watchlists.map((list) => list.id))
  const [name, setName] = useState(rule?.name ?? '')
  const [match, setMatch] = useState<Rule['match']>(rule?.match ?? 'all')
  const [rows, setRows] = useState<readonly Row[]>(() =>
    (rule?.conditions ?? [newCondition('mentions')]).map((each) => ({
      key: uuidv7(),
      // A list that is gone is to be chosen anew.
      condition:
        'watchlistIds' in each ? { ...each, watchlistIds: each.watchlistIds.filter((id) => known.has(id)) } : each,
    })),
  )
  const [action, setAction] = useState(rule?.action ?? newAction('review'))
  const [problems, setProblems] = useState<RuleProblems | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const now = { name, match, action, conditions: rows.map((row) => row.condition) }
  const wrong = problemsOf(now)
  // Told after the first try, and then with every key, until all is well.
  const told = problems === null ? null : wrong
  const put = (key: string, condition: Condition) =>
    setRows(rows.map((row) => (row.key === key ? { key, condition } : row)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wrong === null)
      return onSave({ id: rule?.id ?? uuidv7(), enabled: rule?.enabled ?? true, ...now, name: name.trim() })
    setProblems(wrong)
    // The fields are marked by the next paint.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={rule ? t('rules.formTitleEdit') : t('rules.formTitleAdd')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form ref={form} className="sp-batch" noValidate onSubmit={submit}>
        <TextInput
          data-autofocus
          label={t('rules.name')}
          maxLength={120}
          value={name}
          error={told?.name ? t('ruleForm.problem.name') : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <fieldset className="sp-conditions">
          <legend className="sp-caption">{t('rules.when')}</legend>
          {rows.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label={t('ruleForm.match')}
              value={match}
              data={(['all', 'any'] as const).map((value) => ({ value, label: t(`ruleForm.matchOf.${value}`) }))}
              onChange={(value) => setMatch(value === 'any' ? 'any' : 'all')}
            />
          )}
          {rows.map(({ key, condition }, at) => (
            <fieldset key={key} className="sp-condition" aria-label={t('ruleForm.conditionNumber', { number: at + 1 })}>
              <div className="sp-form-row">
                <Select
                  label={t('ruleForm.condition')}
                  allowDeselect={false}
                  value={condition.kind}
                  maxDropdownHeight={340}
                  data={conditionKinds.map((value) => ({ value, label: t(`ruleForm.kind.${value}`) }))}
                  onChange={(value) =>
                    put(key, newCondition(conditionKinds.find((each) => each === value) ?? condition.kind))
                  }
                />
                <ConditionFields
                  condition={condition}
                  watchlists={content.watchlists}
                  problem={told?.conditions[at] ?? null}
                  onChange={(next) => put(key, next)}
                />
              </div>
              {rows.length > 1 && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={26}
                  aria-label={t('ruleForm.removeCondition', { number: at + 1 })}
                  onClick={() => setRows(rows.filter((row) => row.key !== key))}
                >
                  <IconX size={15} />
                </ActionIcon>
              )}
            </fieldset>
          ))}
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            disabled={rows.length >= MOST}
            onClick={() => setRows([...rows, { key: uuidv7(), condition: newCondition('direction') }])}
          >
            {t('ruleForm.addCondition')}
          </Button>
        </fieldset>
        <ActionFields action={action} problem={told?.action ?? null} onChange={setAction} />
        <p className="sp-form-sentence" aria-live="polite">
          {wrong === null || (wrong.name && !wrong.none && !wrong.action && wrong.conditions.every((each) => !each)) ? (
            <Sentence pieces={ruleSentence(now, names, t)} />
          ) : (
            <span className="sp-dim">{t('ruleForm.incomplete')}</span>
          )}
        </p>
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit">{t('rules.save')}</Button>
        </div>
      </form>
    </Modal>
  )
}
