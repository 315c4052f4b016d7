import { startCentral } from '../../central/compose.ts'

/** The central service in a process of its own; a harness writes faster than people, so it is given other limits. */
const { databaseUrl, port } = JSON.parse(process.argv[2] ?? '{}') as { databaseUrl: string; port: number }
process.on('disconnect', () => process.exit(0))
const writeLimits = { perAccount: 1_000_000, perAddress: 1_000_000 }
const central = await startCentral({ databaseUrl, host: '127.0.0.1', port, writeLimits })
process.send?.({ url: central.url })
