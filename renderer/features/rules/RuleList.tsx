import { ActionIcon, Button, Switch } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import type { Rule, RuleSetContent } from '../../../shared/screening/rules.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { Sentence } from '../../components/Sentence.tsx'
import { reasonText, ruleSentence } from '../../i18n/sentences.ts'
import { useFrom, useKeyHints, useShortcut } from '../../stores/stores.tsx'
import type { Change } from './difference.ts'
import { RuleForm } from './RuleForm.tsx'
import { fromSimple, type SimpleRule, toSimple } from './simpleRule.ts'

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
  const [form, setForm] = useState<{ rule: Rule | null; start: SimpleRule | null } | null>(null)
  const add = () => setForm({ rule: null, start: null })
  useShortcut('addRule', add, mayDraft)
  const rules = content.rules
  const put = (next: readonly Rule[]) => onChange({ ...content, rules: [...next] })
  const move = (at: number, by: number) => {
    const next = [...rules]
    const [moved] = next.splice(at, 1)
    if (!moved) return
    next.splice(at + by, 0, moved)
    put(next)
  }
  return (
    <>
      <ol className="sp-rules">
        {rules.map((rule, at) => (
          <RuleCard
            key={rule.id}
            rule={rule}
            number={at + 1}
            content={content}
            change={changes.find((each) => 'id' in each && each.id === rule.id)}
            mayDraft={mayDraft}
            first={at === 0}
            last={at === rules.length - 1}
            onSwitch={() => put(rules.map((each) => (each === rule ? { ...rule, enabled: !rule.enabled } : each)))}
            onMove={(by) => move(at, by)}
            onRemove={() => put(rules.filter((each) => each !== rule))}
            onEdit={(start) => setForm({ rule, start })}
          />
        ))}
      </ol>
      <p className="sp-rule sp-rule-rest">
        {mayDraft && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={add}>
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
          start={form.start}
          watchlists={content.watchlists}
          onClose={() => setForm(null)}
          onSave={(simple) => {
            setForm(null)
            const { rule } = form
            if (rule) put(rules.map((each) => (each === rule ? fromSimple(simple, rule.id, rule.enabled) : each)))
            else put([...rules, fromSimple(simple, uuidv7(), true)])
          }}
        />
      )}
    </>
  )
}

interface CardProps {
  rule: Rule
  number: number
  content: RuleSetContent
  change: Change | undefined
  mayDraft: boolean
  first: boolean
  last: boolean
  onSwitch: () => void
  onMove: (by: number) => void
  onRemove: () => void
  onEdit: (start: SimpleRule) => void
}

function RuleCard(props: CardProps) {
  const { rule, content, change, mayDraft } = props
  const { t, i18n } = useTranslation()
  const reasons = useFrom('review', (s) => s.reasons)
  const simple = toSimple(rule)
  const names = {
    list: (id: string) => content.watchlists.find((list) => list.id === id)?.name ?? '–',
    reason: (id: string) => reasonText(reasons, id, i18n.language),
  }
  return (
    <li className="sp-rule" data-off={!rule.enabled} data-changed={change !== undefined}>
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
        <Sentence pieces={ruleSentence(rule, names, t)} />
      </div>
      {mayDraft && (
        <span className="sp-rule-tools">
          {simple ? (
            <Button variant="subtle" size="compact-xs" onClick={() => props.onEdit(simple)}>
              {t('rules.edit')}
            </Button>
          ) : (
            <span className="sp-hidden">{t('rules.editable')}</span>
          )}
          <Tool label={t('rules.up')} name={rule.name} off={props.first} run={() => props.onMove(-1)}>
            <IconArrowUp size={15} />
          </Tool>
          <Tool label={t('rules.down')} name={rule.name} off={props.last} run={() => props.onMove(1)}>
            <IconArrowDown size={15} />
          </Tool>
          <Tool label={t('rules.remove')} name={rule.name} off={false} run={props.onRemove}>
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

function Tool(props: { label: string; name: string; off: boolean; run: () => void; children: React.ReactNode }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={26}
      aria-label={`${props.label}: ${props.name}`}
      aria-disabled={props.off}
      onClick={() => !props.off && props.run()}
    >
      {props.children}
    </ActionIcon>
  )
}
