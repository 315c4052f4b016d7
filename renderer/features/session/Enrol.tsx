import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useFrom } from '../../stores/stores.tsx'
import { Door } from './Door.tsx'
import { TroublePanel } from './TroublePanel.tsx'
import { isTrouble } from './troubles.ts'

/** Exchanges a code of an administrator's for the enrolment of this workstation. */
export function Enrol({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const trouble = useFrom('session', (s) => s.session?.trouble)
  const enrol = useFrom('session', (s) => s.enrol)
  const busy = useFrom('session', (s) => s.signingIn)
  const error = useFrom('session', (s) => s.enrolError)
  const form = useForm({ initialValues: { code: '' } })
  return (
    <Door title={t('enrol.title')}>
      <form
        className="sp-sign-form"
        onSubmit={form.onSubmit(async ({ code }) => {
          if (await enrol(code)) onDone()
        })}
      >
        {isTrouble(trouble) && <TroublePanel trouble={trouble} />}
        <p className="sp-dim">{t('enrol.text')}</p>
        <TextInput
          label={t('enrol.code')}
          description={t('enrol.codeHint')}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
          minLength={16}
          maxLength={40}
          classNames={{ input: 'sp-code' }}
          {...form.getInputProps('code')}
        />
        {error && (
          <p className="sp-problem" role="alert">
            {t(`error.${error}`)}
          </p>
        )}
        <Button type="submit" size="sm" loading={busy}>
          {t('enrol.submit')}
        </Button>
        <Button variant="subtle" size="sm" onClick={onDone}>
          {t('enrol.cancel')}
        </Button>
      </form>
    </Door>
  )
}
