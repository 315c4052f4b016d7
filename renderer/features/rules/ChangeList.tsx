import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rule, RuleSetContent } from '../../../shared/screening/rules.ts'
import { Sentence } from '../../components/Sentence.tsx'
import { ruleSentence } from '../../i18n/sentences.ts'
import { type Change, differences } from './difference.ts'
import { useNames } from './useNames.ts'

const LISTED = 40

interface Props {
  before: RuleSetContent | null
  after: RuleSetContent
  /** With the sentences of the rules as they were and as they are. */
  full?: boolean
}

/** The difference of two rule sets, one line each. */
export function ChangeList({ before, after, full = false }: Props) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(LISTED)
  const old = before ?? nothing
  const changes = useMemo(() => differences(old, after), [old, after])
  if (changes.length === 0) return <p className="sp-dim">{t('rules.noDifference')}</p>
  const seen = new Map<string, number>()
  return (
    <>
      <ul className="sp-changes">
        {changes.slice(0, shown).map((change) => {
          const text = t(`rules.diff.${change.what}`, { ...change })
          const nth = (seen.get(text) ?? 0) + 1
          seen.set(text, nth)
          return (
            <li key={`${text}${nth}`} data-kind={kindOf(change)}>
              <span aria-hidden="true">{signs[kindOf(change)]}</span>
              <div>
                {text}
                {full && 'rule' in change && <Sentences change={change} before={old} after={after} />}
              </div>
            </li>
          )
        })}
      </ul>
      {changes.length > shown && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShown(shown + 200)}>
          {t('versions.moreChanges', { count: changes.length - shown })}
        </Button>
      )}
    </>
  )
}

const nothing: RuleSetContent = { watchlists: [], rules: [] }
const signs = { added: '+', removed: '−', changed: '·' } as const

function kindOf({ what }: Change): keyof typeof signs {
  return what.endsWith('Added') ? 'added' : what.endsWith('Removed') ? 'removed' : 'changed'
}

function Sentences(props: { change: Extract<Change, { rule: Rule }>; before: RuleSetContent; after: RuleSetContent }) {
  const { t } = useTranslation()
  const { change } = props
  const then = useNames(props.before)
  const now = useNames(props.after)
  if (change.what === 'ruleOn' || change.what === 'ruleOff') return null
  return (
    <>
      {change.what === 'ruleChanged' && (
        <p className="sp-change-was">
          <span className="sp-dim">{t('versions.was')} </span>
          <Sentence pieces={ruleSentence(change.was, then, t)} />
        </p>
      )}
      <p>
        {change.what === 'ruleChanged' && <span className="sp-dim">{t('versions.is')} </span>}
        <Sentence pieces={ruleSentence(change.rule, change.what === 'ruleRemoved' ? then : now, t)} />
      </p>
    </>
  )
}
