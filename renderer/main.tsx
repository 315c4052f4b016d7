import '@fontsource-variable/inter/wght.css'
import '@fontsource/opendyslexic/400.css'
import '@fontsource/opendyslexic/700.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './app/styles/tokens.css'
import './app/styles/base.css'
import './app/styles/frame.css'
import './app/styles/floating.css'
import './features/review/queue.css'
import './features/review/reading.css'
import './features/review/review.css'
import './features/review/batch.css'
import './features/review/print.css'
import './features/contacts/contacts.css'
import './features/people/people.css'
import './features/restrictions/restrictions.css'
import './features/rules/rules.css'
import './features/rules/versions.css'
import './features/settings/settings.css'
import { createRoot } from 'react-dom/client'
import { openWire } from './api/bridge.ts'
import { createConnection } from './api/connection.ts'
import { createDesk } from './api/desk.ts'
import { App } from './app/App.tsx'
import { createI18n } from './i18n/i18n.ts'
import { createStores } from './stores/stores.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root.')
const connection = createConnection(() => openWire(window))
const stores = createStores(connection, createDesk(window, connection))
createRoot(root).render(<App stores={stores} i18n={createI18n('en')} root={root} />)
