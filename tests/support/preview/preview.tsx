import '@fontsource-variable/inter/wght.css'
import '@fontsource/opendyslexic/400.css'
import '@fontsource/opendyslexic/700.css'
import '@mantine/core/styles.css'
import '@mantine/charts/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../../../renderer/app/styles/tokens.css'
import '../../../renderer/app/styles/base.css'
import '../../../renderer/app/styles/frame.css'
import '../../../renderer/app/styles/floating.css'
import '../../../renderer/app/palette/palette.css'
import '../../../renderer/features/review/queue.css'
import '../../../renderer/features/review/reading.css'
import '../../../renderer/features/review/review.css'
import '../../../renderer/features/review/batch.css'
import '../../../renderer/features/review/print.css'
import '../../../renderer/features/contacts/contacts.css'
import '../../../renderer/features/people/people.css'
import '../../../renderer/features/restrictions/restrictions.css'
import '../../../renderer/features/rules/rules.css'
import '../../../renderer/features/rules/form.css'
import '../../../renderer/features/rules/simulation/simulation.css'
import '../../../renderer/features/rules/versions.css'
import '../../../renderer/features/rules/watchlists/watchlists.css'
import '../../../renderer/features/settings/settings.css'
import { createRoot } from 'react-dom/client'
import { createConnection } from '../../../renderer/api/connection.ts'
import { createDesk } from '../../../renderer/api/desk.ts'
import { App } from '../../../renderer/app/App.tsx'
import { createI18n } from '../../../renderer/i18n/i18n.ts'
import { createStores } from '../../../renderer/stores/stores.tsx'
import { settings } from '../../../shared/console/settings.ts'
import { role } from '../../../shared/domain/roles.ts'
import { createFakeWorkstation } from '../fake-workstation.ts'

/** Shows the console on the fake workstation; `?role=supervisor&theme=dark&size=5000&signedOut` choose what. */
const query = new URLSearchParams(location.search)
const chosen = settings.partial().parse({
  ...(query.has('theme') ? { theme: query.get('theme') } : {}),
  ...(query.has('language') ? { language: query.get('language') } : {}),
  ...(query.has('text') ? { textSize: query.get('text') } : {}),
})
const fake = createFakeWorkstation({
  size: Number(query.get('size') ?? 424),
  role: role.catch('officer').parse(query.get('role')),
  signedIn: !query.has('signedOut'),
  settings: Object.fromEntries(Object.entries(chosen)),
})
Object.assign(window, { fake })
const root = document.getElementById('root')
if (!root) throw new Error('The page has no root.')
const connection = createConnection(() => Promise.resolve(fake.wire))
const stores = createStores(connection, createDesk(window, connection))
createRoot(root).render(<App stores={stores} i18n={createI18n('en')} root={root} />)
