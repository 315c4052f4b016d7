import { parseArgs } from 'node:util'

export interface StartOptions {
  readonly browser: boolean
  /** Address of a central service that runs already; null: the demo is started. */
  readonly central: string | null
  readonly reset: boolean
  /** The data folder; null: the usual one of this system. */
  readonly data: string | null
  /** The port of the demo's central service; 0 for any free one. */
  readonly port: number
  readonly open: boolean
}

export const help = `Starts Sallyport: the demo facility's central service and the console.

  npm start -- [options]

  --browser       open the console in the browser, even where Electron could be used
  --central URL   use that central service instead of starting the demo
  --reset         throw the demo's data away and start over
  --data DIR      keep the data there
  --port N        the port of the demo's central service (any free one by default)
  --no-open       open no browser, only print the address
  --help          this text
`

/** An option that cannot be understood; the message is a sentence for people. */
export class OptionError extends Error {}

/**
 * Reads the command line of the start script; null when help is asked for.
 * @throws OptionError
 */
export function parseStartOptions(args: readonly string[]): StartOptions | null {
  const values = read(args)
  if (values.help === true) return null
  const port = values.port ?? '0'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new OptionError(`--port needs a number from 0 to 65535, not "${port}".`)
  }
  if (values.data === '') throw new OptionError('--data needs a folder.')
  const central = values.central === undefined ? null : address(values.central)
  for (const option of ['reset', 'port'] as const) {
    if (central !== null && values[option] !== undefined) {
      throw new OptionError(`--${option} is about the demo's central service and cannot be used with --central.`)
    }
  }
  return {
    browser: values.browser === true,
    central,
    reset: values.reset === true,
    data: values.data ?? null,
    port: Number(port),
    open: values['no-open'] !== true,
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        browser: { type: 'boolean' },
        central: { type: 'string' },
        reset: { type: 'boolean' },
        data: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    const sentence = error instanceof Error ? (error.message.split(/\.?\n|\. /)[0] ?? '') : String(error)
    throw new OptionError(`${sentence}. See npm start -- --help.`)
  }
}

function address(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '') {
    throw new OptionError(`--central needs an address such as https://central.example, not "${text}".`)
  }
  return url.origin
}
