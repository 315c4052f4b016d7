import { Button, FileButton, Modal } from '@mantine/core'
import { IconFileTypeCsv } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportReport, MOST_CSV } from '../../../shared/central/operations.people.ts'
import { Figures } from '../../components/Figures.tsx'
import { useFormats } from '../../i18n/hooks.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'
import { useTry } from '../../stores/useTry.ts'
import { LineList } from './LineList.tsx'

/** Imports a list of approved contacts: choose, look at what it would change and at every bad line, apply all of it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { contacts } = useStores()
  const importList = useFrom('contacts', (s) => s.importList)
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null)
  const [report, setReport] = useState<ImportReport | null>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const { busy, problem, attempt } = useTry(() => undefined)
  const look = (chosen: File | null) => {
    if (!chosen) return
    setReport(null)
    setTooLarge(chosen.size > MOST_CSV)
    if (chosen.size > MOST_CSV) return
    attempt(async () => {
      const csv = await chosen.text()
      setFile({ name: chosen.name, csv })
      setReport(await importList(csv))
    })
  }
  const apply = () => {
    if (file && report)
      attempt(async () => {
        setReport(await importList(file.csv, report.digest))
        contacts.getState().start()
      })
  }
  const changes = report ? report.created + report.approved : 0
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={file ? `${t('contacts.import.title')} · ${file.name}` : t('contacts.import.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className="sp-batch">
        {report ? (
          <Report report={report} />
        ) : (
          <>
            <p className="sp-dim">{t('contacts.import.hint')}</p>
            <pre className="sp-import-example">
              member_number,booking_number,relationship{'\n'}M-20411,2026-08017,Aunt
            </pre>
          </>
        )}
        {(problem || tooLarge) && (
          <p className="sp-problem" role="alert">
            {tooLarge ? t('contacts.import.tooLarge') : problem}
          </p>
        )}
        <div className="sp-dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t(report?.applied ? 'app.close' : 'app.cancel')}
          </Button>
          {!report?.applied && (
            <FileButton
              accept=".csv,text/csv"
              onChange={look}
              inputProps={{ 'aria-label': t('contacts.import.choose') }}
            >
              {(props) => (
                <Button
                  {...props}
                  data-autofocus
                  loading={busy && report === null}
                  variant={report ? 'default' : 'filled'}
                  leftSection={<IconFileTypeCsv size={15} aria-hidden="true" />}
                >
                  {t(report ? 'contacts.import.another' : 'contacts.import.choose')}
                </Button>
              )}
            </FileButton>
          )}
          {report && !report.applied && (
            <Button color="approve" loading={busy} disabled={report.bad.length > 0 || changes === 0} onClick={apply}>
              {t('contacts.import.apply', { count: changes })}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}

function Report({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const { number } = useFormats(undefined)
  const { bad, changes } = report
  const changed = report.created + report.approved
  const verdict: ReactNode = report.applied ? (
    <p className="sp-good" role="status">
      <b>{t('contacts.import.applied', { count: changed })}</b>
    </p>
  ) : bad.length > 0 ? (
    <p className="sp-hint" role="status">
      {t('contacts.import.hasBad', { count: bad.length })}
    </p>
  ) : (
    <p className="sp-dim" role="status">
      {t(changed === 0 ? 'contacts.import.nothing' : 'contacts.import.dryRun')}
    </p>
  )
  return (
    <>
      <Figures
        title={t('contacts.import.counts')}
        figures={[
          { name: t('contacts.import.lines'), value: number(report.lines) },
          { name: t('contacts.import.created'), value: number(report.created) },
          { name: t('contacts.import.approved'), value: number(report.approved) },
          { name: t('contacts.import.unchanged'), value: number(report.unchanged) },
          { name: t('contacts.import.bad'), value: number(bad.length) },
        ]}
      />
      {verdict}
      {bad.length > 0 && (
        <LineList
          label={t('contacts.import.badLines')}
          lines={bad.map((each) => ({
            line: number(each.line),
            text: t(`contacts.import.problem.${each.problem}`),
          }))}
        />
      )}
      {changes.length > 0 && (
        <LineList
          label={
            changed > changes.length
              ? t('contacts.import.firstChanges', { count: changes.length })
              : t('contacts.import.changes')
          }
          lines={changes.map((each) => ({
            line: number(each.line),
            text: t(`contacts.import.change.${each.what}`, {
              member: each.member,
              individual: each.individual,
              relationship: each.relationship,
            }),
          }))}
        />
      )}
    </>
  )
}
