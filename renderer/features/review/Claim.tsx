import { useTranslation } from 'react-i18next'
import { countdown } from '../../i18n/format.ts'
import { useNow } from '../../i18n/hooks.ts'
import type { ClaimView } from '../../stores/claims.ts'
import { useFrom } from '../../stores/stores.tsx'

const SECOND = 1_000

/** The name of the colleague who works on a message, or null. */
export function useClaimedByOther(id: string | null): string | null {
  const claim = useFrom('claims', (s) => (id === null ? undefined : s.claims.get(id)))
  return claim !== undefined && !claim.mine ? claim.name : null
}

/** On a row of the queue: which colleague works on it, and for how long yet. */
export function ClaimBadge({ id }: { id: string }) {
  const claim = useFrom('claims', (s) => s.claims.get(id))
  return claim === undefined || claim.mine ? null : <Badge claim={claim} />
}

function Badge({ claim }: { claim: ClaimView }) {
  const { t } = useTranslation()
  const left = claim.until - useNow(SECOND)
  if (left <= 0) return null
  return (
    <span className="sp-badge sp-claim" data-testid="claim">
      {t('claim.reviewing', { name: claim.name })}
      <span aria-hidden="true"> · {countdown(left)}</span>
    </span>
  )
}

/** In the action bar: whose the message on screen is. A change is told to screen readers, the seconds are not. */
export function ClaimLine({ id }: { id: string | null }) {
  const { t } = useTranslation()
  const claim = useFrom('claims', (s) => (id === null ? undefined : s.claims.get(id)))
  const lost = useFrom('claims', (s) => s.lost === id && id !== null)
  const over = useFrom('session', (s) => s.may)('decide_claimed')
  const other = claim !== undefined && !claim.mine ? claim.name : null
  const fact =
    other !== null
      ? t(lost ? 'claim.lost' : 'claim.other', { name: other })
      : lost && claim === undefined
        ? t('claim.lapsed')
        : ''
  return (
    <>
      <span role="status">{fact}</span>
      {claim !== undefined && <Left claim={claim} />}
      {other !== null && over && ` · ${t('claim.mayDecide')}`}
    </>
  )
}

function Left({ claim }: { claim: ClaimView }) {
  const { t } = useTranslation()
  const left = countdown(claim.until - useNow(SECOND))
  return (
    <span className="sp-claim" data-testid="claim-left">
      {claim.mine ? t('claim.mine', { left }) : ` · ${t('claim.left', { left })}`}
    </span>
  )
}
