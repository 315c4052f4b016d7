import { Button, Modal, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { priority } from '../../../shared/domain/message.ts'
import type { Watchlist } from '../../../shared/screening/rules.ts'
import { emptyRule, type SimpleRule } from './simpleRule.ts'

interface Props {
  /** The rule to edit; null adds one. */
  start: SimpleRule | null
  watchlists: readonly Watchlist[]
  onSave: (rule: SimpleRule) => void
  onClose: () => void
}

/** The short form for the simplest kinds of rule. */
export function RuleForm({ start, watchlists, onSave, onClose }: Props) {
  const { t } = useTranslation()
  const form = useForm<SimpleRule>({
    initialValues: start ?? emptyRule,
    validate: {
      name: (value) => (value.trim() === '' ? t('rules.tooShort') : null),
      watchlistIds: (value, all) => (all.when === 'mentions' && value.length === 0 ? t('rules.lists') : null),
      direction: (value, all) => (all.when === 'any' && value === 'both' ? t('filter.direction') : null),
    },
  })
  const { when, act } = form.values
  return (
    <Modal
      opened
      onClose={onClose}
      title={start ? t('rules.formTitleEdit') : t('rules.formTitleAdd')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form className="sp-batch" onSubmit={form.onSubmit(onSave)}>
        <TextInput data-autofocus label={t('rules.name')} maxLength={120} {...form.getInputProps('name')} />
        <Select
          label={t('filter.direction')}
          allowDeselect={false}
          data={[
            { value: 'both', label: t('rules.anyDirection') },
            { value: 'inbound', label: t('direction.inbound') },
            { value: 'outbound', label: t('direction.outbound') },
          ]}
          {...form.getInputProps('direction')}
        />
        <Select
          label={t('rules.when')}
          allowDeselect={false}
          data={(['mentions', 'contact_age', 'any'] as const).map((value) => ({
            value,
            label: t(`rules.kind.${value}`),
          }))}
          {...form.getInputProps('when')}
        />
        {when === 'mentions' && (
          <MultiSelect
            label={t('rules.lists')}
            data={watchlists.map((list) => ({ value: list.id, label: list.name }))}
            {...form.getInputProps('watchlistIds')}
          />
        )}
        {when === 'contact_age' && (
          <NumberInput
            label={t('rules.days')}
            min={1}
            max={3_650}
            allowDecimal={false}
            {...form.getInputProps('days')}
          />
        )}
        <Select
          label={t('rules.thenDo')}
          allowDeselect={false}
          data={(['review', 'delay'] as const).map((value) => ({ value, label: t(`rules.act.${value}`) }))}
          {...form.getInputProps('act')}
        />
        {act === 'review' ? (
          <Select
            label={t('rules.priority')}
            allowDeselect={false}
            data={priority.options.map((value) => ({ value, label: t(`priority.${value}`) }))}
            {...form.getInputProps('priority')}
          />
        ) : (
          <NumberInput
            label={t('rules.minutes')}
            min={1}
            max={43_200}
            allowDecimal={false}
            {...form.getInputProps('minutes')}
          />
        )}
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
