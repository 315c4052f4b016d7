import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const config = z.strictObject({
  centralUrl: z.url({ protocol: /^https?$/ }).transform((address) => new URL(address).origin),
})
export type DesktopConfig = z.infer<typeof config>

/** A configuration that cannot be used; the message is a sentence for people. */
export class ConfigError extends Error {}

/**
 * Where the central service is: `--central=URL` on the command line, else `config.json` in the app's data folder.
 * @throws ConfigError
 */
export function readConfig(args: readonly string[], folder: string): DesktopConfig {
  const given = args.find((arg) => arg.startsWith('--central='))
  if (given !== undefined) {
    const parsed = config.safeParse({ centralUrl: given.slice('--central='.length) })
    if (!parsed.success) throw new ConfigError('--central needs an address such as https://central.example.')
    return parsed.data
  }
  const path = join(folder, 'config.json')
  const example = '{ "centralUrl": "https://central.example" }'
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new ConfigError(`Sallyport does not know its central service. Write ${example} into ${path}.`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new ConfigError(`${path} is no valid JSON. It should look like ${example}.`)
  }
  const parsed = config.safeParse(json)
  if (!parsed.success) throw new ConfigError(`${path} is not valid. It should look like ${example}.`)
  return parsed.data
}
