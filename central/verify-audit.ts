import { parseArgs } from 'node:util'
import { verifyTrail } from './audit/verify.ts'
import { openDatabase } from './database/database.ts'

const usage = `Checks the audit trail of one facility, or of all of them, and says which entries do not hold.

  --database URL   the PostgreSQL, as in DATABASE_URL, which is taken when this is not given
  --facility ID    only this facility

Ends with 0 when everything holds, 1 when something does not, 2 when it could not be checked.
`

const sentences = {
  altered: 'its content is not what was written',
  missing: 'is missing',
  reordered: 'was written at another place',
  unlinked: 'does not follow from the entry before it',
  beyond_the_end: 'stands after the end of the trail',
} as const

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

function options(): { database: string; facility: string | undefined } {
  try {
    const { values } = parseArgs({
      options: { database: { type: 'string' }, facility: { type: 'string' }, help: { type: 'boolean' } },
    })
    if (values.help === true) {
      process.stdout.write(usage)
      process.exit(0)
    }
    const database = values.database ?? process.env.DATABASE_URL ?? ''
    if (!/^postgres(ql)?:\/\//.test(database) || !URL.canParse(database)) {
      return fail('--database needs an address of the form postgres://user:password@host:port/database.')
    }
    return { database, facility: values.facility }
  } catch (error) {
    return fail(`${(error as Error).message.split(/[\n.]/)[0]}. --help lists the options.`)
  }
}

const { database: url, facility } = options()
const database = openDatabase(url, () => undefined, 1)
let broken = 0
try {
  const facilities = await database.query<{ id: string }>(
    'SELECT id FROM facilities WHERE $1::text IS NULL OR id::text = $1 ORDER BY id',
    [facility ?? null],
  )
  if (facilities.length === 0) fail('There is no such facility in this database.')
  for (const { id } of facilities) {
    const report = await database.reading((db) => verifyTrail(db, id))
    if (report.holds) {
      process.stdout.write(`${id}: ${report.entries} entries, all hold; ends with ${report.end.hash}\n`)
      continue
    }
    broken++
    for (const { position, problem, belongsAt } of report.problems) {
      const where = belongsAt === null ? '' : `: it belongs at ${belongsAt}`
      process.stdout.write(`${id}: entry ${position} ${sentences[problem]}${where}\n`)
    }
  }
} catch (error) {
  fail(`The trail could not be read: ${(error as { code?: string }).code ?? (error as Error).name}.`)
} finally {
  await database.close()
}
process.exitCode = broken === 0 ? 0 : 1
