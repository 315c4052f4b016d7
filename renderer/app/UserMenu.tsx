import { Divider, Popover, SegmentedControl, Switch, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconKeyboard, IconLock, IconLogout, IconSettings, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../shared/console/settings.ts'
import { may } from '../../shared/domain/roles.ts'
import { KeyCap } from '../components/KeyCap.tsx'
import { useFrom, useKeyHints } from '../stores/stores.tsx'
import { useErase } from './useErase.tsx'
import { useSignOut } from './useSignOut.tsx'

/** Who is signed in, how the console looks for them, and the way out. */
export function UserMenu() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const user = useFrom('session', (s) => s.session?.user)
  const offline = useFrom('session', (s) => s.session?.offline)
  const settings = useFrom('session', (s) => s.settings)
  const change = useFrom('session', (s) => s.change)
  const signOut = useSignOut()
  const erase = useErase()
  const hints = useKeyHints()
  const lock = useFrom('session', (s) => s.lock)
  const showSheet = useFrom('rooms', (s) => s.showSheet)
  const showSettings = useFrom('rooms', (s) => s.showSettings)
  if (!user) return null
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus width="19rem">
      <Popover.Target>
        <button type="button" className="sp-user" onClick={() => setOpen(!open)} aria-expanded={open}>
          <b>{user.name}</b> <span className="sp-dim">· {t(`role.${user.role}`)}</span>{' '}
          {offline && <span className="sp-badge">{t('user.offlineSession')}</span>}
          <IconChevronDown size={13} aria-hidden="true" style={{ verticalAlign: '-2px' }} />
        </button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('user.menu')}>
        <div className="sp-menu">
          <Choice
            label={t('user.theme')}
            value={settings.theme}
            options={['auto', 'light', 'dark', 'contrast'] as const}
            text={(value) => t(`user.${value}`)}
            onChange={(theme) => change({ theme })}
            vertical
          />
          <Choice
            label={t('user.textSize')}
            value={settings.textSize}
            options={['small', 'medium', 'large'] as const}
            text={(value) => t(`user.${value}`)}
            onChange={(textSize) => change({ textSize })}
          />
          <Choice
            label={t('user.language')}
            value={settings.language}
            options={['en', 'es'] as const}
            text={(value) => (value === 'en' ? 'English' : 'Español')}
            onChange={(language) => change({ language })}
          />
          <Switch
            size="sm"
            label={t('user.singleKeys')}
            description={t('user.singleKeysHint')}
            checked={settings.singleKeyShortcuts}
            onChange={(event) => change({ singleKeyShortcuts: event.currentTarget.checked })}
          />
          <Colleagues me={user.id} />
          <Divider />
          <UnstyledButton
            className="sp-menu-item"
            onClick={() => {
              setOpen(false)
              showSettings('look')
            }}
          >
            <IconSettings size={16} aria-hidden="true" /> {t('settings.open')}
          </UnstyledButton>
          <UnstyledButton
            className="sp-menu-item"
            onClick={() => {
              setOpen(false)
              showSheet(true)
            }}
          >
            <IconKeyboard size={16} aria-hidden="true" /> {t('user.shortcuts')}
          </UnstyledButton>
          {may(user.role, 'administer') && (
            <UnstyledButton
              className="sp-menu-item"
              onClick={() => {
                setOpen(false)
                erase()
              }}
            >
              <IconTrash size={16} aria-hidden="true" /> {t('erase.open')}
            </UnstyledButton>
          )}
          <UnstyledButton className="sp-menu-item" onClick={() => void lock()}>
            <IconLock size={16} aria-hidden="true" /> {t('lock.now')}
            <span className="sp-grow" />
            <KeyCap keys={hints.caps('lock')} />
          </UnstyledButton>
          <UnstyledButton
            className="sp-menu-item"
            onClick={() => {
              setOpen(false)
              signOut()
            }}
          >
            <IconLogout size={16} aria-hidden="true" /> {t('user.signOut')}
          </UnstyledButton>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Who else of the staff is connected; nothing while that cannot be known. */
function Colleagues({ me }: { me: string }) {
  const { t } = useTranslation()
  const present = useFrom('claims', (s) => s.present)
  if (present.length === 0) return null
  const names = present.filter((each) => each.id !== me).map((each) => each.name)
  return (
    <div>
      <p className="sp-caption">{t('claim.present')}</p>
      <p>{names.length === 0 ? t('claim.alone') : names.join(', ')}</p>
    </div>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: readonly T[]
  text: (value: T) => string
  onChange: (value: T) => void
  vertical?: boolean
}

function Choice<T extends Settings['theme'] | Settings['textSize'] | Settings['language']>(props: ChoiceProps<T>) {
  return (
    <div>
      <p className="sp-caption" style={{ marginBottom: '0.25rem' }}>
        {props.label}
      </p>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={props.label}
        orientation={props.vertical ? 'vertical' : 'horizontal'}
        value={props.value}
        data={props.options.map((value) => ({ value, label: props.text(value) }))}
        onChange={(value) => props.onChange(value as T)}
      />
    </div>
  )
}
