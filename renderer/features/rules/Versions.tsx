import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSetSummary } from '../../../shared/console/rules.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'
import { ChangeList } from './ChangeList.tsx'
import { RollBack } from './RollBack.tsx'
import { useAllVersions, useVersion } from './useVersion.ts'

/** Every version that was in force, the difference between any two, and the way back to an earlier one. */
export function Versions({ mayDraft }: { mayDraft: boolean }) {
  const { t } = useTranslation()
  const all = useAllVersions()
  const overview = useFrom('rules', (s) => s.overview)
  const inForce = overview?.inForce
  const [chosen, setChosen] = useState<string | null>(null)
  const [base, setBase] = useState<string | null>(null)
  const [rollingBack, setRollingBack] = useState(false)
  const known = (id: string | null) => all.find((each) => each.ruleSet.id === id)
  const view = known(chosen) ?? inForce ?? all[0]
  // The version in force is compared with the one before it, every other one with the version in force.
  const usual = view === inForce ? overview?.history[0] : inForce
  const other = known(base) ?? usual ?? undefined
  const before = useVersion(other?.ruleSet.id ?? null)
  const after = useVersion(view?.ruleSet.id ?? null)
  const label = useLabel()
  if (!view) return <EmptyState title={t('rules.noHistory')} text={t('rules.noneInForce')} />
  const error = before.error ?? after.error
  return (
    <div className="sp-versions">
      <nav aria-label={t('versions.list')}>
        <ul>
          {all.map((each) => (
            <li key={each.ruleSet.id}>
              <button
                type="button"
                className="sp-version"
                aria-current={each === view}
                onClick={() => setChosen(each.ruleSet.id)}
              >
                <Version view={each} />
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section className="sp-version-pane" aria-label={t('versions.difference')}>
        <header>
          <h2>{label(view)}</h2>
          <Select
            label={t('versions.comparedWith')}
            allowDeselect={false}
            value={other?.ruleSet.id ?? null}
            data={all.filter((each) => each !== view).map((each) => ({ value: each.ruleSet.id, label: label(each) }))}
            onChange={setBase}
          />
          {mayDraft && view.ruleSet.state === 'superseded' && (
            <Button onClick={() => setRollingBack(true)}>{t('versions.rollBack')}</Button>
          )}
        </header>
        {view.ruleSet.comment && <p>{view.ruleSet.comment}</p>}
        {error && <p role="alert">{t(`error.${error}`)}</p>}
        {other && before.content && after.content && (
          <ChangeList
            key={`${other.ruleSet.id}${view.ruleSet.id}`}
            before={before.content}
            after={after.content}
            full
          />
        )}
        {!other && <p className="sp-dim">{t('rules.noHistory')}</p>}
      </section>
      {rollingBack && <RollBack earlier={view} onClose={() => setRollingBack(false)} />}
    </div>
  )
}

/** What a rule set is called: by its number, or by who proposed it. */
function useLabel(): (view: RuleSetSummary) => string {
  const { t } = useTranslation()
  return ({ ruleSet, proposedByName }) =>
    ruleSet.number === null
      ? t('versions.proposalOf', { name: proposedByName ?? '–' })
      : t('rules.versionNumber', { number: ruleSet.number })
}

function Version({ view }: { view: RuleSetSummary }) {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  const label = useLabel()
  const { ruleSet } = view
  return (
    <>
      <span className="sp-version-name">
        <b>{label(view)}</b>
        {ruleSet.state === 'in_force' && (
          <span className="sp-badge" data-tone="good">
            {t('versions.inForce')}
          </span>
        )}
        {ruleSet.state === 'proposed' && (
          <span className="sp-badge" data-tone="accent">
            {t('versions.proposed')}
          </span>
        )}
      </span>
      <span className="sp-dim">
        {formats.full(ruleSet.publishedAt ?? ruleSet.proposedAt)}
        {ruleSet.publishedAt !== null &&
          ` · ${t('versions.byTwo', { proposer: view.proposedByName ?? '–', publisher: view.publishedByName ?? '–' })}`}
      </span>
      {ruleSet.comment && <span className="sp-version-comment">{ruleSet.comment}</span>}
    </>
  )
}
