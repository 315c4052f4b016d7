import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rule, RuleSetContent } from '../../../shared/screening/rules.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { useFrom, useKeyHints, useShortcut } from '../../stores/stores.tsx'
import type { Change } from './difference.ts'
import { RuleCard } from './RuleCard.tsx'
import { RuleForm } from './RuleForm.tsx'
import { useNames } from './useNames.ts'

interface Props {
  content: RuleSetContent
  changes: readonly Change[]
  mayDraft: boolean
  onChange: (content: RuleSetContent) => void
}

/** The delivery rules in order, as sentences; supervisors switch, order, add and edit them in their draft. */
export function RuleList({ content, changes, mayDraft, onChange }: Props) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const names = useNames(content)
  const effect = useFrom('rules', (s) => s.effect)
  const [form, setForm] = useState<{ rule: Rule | null } | null>(null)
  useShortcut('addRule', () => setForm({ rule: null }), mayDraft)
  const { rules } = content
  const effects = useMemo(() => new Map(effect.known?.rules.map((each) => [each.ruleId, each])), [effect.known])
  const put = (next: readonly Rule[]) => onChange({ ...content, rules: [...next] })
  const move = (from: number, to: number) => {
    const next = [...rules]
    const [moved] = next.splice(from, 1)
    if (!moved) return
    next.splice(to, 0, moved)
    put(next)
  }
  const sensors = useSensors(
    // A press that does not move stays a press.
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const place = (id: UniqueIdentifier) => rules.findIndex((rule) => rule.id === id)
  const told = (id: UniqueIdentifier) => ({ name: rules[place(id)]?.name ?? '', number: place(id) + 1 })
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('ruleForm.drag.lifted', told(active.id)),
    onDragOver: ({ active, over }) =>
      over ? t('ruleForm.drag.over', { ...told(active.id), number: place(over.id) + 1 }) : undefined,
    onDragEnd: ({ active, over }) =>
      t('ruleForm.drag.dropped', { ...told(active.id), number: place(over?.id ?? active.id) + 1 }),
    onDragCancel: ({ active }) => t('ruleForm.drag.cancelled', told(active.id)),
  }
  const dropped = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) move(place(active.id), place(over.id))
  }
  return (
    <>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={dropped}
        accessibility={{ announcements, screenReaderInstructions: { draggable: t('ruleForm.drag.how') } }}
      >
        <SortableContext items={rules.map((rule) => rule.id)} strategy={verticalListSortingStrategy}>
          <ol className="sp-rules">
            {rules.map((rule, at) => (
              <RuleCard
                key={rule.id}
                rule={rule}
                number={at + 1}
                names={names}
                change={changes.find((each) => 'id' in each && each.id === rule.id)}
                effect={effects.get(rule.id)}
                days={effect.known ? effect.days : null}
                mayDraft={mayDraft}
                first={at === 0}
                last={at === rules.length - 1}
                onSwitch={() => put(rules.map((each) => (each === rule ? { ...rule, enabled: !rule.enabled } : each)))}
                onMove={(by) => move(at, at + by)}
                onRemove={() => put(rules.filter((each) => each !== rule))}
                onEdit={() => setForm({ rule })}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <p className="sp-rule sp-rule-rest">
        {mayDraft && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => setForm({ rule: null })}
          >
            {t('rules.add')} &nbsp;
            <KeyCap keys={hints.caps('addRule')} />
          </Button>
        )}
        <span className="sp-dim">
          {t('rules.everythingElse')} <span className="sp-badge">{t('rules.deliveredAtOnce')}</span>
        </span>
      </p>
      {form && (
        <RuleForm
          rule={form.rule}
          content={content}
          onClose={() => setForm(null)}
          onSave={(saved) => {
            setForm(null)
            put(form.rule ? rules.map((each) => (each.id === saved.id ? saved : each)) : [...rules, saved])
          }}
        />
      )}
    </>
  )
}
