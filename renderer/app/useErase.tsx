import { Button, Group, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useTranslation } from 'react-i18next'
import { useFrom } from '../stores/stores.tsx'

const ID = 'erase'

/** Asks before everything that this workstation keeps is deleted: for a computer that is given away. */
export function useErase(): () => void {
  const { t } = useTranslation()
  return () =>
    modals.open({
      modalId: ID,
      title: t('erase.title'),
      closeButtonProps: { 'aria-label': t('app.close') },
      children: <Erase />,
    })
}

function Erase() {
  const { t } = useTranslation()
  const waiting = useFrom('session', (s) => s.sync?.waiting ?? 0)
  const erase = useFrom('session', (s) => s.erase)
  return (
    <>
      <Text size="sm">
        {t('erase.text')} {waiting > 0 && <b>{t('erase.waiting', { count: waiting })}</b>}
      </Text>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={() => modals.close(ID)} data-autofocus>
          {t('app.cancel')}
        </Button>
        <Button
          color="reject"
          onClick={() => {
            modals.close(ID)
            void erase()
          }}
        >
          {t('erase.submit')}
        </Button>
      </Group>
    </>
  )
}
