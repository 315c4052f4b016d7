import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleSetSummary } from '../../../shared/console/rules.ts'
import { useFrom } from '../../stores/stores.tsx'
import { ChangeList } from './ChangeList.tsx'
import { useAct } from './useAct.ts'
import { useVersion } from './useVersion.ts'

/** Proposes an earlier version, after showing what that would change of the rules in force. */
export function RollBack({ earlier, onClose }: { earlier: RuleSetSummary; onClose: () => void }) {
  const { t } = useTranslation()
  const inForce = useFrom('rules', (s) => s.overview?.inForce)
  const restore = useFrom('rules', (s) => s.restore)
  const { content } = useVersion(earlier.ruleSet.id)
  const { busy, act } = useAct()
  const number = earlier.ruleSet.number ?? 0
  const [comment, setComment] = useState(() => t('versions.rollBackComment', { number }))
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t('versions.rollBackTitle', { number })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="sp-batch">
        <p className="sp-dim">{t('versions.rollBackHint', { number })}</p>
        <section aria-label={t('rules.differences')}>
          {content && <ChangeList before={inForce?.ruleSet.content ?? null} after={content} full />}
        </section>
        <Textarea
          data-autofocus
          label={t('rules.comment')}
          autosize
          minRows={2}
          maxLength={500}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            loading={busy}
            disabled={content === null}
            onClick={() =>
              void act(() => restore(earlier, comment.trim()), t('rules.proposed')).then((done) => done && onClose())
            }
          >
            {t('rules.propose')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
