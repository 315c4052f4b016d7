import { parseArgs } from 'node:util'
import { z } from 'zod'

const options = z.object({
  central: z
    .url({ protocol: /^https?$/, error: '--central needs an address such as https://central.example' })
    .transform((address) => address.replace(/\/+$/, '')),
  data: z.string('--data needs a folder').min(1, '--data needs a folder'),
  port: z.coerce
    .number('--port needs a number from 0 to 65535')
    .pipe(
      z
        .int('--port needs a number from 0 to 65535')
        .min(0, '--port needs a number from 0 to 65535')
        .max(65_535, '--port needs a number from 0 to 65535'),
    ),
})
export type BrowserOptions = z.infer<typeof options>

/**
 * Reads the command line of the browser host.
 * @throws Error with one sentence for people
 */
export function parseBrowserOptions(args: readonly string[]): BrowserOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { central: { type: 'string' }, data: { type: 'string' }, port: { type: 'string', default: '0' } },
  })
  const parsed = options.safeParse(values)
  if (!parsed.success) throw new Error(parsed.error.issues[0]?.message ?? 'The options are not valid.')
  return parsed.data
}
