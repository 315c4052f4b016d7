import { Button, Drawer } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncIssue } from '../../shared/console/issues.ts'
import { decisionKind } from '../../shared/domain/lifecycle.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { useFormats } from '../i18n/hooks.ts'
import { reasonText } from '../i18n/sentences.ts'
import { useFrom, useStores } from '../stores/stores.tsx'

/** What the central service did not apply: wanted, what happened instead, by whom, and the next step. */
export function SyncIssuesDrawer() {
  const { t } = useTranslation()
  const open = useFrom('rooms', (s) => s.issuesOpen)
  const show = useFrom('rooms', (s) => s.showIssues)
  const issues = useFrom('issues', (s) => s.issues)
  const load = useFrom('issues', (s) => s.load)
  useEffect(() => {
    if (open) void load()
  }, [open, load])
  return (
    <Drawer
      opened={open}
      onClose={() => show(false)}
      position="right"
      size="md"
      title={t('issues.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {issues.length === 0 ? (
        <EmptyState title={t('issues.title')} text={t('issues.none')} />
      ) : (
        issues.map((issue) => <Issue key={issue.commandId} issue={issue} />)
      )}
    </Drawer>
  )
}

function Issue({ issue }: { issue: SyncIssue }) {
  const { t, i18n } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const reasons = useFrom('review', (s) => s.reasons)
  const dismiss = useFrom('issues', (s) => s.dismiss)
  const show = useFrom('rooms', (s) => s.showIssues)
  const openMessage = useFrom('rooms', (s) => s.openMessage)
  const go = useFrom('rooms', (s) => s.go)
  const stores = useStores()
  const formats = useFormats(zone)
  const [domain, verb] = issue.kind.split('.') as [string, string]
  const wanted = t(`command.${domain}.${verb}` as 'command.message.approve')
  const reason = issue.reasonId === null ? '' : ` · ${reasonText(reasons, issue.reasonId, i18n.language)}`
  const { outcome } = issue
  const opens = domain === 'message' || domain === 'contact'
  /** The contact where it stands now. */
  const openContact = async () => {
    go('contacts')
    const { row } = await stores.connection.call('contacts.item', { id: issue.target })
    stores.contacts.getState().show(row.state)
    await stores.contactList.getState().refresh()
    stores.contactList.getState().activate(issue.target)
  }
  const what = (word: string) => {
    const bare = word.replace(/^message\./, '')
    const known = decisionKind.options.find((each) => each === bare)
    if (known !== undefined) return t(`decided.${known}`)
    if (word === 'view.save') return t('command.view.save')
    return word === 'view.remove' ? t('command.view.remove') : bare
  }
  return (
    <article className="sp-issue">
      <h3>{issue.subject}</h3>
      <dl className="sp-facts">
        <dt>{t('issues.wanted')}</dt>
        <dd>
          {wanted}
          {reason}
        </dd>
        <dt>{t('issues.instead')}</dt>
        <dd>
          {outcome.what === 'conflict'
            ? t('issues.conflict', {
                by: outcome.winner.by,
                what: what(outcome.winner.what),
                time: formats.moment(outcome.winner.at, Date.now()),
              })
            : outcome.code === 'claimed' && outcome.by !== undefined
              ? t('claim.refused', { by: outcome.by })
              : t(`error.${outcome.code}`)}
        </dd>
        <dt>{t('issues.next')}</dt>
        <dd>
          {outcome.what === 'conflict' ? t('issues.nextConflict', { by: outcome.winner.by }) : t('issues.nextRefused')}
        </dd>
      </dl>
      <div className="sp-issue-acts">
        {opens && (
          <Button
            onClick={() => {
              show(false)
              if (domain === 'message') void openMessage({ id: issue.target })
              else openContact().catch(() => undefined)
            }}
          >
            {t('issues.open')}
          </Button>
        )}
        <Button variant="default" onClick={() => void dismiss(issue.commandId)}>
          {t('app.dismiss')}
        </Button>
      </div>
    </article>
  )
}
