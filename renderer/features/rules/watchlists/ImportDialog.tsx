import { Button, FileButton, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_TERMS, type Watchlist } from '../../../../shared/screening/rules.ts'
import { useFormats } from '../../../i18n/hooks.ts'
import { type DryRun, readCsv } from './csv.ts'

interface Props {
  list: Watchlist
  /** How many more terms the rule set takes. */
  room: number
  onImport: (list: Watchlist) => void
  onClose: () => void
}

/** Most bytes of a file: many times 50,000 terms. */
const LARGEST = 20_000_000
const LISTED = 200

/** Reads a file without taking anything over: what it would bring, and every bad line. All of it goes in, or nothing. */
export function ImportDialog({ list, room, onImport, onClose }: Props) {
  const { t } = useTranslation()
  const formats = useFormats(undefined)
  const [run, setRun] = useState<(DryRun & { name: string }) | null>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const take = async (file: File | null) => {
    if (!file) return
    setRun(null)
    setTooLarge(file.size > LARGEST)
    if (file.size <= LARGEST) setRun({ ...readCsv(await file.text(), list), name: file.name })
  }
  const brings = run ? run.terms.length + run.exceptions.length : 0
  const full = run !== null && run.terms.length > room
  const n = formats.number
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('watchlist.importTitle', { name: list.name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="sp-batch">
        <p className="sp-dim">{t('watchlist.importHint')}</p>
        <p>
          <code>kind,text,near,within,whole_word</code>
        </p>
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void take(file)}>
          {(props) => (
            <Button {...props} data-autofocus variant="default">
              {t('watchlist.chooseFile')}
            </Button>
          )}
        </FileButton>
        {tooLarge && <p role="alert">{t('watchlist.tooLarge')}</p>}
        {run && (
          <section aria-label={t('watchlist.dryRun')} role="status">
            <p>
              <b>{run.name}</b>:{' '}
              {t('watchlist.brings', {
                terms: n(run.terms.length),
                exceptions: n(run.exceptions.length),
                repeated: n(run.repeated),
              })}
            </p>
            {full && <p className="sp-hint">{t('watchlist.full', { n: n(MAX_TERMS) })}</p>}
            {run.bad.length > 0 && (
              <>
                <p className="sp-hint">{t('watchlist.badLines', { count: run.bad.length })}</p>
                <ol className="sp-bad-lines">
                  {run.bad.slice(0, LISTED).map(({ line, problem }) => (
                    <li key={line}>
                      <b>{t('watchlist.line', { line })}</b> {t(`watchlist.problem.${problem}`)}
                    </li>
                  ))}
                </ol>
                {run.bad.length > LISTED && (
                  <p className="sp-dim">{t('watchlist.moreLines', { count: run.bad.length - LISTED })}</p>
                )}
              </>
            )}
          </section>
        )}
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            disabled={!run || brings === 0 || run.bad.length > 0 || full}
            onClick={() => {
              if (!run) return
              const exceptions = [...(list.exceptions ?? []), ...run.exceptions]
              const terms = [...list.terms, ...run.terms]
              onImport(exceptions.length > 0 ? { ...list, terms, exceptions } : { ...list, terms })
              onClose()
            }}
          >
            {t('watchlist.takeOver', { count: brings, n: n(brings) })}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
