import { Button, Modal, Tabs, Textarea } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../../../shared/domain/errors.ts'
import type { RuleSetContent } from '../../../shared/screening/rules.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { rulesTabs } from '../../stores/rules.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { ChangeList } from './ChangeList.tsx'
import { differences } from './difference.ts'
import { EffectPeriod } from './Effect.tsx'
import { Proposals } from './Proposals.tsx'
import { RuleList } from './RuleList.tsx'
import { Simulation } from './simulation/Simulation.tsx'
import { useAct } from './useAct.ts'
import { Versions } from './Versions.tsx'
import { LiveTest } from './watchlists/LiveTest.tsx'
import { Watchlists } from './watchlists/Watchlists.tsx'

const nothing: RuleSetContent = { watchlists: [], rules: [] }

/** The rules room: the version in force or one's draft of the next, watchlists, proposals, history, and a live test. */
export function RulesRoom() {
  const { t } = useTranslation()
  const { rules, toasts } = useStores()
  const overview = useFrom('rules', (s) => s.overview)
  const error = useFrom('rules', (s) => s.error)
  const saveDraft = useFrom('rules', (s) => s.saveDraft)
  const may = useFrom('session', (s) => s.may)
  const [list, setList] = useState<string | null>(null)
  const rebaseDraft = useFrom('rules', (s) => s.rebaseDraft)
  const { act } = useAct()
  const [proposing, setProposing] = useState(false)
  const tab = useFrom('rules', (s) => s.tab)
  const showTab = useFrom('rules', (s) => s.showTab)
  useEffect(() => rules.getState().start(), [rules])
  const inForce = overview?.inForce?.ruleSet.content ?? nothing
  const draft = overview?.draft?.content ?? null
  const changes = useMemo(() => (draft ? differences(inForce, draft) : []), [draft, inForce])
  if (!overview) {
    return error ? (
      <EmptyState
        alert
        title={t('rules.errorTitle')}
        text={t(`error.${error}`)}
        action={<Button onClick={() => rules.getState().start()}>{t('app.retry')}</Button>}
      />
    ) : null
  }
  const mayDraft = may('draft_rules')
  const content = draft ?? inForce
  const change = (next: RuleSetContent | null) => {
    saveDraft(next).catch((problem: unknown) => {
      const code = problem instanceof Refusal ? problem.code : 'internal'
      toasts.getState().notify(t('rules.failed'), t(`error.${code}`))
    })
  }
  return (
    <Tabs
      className="sp-rules-room"
      value={tab}
      onChange={(next) => showTab(rulesTabs.find((each) => each === next) ?? 'rules')}
      keepMounted={false}
    >
      <header className="sp-rules-head">
        <Tabs.List aria-label={t('roomTitle.rules')}>
          <Tabs.Tab value="rules">{t('rules.tab')}</Tabs.Tab>
          <Tabs.Tab value="watchlists">{t('rules.watchlists')}</Tabs.Tab>
          {mayDraft && <Tabs.Tab value="simulation">{t('simulation.tab')}</Tabs.Tab>}
          <Tabs.Tab value="versions">{t('versions.tab')}</Tabs.Tab>
        </Tabs.List>
        <InForce />
        <span className="sp-grow" />
        {draft && (
          <span className="sp-badge" data-tone="accent">
            {changes.length === 0 ? t('rules.draftSame') : t('rules.draft', { count: changes.length })}
          </span>
        )}
        {draft && (
          <Button variant="default" onClick={() => change(null)}>
            {t('rules.discard')}
          </Button>
        )}
        {mayDraft && (
          <Button disabled={changes.length === 0} onClick={() => setProposing(true)}>
            {t('rules.propose')}
          </Button>
        )}
      </header>
      <Tabs.Panel value="rules" className="sp-rules-panel">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by key. */}
        <section className="sp-rules-main" tabIndex={0} aria-label={t('roomTitle.rules')}>
          <div className="sp-rules-wide">
            {!mayDraft && <p className="sp-dim">{t('rules.readOnly')}</p>}
            {content.rules.length === 0 && !mayDraft && (
              <EmptyState title={t('rules.emptyTitle')} text={t('rules.empty')} />
            )}
            <EffectPeriod />
            <RuleList content={content} changes={changes} mayDraft={mayDraft} onChange={change} />
          </div>
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by key. */}
        <aside className="sp-context" tabIndex={0} aria-label={t('rules.beside')}>
          {draft && overview.draft?.basedOn !== (overview.inForce?.ruleSet.number ?? 0) && (
            <section className="sp-part" aria-label={t('rules.draftOutdatedTitle')}>
              <p className="sp-hint">
                {t('rules.draftOutdated', {
                  number: overview.draft?.basedOn ?? 0,
                  now: overview.inForce?.ruleSet.number ?? 0,
                })}
              </p>
              <Button variant="default" mt="xs" onClick={() => void act(rebaseDraft, t('rules.draftRebased'))}>
                {t('rules.rebase', { now: overview.inForce?.ruleSet.number ?? 0 })}
              </Button>
            </section>
          )}
          {draft && (
            <section className="sp-part" aria-label={t('rules.differences')}>
              <header>
                <h2 className="sp-caption">{t('rules.differences')}</h2>
              </header>
              <ChangeList before={inForce} after={draft} />
            </section>
          )}
          <Proposals mayPublish={may('publish_rules')} />
        </aside>
      </Tabs.Panel>
      <Tabs.Panel value="watchlists" className="sp-rules-panel">
        <Watchlists content={content} mayDraft={mayDraft} chosen={list} onChoose={setList} onChange={change} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by key. */}
        <aside className="sp-context" tabIndex={0} aria-label={t('rules.test')}>
          <LiveTest content={content} />
        </aside>
      </Tabs.Panel>
      {mayDraft && (
        <Tabs.Panel value="simulation" className="sp-rules-panel">
          <Simulation content={content} isDraft={draft !== null} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="versions" className="sp-rules-panel">
        <Versions mayDraft={mayDraft} />
      </Tabs.Panel>
      {proposing && <Propose onClose={() => setProposing(false)} />}
    </Tabs>
  )
}

function InForce() {
  const { t } = useTranslation()
  const view = useFrom('rules', (s) => s.overview?.inForce)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  if (!view) return <p className="sp-dim">{t('rules.noneInForce')}</p>
  return (
    <p className="sp-dim">
      {t('rules.inForce', {
        number: view.ruleSet.number,
        date: formats.day(view.ruleSet.publishedAt ?? view.ruleSet.proposedAt),
        name: view.publishedByName ?? '–',
      })}
    </p>
  )
}

function Propose({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { toasts } = useStores()
  const propose = useFrom('rules', (s) => s.propose)
  const [comment, setComment] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    try {
      await propose(comment.trim())
      toasts.getState().notify(t('rules.proposals'), t('rules.proposed'))
      onClose()
    } catch (error) {
      setProblem(t(`error.${error instanceof Refusal ? error.code : 'internal'}`))
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('rules.proposeTitle')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <div className="sp-batch">
        <p className="sp-dim">{t('rules.proposeHint')}</p>
        <Textarea
          data-autofocus
          label={t('rules.comment')}
          autosize
          minRows={2}
          maxLength={500}
          value={comment}
          error={problem}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button loading={busy} onClick={() => void send()}>
            {t('rules.propose')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
