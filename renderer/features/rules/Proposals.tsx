import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSetView } from '../../../shared/console/rules.ts'
import { Refusal } from '../../../shared/domain/errors.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { ChangeList } from './ChangeList.tsx'

/** What supervisors have proposed, with its difference to the version in force, and what came before. */
export function Proposals({ mayPublish }: { mayPublish: boolean }) {
  const { t } = useTranslation()
  const overview = useFrom('rules', (s) => s.overview)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  if (!overview) return null
  return (
    <>
      <section className="sp-part" aria-label={t('rules.proposals')}>
        <header>
          <h2 className="sp-caption">{t('rules.proposals')}</h2>
          <span className="sp-dim">{overview.proposals.length}</span>
        </header>
        {overview.proposals.length === 0 && <p className="sp-dim">{t('rules.noProposals')}</p>}
        {overview.proposals.map((view) => (
          <Proposal key={view.ruleSet.id} view={view} inForce={overview.inForce} mayPublish={mayPublish} />
        ))}
      </section>
      <section className="sp-part" aria-label={t('rules.history')}>
        <header>
          <h2 className="sp-caption">{t('rules.history')}</h2>
        </header>
        {overview.history.length === 0 && <p className="sp-dim">{t('rules.noHistory')}</p>}
        <ul className="sp-plain">
          {overview.history.map((view) => (
            <li key={view.ruleSet.id}>
              <b>{t('rules.versionNumber', { number: view.ruleSet.number })}</b>
              <span className="sp-dim">
                {view.ruleSet.publishedAt && ` · ${formats.day(view.ruleSet.publishedAt)}`}
                {view.publishedByName && ` · ${view.publishedByName}`}
                {view.ruleSet.comment && ` · ${view.ruleSet.comment}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

interface ProposalProps {
  view: RuleSetView
  inForce: RuleSetView | null
  mayPublish: boolean
}

function Proposal({ view, inForce, mayPublish }: ProposalProps) {
  const { t } = useTranslation()
  const { toasts } = useStores()
  const userId = useFrom('session', (s) => s.session?.user?.id)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const publish = useFrom('rules', (s) => s.publish)
  const withdraw = useFrom('rules', (s) => s.withdraw)
  const formats = useFormats(zone)
  const [busy, setBusy] = useState(false)
  const own = view.ruleSet.proposedBy === userId
  const outdated = view.ruleSet.basedOn !== (inForce?.ruleSet.number ?? 0)
  const run = async (act: (view: RuleSetView) => Promise<void>, done: 'rules.published' | 'rules.withdrawn') => {
    setBusy(true)
    try {
      await act(view)
      toasts.getState().notify(t('rules.proposals'), t(done))
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'internal'
      toasts.getState().notify(t('rules.failed'), t(`error.${code}`))
    } finally {
      setBusy(false)
    }
  }
  return (
    <article className="sp-proposal">
      <p className="sp-dim">
        {t('rules.proposedBy', {
          name: view.proposedByName ?? '–',
          date: formats.moment(view.ruleSet.proposedAt, Date.now()),
        })}
      </p>
      {view.ruleSet.comment && <p>{view.ruleSet.comment}</p>}
      <ChangeList before={inForce?.ruleSet.content ?? null} after={view.ruleSet.content} />
      {outdated && <p className="sp-hint">{t('rules.outdated', { number: view.ruleSet.basedOn })}</p>}
      {mayPublish && own && <p className="sp-dim">{t('rules.own')}</p>}
      {mayPublish && (
        <div className="sp-proposal-acts">
          {!own && !outdated && (
            <Button loading={busy} onClick={() => void run(publish, 'rules.published')}>
              {t('rules.publish')}
            </Button>
          )}
          <Button variant="default" disabled={busy} onClick={() => void run(withdraw, 'rules.withdrawn')}>
            {t('rules.withdraw')}
          </Button>
        </div>
      )}
    </article>
  )
}
