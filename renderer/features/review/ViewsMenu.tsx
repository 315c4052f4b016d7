import { ActionIcon, Menu } from '@mantine/core'
import { IconBookmark, IconCheck, IconPencil } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queueColumn } from '../../../shared/console/review.ts'
import type { SavedView } from '../../../shared/console/views.ts'
import { useFrom } from '../../stores/stores.tsx'
import { ViewDialog } from './ViewDialog.tsx'

/** Saved ways of looking at the queues, this user's and the facility's, and what rows show. */
export function ViewsMenu() {
  const { t } = useTranslation()
  const views = useFrom('views', (s) => s.views)
  const active = useFrom('views', (s) => s.active)
  const load = useFrom('views', (s) => s.load)
  const choose = useFrom('views', (s) => s.choose)
  const columns = useFrom('review', (s) => s.columns)
  const setColumns = useFrom('review', (s) => s.setColumns)
  const may = useFrom('session', (s) => s.may)
  const [dialog, setDialog] = useState<SavedView | 'new' | null>(null)
  const chosen = views.find((view) => view.id === active)
  useEffect(() => void load(), [load])
  return (
    <>
      <Menu position="bottom-end" width="16rem" closeOnItemClick={false}>
        <Menu.Target>
          <ActionIcon
            variant={chosen ? 'light' : 'subtle'}
            color={chosen ? 'accent' : 'gray'}
            aria-label={chosen ? t('views.openNamed', { name: chosen.name }) : t('views.open')}
          >
            <IconBookmark size={16} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Scroll>
            {views.length === 0 && <Menu.Label>{t('views.none')}</Menu.Label>}
            {(['private', 'shared'] as const).map((scope) => {
              const those = views.filter((view) => view.scope === scope)
              if (those.length === 0) return null
              return [
                <Menu.Label key={scope}>{t(`views.${scope}`)}</Menu.Label>,
                ...those.map((view) => (
                  <div key={view.id} className="sp-view">
                    <Menu.Item
                      leftSection={<Check on={view.id === active} />}
                      closeMenuOnClick
                      onClick={() => choose(view)}
                    >
                      {view.name}
                      {view.waiting && <span className="sp-dim"> · {t('views.waiting')}</span>}
                    </Menu.Item>
                    {(scope === 'private' || may('share_views')) && (
                      <Menu.Item
                        className="sp-view-edit"
                        aria-label={t('views.edit', { name: view.name })}
                        closeMenuOnClick
                        onClick={() => setDialog(view)}
                      >
                        <IconPencil size={14} />
                      </Menu.Item>
                    )}
                  </div>
                )),
              ]
            })}
            <Menu.Item closeMenuOnClick onClick={() => setDialog('new')}>
              {t('views.save')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Label>{t('views.columns')}</Menu.Label>
            {queueColumn.options.map((column) => {
              const on = columns.includes(column)
              return (
                <Menu.CheckboxItem
                  key={column}
                  checked={on}
                  onChange={() =>
                    setColumns(queueColumn.options.filter((each) => (each === column ? !on : columns.includes(each))))
                  }
                >
                  {t(`views.column.${column}`)}
                </Menu.CheckboxItem>
              )
            })}
          </Scroll>
        </Menu.Dropdown>
      </Menu>
      {dialog !== null && <ViewDialog view={dialog === 'new' ? null : dialog} onClose={() => setDialog(null)} />}
    </>
  )
}

function Scroll({ children }: { children: React.ReactNode }) {
  return <div className="sp-views">{children}</div>
}

function Check({ on }: { on: boolean }) {
  return <IconCheck size={14} stroke={2.4} aria-hidden="true" style={{ visibility: on ? 'visible' : 'hidden' }} />
}
