import { Button, Group, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useFrom, useStores } from '../stores/stores.tsx'

const ID = 'leave'

/** Signs out; where decisions have not been sent it says so first. They are kept either way. */
export function useSignOut(): () => void {
  const { t } = useTranslation()
  const { session } = useStores()
  return () => {
    const { sync, signOut } = session.getState()
    const waiting = sync?.waiting ?? 0
    if (waiting === 0) void signOut()
    else
      modals.open({
        modalId: ID,
        title: t('leave.title', { count: waiting }),
        closeButtonProps: { 'aria-label': t('app.close') },
        children: <Leave />,
      })
  }
}

function Leave() {
  const { t } = useTranslation()
  const waiting = useFrom('session', (s) => s.sync?.waiting ?? 0)
  const offline = useFrom('session', (s) => s.sync?.connection === 'offline')
  const signOut = useFrom('session', (s) => s.signOut)
  const leaving = useFrom('session', (s) => s.leaving)
  const leaveWhenSent = useFrom('session', (s) => s.leaveWhenSent)
  useEffect(() => () => leaveWhenSent(false), [leaveWhenSent])
  useEffect(() => {
    if (waiting > 0) return
    modals.close(ID)
    if (leaving) void signOut()
  }, [waiting, leaving, signOut])
  const now = () => {
    modals.close(ID)
    void signOut()
  }
  return (
    <>
      <Text size="sm" role="status">
        {offline ? t('leave.offline') : t('leave.online')} {t('line.waiting', { count: waiting })}.
      </Text>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={() => modals.close(ID)}>
          {t('app.cancel')}
        </Button>
        <Button variant={offline ? 'filled' : 'default'} onClick={now}>
          {t('leave.now')}
        </Button>
        {!offline && (
          <Button loading={leaving} onClick={() => leaveWhenSent(true)} data-autofocus>
            {t('leave.wait')}
          </Button>
        )}
      </Group>
    </>
  )
}
