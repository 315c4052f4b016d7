import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSetSummary } from '../../../shared/console/rules.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom } from '../../stores/stores.tsx'
import { ChangeList } from './ChangeList.tsx'
import { useAct } from './useAct.ts'
import { useVersion } from './useVersion.ts'

/** What supervisors have proposed. Who publishes one is shown its whole difference to the version in force first. */
export function Proposals({ mayPublish }: { mayPublish: boolean }) {
  const { t } = useTranslation()
  const overview = useFrom('rules', (s) => s.overview)
  if (!overview) return null
  return (
    <section className="sp-part" aria-label={t('rules.proposals')}>
      <header>
        <h2 className="sp-caption">{t('rules.proposals')}</h2>
        <span className="sp-dim">{overview.proposals.length}</span>
      </header>
      {overview.proposals.length === 0 && <p className="sp-dim">{t('rules.noProposals')}</p>}
      {overview.proposals.map((view) => (
        <Proposal key={view.ruleSet.id} view={view} mayPublish={mayPublish} />
      ))}
    </section>
  )
}

function Proposal({ view, mayPublish }: { view: RuleSetSummary; mayPublish: boolean }) {
  const { t } = useTranslation()
  const userId = useFrom('session', (s) => s.session?.user?.id)
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const inForce = useFrom('rules', (s) => s.overview?.inForce)
  const publish = useFrom('rules', (s) => s.publish)
  const withdraw = useFrom('rules', (s) => s.withdraw)
  const formats = useFormats(zone)
  const { busy, act } = useAct()
  const [looking, setLooking] = useState(false)
  const { content, error } = useVersion(view.ruleSet.id)
  const own = view.ruleSet.proposedBy === userId
  const outdated = view.ruleSet.basedOn !== (inForce?.ruleSet.number ?? 0)
  const before = inForce?.ruleSet.content ?? null
  return (
    <article className="sp-proposal">
      <p className="sp-dim">
        {t('rules.proposedBy', {
          name: view.proposedByName ?? '–',
          date: formats.moment(view.ruleSet.proposedAt, Date.now()),
        })}
      </p>
      {view.ruleSet.comment && <p>{view.ruleSet.comment}</p>}
      {content && <ChangeList before={before} after={content} />}
      {error && <p role="alert">{t(`error.${error}`)}</p>}
      {outdated && <p className="sp-hint">{t('rules.outdated', { number: view.ruleSet.basedOn })}</p>}
      {mayPublish && own && <p className="sp-dim">{t('rules.own')}</p>}
      <div className="sp-proposal-acts">
        <Button variant={mayPublish && !own && !outdated ? 'filled' : 'default'} onClick={() => setLooking(true)}>
          {mayPublish && !own && !outdated ? t('versions.lookAndPublish') : t('versions.look')}
        </Button>
        {mayPublish && (
          <Button
            variant="default"
            disabled={busy}
            onClick={() => void act(() => withdraw(view), t('rules.withdrawn'))}
          >
            {t('rules.withdraw')}
          </Button>
        )}
      </div>
      {looking && (
        <Modal
          opened
          size="xl"
          onClose={() => setLooking(false)}
          title={t('versions.publishTitle')}
          closeButtonProps={{ 'aria-label': t('app.close') }}
        >
          <div className="sp-batch">
            <p className="sp-dim">
              {t('versions.publishHint', { name: view.proposedByName ?? '–', number: view.ruleSet.basedOn + 1 })}
            </p>
            {view.ruleSet.comment && <p>{view.ruleSet.comment}</p>}
            <section aria-label={t('rules.differences')}>
              {content && <ChangeList before={before} after={content} full />}
            </section>
            <div className="sp-dialog-actions">
              <Button variant="default" onClick={() => setLooking(false)}>
                {t('app.close')}
              </Button>
              {mayPublish && !own && !outdated && (
                <Button
                  loading={busy}
                  disabled={content === null}
                  onClick={() =>
                    void act(() => publish(view), t('rules.published')).then((done) => done && setLooking(false))
                  }
                >
                  {t('rules.publish')}
                </Button>
              )}
            </div>
          </div>
        </Modal>
      )}
    </article>
  )
}
