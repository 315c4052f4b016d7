import { useSortable } from '@dnd-kit/sortable'
import { ActionIcon, Switch } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RuleEffect } from '../../../shared/central/operations.rules.ts'
import type { Rule } from '../../../shared/screening/rules.ts'
import { Sentence } from '../../components/Sentence.tsx'
import { ruleSentence, type SentenceNames } from '../../i18n/sentences.ts'
import type { Change } from './difference.ts'
import { EffectOf } from './Effect.tsx'

interface Props {
  rule: Rule
  number: number
  names: SentenceNames
  change: Change | undefined
  effect: RuleEffect | undefined
  /** The period of the effects; null while they are not known. */
  days: number | null
  mayDraft: boolean
  first: boolean
  last: boolean
  onSwitch: () => void
  onMove: (by: number) => void
  onRemove: () => void
  onEdit: () => void
}

/** One rule as a sentence, with what it did, its place by drag and by key, and its switch. */
export function RuleCard(props: Props) {
  const { rule, change, mayDraft } = props
  const { t } = useTranslation()
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: rule.id,
    disabled: !mayDraft,
  })
  return (
    <li
      ref={setNodeRef}
      className="sp-rule"
      data-off={!rule.enabled}
      data-changed={change !== undefined}
      data-dragging={isDragging}
      style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition }}
    >
      {mayDraft && (
        <button
          type="button"
          ref={setActivatorNodeRef}
          className="sp-rule-grip"
          {...attributes}
          {...listeners}
          aria-label={t('ruleForm.drag.grip', { name: rule.name })}
        >
          <IconGripVertical size={15} aria-hidden="true" />
        </button>
      )}
      <span className="sp-rule-number">{props.number}</span>
      <div className="sp-grow">
        <p className="sp-rule-name">
          {rule.name}{' '}
          {change && (
            <span className="sp-badge" data-tone="accent">
              {change.what === 'ruleAdded' ? t('rules.isNew') : t('rules.changed')}
            </span>
          )}
        </p>
        <Sentence pieces={ruleSentence(rule, props.names, t)} />
      </div>
      {props.days !== null && <EffectOf effect={props.effect} days={props.days} />}
      {mayDraft && (
        <span className="sp-rule-tools">
          <Tool label={t('rules.edit')} name={rule.name} run={props.onEdit}>
            <IconPencil size={15} />
          </Tool>
          <Tool label={t('rules.up')} name={rule.name} off={props.first} run={() => props.onMove(-1)}>
            <IconArrowUp size={15} />
          </Tool>
          <Tool label={t('rules.down')} name={rule.name} off={props.last} run={() => props.onMove(1)}>
            <IconArrowDown size={15} />
          </Tool>
          <Tool label={t('rules.remove')} name={rule.name} run={props.onRemove}>
            <IconTrash size={15} />
          </Tool>
        </span>
      )}
      {mayDraft ? (
        <Switch
          size="sm"
          color="approve"
          aria-label={`${t('rules.enabled')}: ${rule.name}`}
          checked={rule.enabled}
          onChange={props.onSwitch}
        />
      ) : (
        !rule.enabled && <span className="sp-badge">{t('sentence.off')}</span>
      )}
    </li>
  )
}

function Tool(props: { label: string; name: string; off?: boolean; run: () => void; children: React.ReactNode }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={26}
      title={props.label}
      aria-label={`${props.label}: ${props.name}`}
      aria-disabled={props.off ?? false}
      onClick={() => !props.off && props.run()}
    >
      {props.children}
    </ActionIcon>
  )
}
