/**
 * Who may import whom (docs/architecture.md). Run by `npm run boundaries`, part of the test command.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid('no-circular', 'Dependencies run one way.', {}, { circular: true }),
    forbid('no-unresolved', 'Every import resolves.', {}, { couldNotResolve: true, pathNot: '\\?' }),
    forbid(
      'shared-is-pure',
      'shared imports pure libraries only.',
      { path: '^shared/' },
      { path: '^(electron|renderer|central|build|tests)/' },
    ),
    forbid('shared-no-node', 'shared runs in a browser too.', { path: '^shared/' }, { dependencyTypes: ['core'] }),
    forbid(
      'renderer-shared-only',
      'renderer imports shared and libraries.',
      { path: '^renderer/' },
      { path: '^(electron|central|build|tests)/' },
    ),
    forbid('renderer-no-node', 'The renderer is sandboxed.', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
    forbid(
      'features-apart',
      'Features do not import each other.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    ),
    forbid(
      'features-not-app',
      'Features do not reach into the frame.',
      { path: '^renderer/(features|stores|api|components|i18n)/' },
      { path: '^renderer/app/' },
    ),
    forbid(
      'components-are-leaves',
      'components import nothing of ours.',
      { path: '^renderer/components/' },
      { path: '^(renderer|shared)/', pathNot: '^renderer/components/' },
    ),
    forbid(
      'bridge-only-in-api',
      'Only stores, features and the frame use the api; the api is the sole user of the bridge.',
      { path: '^renderer/(components|i18n)/' },
      { path: '^renderer/api/' },
    ),
    forbid(
      'workstation-apart',
      'The workstation knows no host, no renderer and no central code.',
      { path: '^electron/workstation/' },
      { path: '^(renderer|central|build|tests|electron/(desktop|browser|main|preload))' },
    ),
    forbid(
      'workstation-no-electron',
      'Only electron/desktop, main and preload know Electron.',
      { path: '^(electron/(workstation|browser)|renderer|shared|central)/' },
      { path: '(^|/)node_modules/electron/' },
    ),
    forbid(
      'cache-at-the-bottom',
      'The cache imports neither sync nor console.',
      { path: '^electron/workstation/cache/' },
      { path: '^electron/workstation/(sync|console)/' },
    ),
    forbid(
      'sync-not-console',
      'sync uses the cache only.',
      { path: '^electron/workstation/sync/' },
      { path: '^electron/workstation/console/' },
    ),
    forbid(
      'sql-only-in-cache',
      'SQL stands only under cache.',
      { path: '^electron/', pathNot: '^electron/workstation/cache/' },
      { path: 'node_modules/better-sqlite3' },
    ),
    forbid(
      'hosts-start-the-worker',
      'A host imports of the workstation only what starts it.',
      { path: '^electron/(desktop|browser)/' },
      { path: '^electron/workstation/', pathNot: '^electron/workstation/(start|ports)\\.ts$' },
    ),
    forbid(
      'central-shared-only',
      'central imports shared.',
      { path: '^central/' },
      { path: '^(electron|renderer|build|tests)/' },
    ),
    forbid(
      'http-on-top',
      'Capabilities do not know HTTP.',
      { path: '^central/', pathNot: '^central/(http|main|compose)' },
      { path: '^central/http/' },
    ),
    forbid(
      'database-at-the-bottom',
      'The database layer knows no capability.',
      { path: '^central/database/' },
      { path: '^central/', pathNot: '^central/database/' },
    ),
    forbid(
      'stores-are-private',
      'A capability reaches another through its service.',
      { path: '^central/([^/]+)/', pathNot: '^central/demo/' },
      { path: '^central/[^/]+/store\\.ts$', pathNot: '^central/$1/' },
    ),
    forbid(
      'demo-apart',
      'Only composition roots import the demo.',
      { path: '^(central|electron|renderer|shared)/', pathNot: '^central/(demo/|main\\.ts|compose\\.ts)' },
      { path: '^central/demo/' },
    ),
    forbid(
      'nothing-imports-tests',
      'Tests are imported by tests.',
      { path: '^(shared|electron|renderer|central|build)/' },
      { path: '^tests/' },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
    },
  },
}
