import { useTranslation } from 'react-i18next'
import type { DecisionKind } from '../../../shared/domain/lifecycle.ts'
import { may } from '../../../shared/domain/roles.ts'
import { KeyCap } from '../../components/KeyCap.tsx'
import { useFrom, useKeyHints, useShortcut } from '../../stores/stores.tsx'
import { decisionsFor } from './actions.ts'
import { ClaimLine, useClaimedByOther } from './Claim.tsx'

interface Props {
  onDecide: (kind: DecisionKind) => void
  onNote: () => void
}

/** What can be done with the message on screen, each with its key. The bar stays put, so focus on it is never lost. */
export function ActionBar({ onDecide, onNote }: Props) {
  const { t } = useTranslation()
  const hints = useKeyHints()
  const active = useFrom('queue', (s) => s.active)
  const row = useFrom('queue', (s) => (active === null ? undefined : s.rows.get(active)))
  const itemRow = useFrom('review', (s) => (active === null ? undefined : s.items.get(active)?.row))
  const role = useFrom('session', (s) => s.session?.user?.role)
  const shown = row ?? itemRow
  const archived = useFrom('review', (s) => (active === null ? false : s.items.get(active)?.archived === true))
  const possible = shown && role && !archived ? decisionsFor(shown, role) : []
  const mayDecide = role === 'officer' || role === 'supervisor'
  const other = useClaimedByOther(active)
  const bound = other !== null && (role === undefined || !may(role, 'decide_claimed'))
  const can = (kind: DecisionKind) => !bound && possible.includes(kind)
  useShortcut('approve', () => onDecide('approve'), can('approve'))
  useShortcut('hold', () => onDecide('hold'), can('hold'))
  useShortcut('reject', () => onDecide('reject'), can('reject'))
  useShortcut('escalate', () => onDecide('escalate'), can('escalate'))
  useShortcut('return', () => onDecide('return'), can('return'))
  useShortcut('recall', () => onDecide('recall'), can('recall'))
  useShortcut('overturn', () => onDecide('overturn'), can('overturn'))
  useShortcut('note', onNote, active !== null && role !== undefined)

  const queue = useFrom('review', (s) => s.queue)
  const usual: readonly DecisionKind[] =
    mayDecide && queue !== 'decided' ? ['approve', 'hold', 'reject', 'escalate'] : []
  const kinds = [...usual, ...possible.filter((kind) => !usual.includes(kind))]
  return (
    <div className="sp-actions" role="toolbar" aria-label={t('action.bar')}>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className="sp-act"
          data-kind={kind}
          aria-disabled={!can(kind)}
          aria-keyshortcuts={hints.aria(kind)}
          onClick={() => can(kind) && onDecide(kind)}
        >
          {t(kind === 'approve' && shown?.state === 'held' ? 'action.release' : `action.${kind}`)}
          <KeyCap keys={hints.caps(kind)} />
        </button>
      ))}
      <button
        type="button"
        className="sp-act"
        aria-disabled={active === null}
        aria-keyshortcuts={hints.aria('note')}
        onClick={() => active !== null && onNote()}
      >
        {t('action.note')} <KeyCap keys={hints.caps('note')} />
      </button>
      <span className="sp-dim sp-cut">
        {role && !mayDecide ? (
          t('reading.readOnly')
        ) : shown && possible.length === 0 ? (
          t('action.nothing')
        ) : (
          <ClaimLine id={active} />
        )}
      </span>
    </div>
  )
}
