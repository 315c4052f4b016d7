import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Printed } from '../../../shared/console/print.ts'
import { useFormats } from '../../i18n/hooks.ts'
import { reasonText } from '../../i18n/sentences.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'

/** What goes on paper, beside the page on screen: who printed it and when stands above everything. */
export function PrintSheet({ printed, onDone }: { printed: Printed; onDone: () => void }) {
  const { t } = useTranslation()
  const { desk } = useStores()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  useEffect(() => {
    window.addEventListener('afterprint', onDone)
    desk.print()
    return () => window.removeEventListener('afterprint', onDone)
  }, [desk, onDone])
  return createPortal(
    <article hidden className="sp-print" aria-label={t(`print.${printed.scope}`)}>
      <header>
        <b>{printed.facility}</b> · {t(`print.${printed.scope}`)}
        <p>{t('print.by', { by: printed.by, time: formats.full(printed.at), zone })}</p>
        {printed.left > 0 && <p>{t('print.left', { count: printed.left })}</p>}
      </header>
      {printed.messages.map((message) => (
        <Message key={message.id} message={message} relationship={printed.relationship} />
      ))}
    </article>,
    document.body,
  )
}

function Message({ message, relationship }: { message: Printed['messages'][number]; relationship: string }) {
  const { t, i18n } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const reasons = useFrom('review', (s) => s.reasons)
  const formats = useFormats(zone)
  const { from, to } = message
  return (
    <section>
      <h2>
        {from.name} ({from.number}) → {to.name} ({to.number})
      </h2>
      <p>
        {[
          t(`direction.${message.direction}`),
          relationship,
          t('reading.sent', { time: formats.full(message.sentAt) }),
          t('reading.characters', { count: message.characters, n: formats.number(message.characters) }),
          t(`state.${message.state}`),
        ].join(' · ')}
      </p>
      {message.decisions.map((decision) => (
        <p key={decision.id}>
          {t(`decided.${decision.kind}`)}
          {decision.reasonId !== null && ` · ${reasonText(reasons, decision.reasonId, i18n.language)}`} · {decision.by},{' '}
          {formats.full(decision.at)}
        </p>
      ))}
      <div className="sp-print-text" dir="auto">
        {message.text ?? t('reading.withheld')}
      </div>
    </section>
  )
}
