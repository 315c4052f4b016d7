import type pg from 'pg'

/** Rows in one statement: enough that round trips do not count, few enough that memory does not either. */
const CHUNK = 2_000

/**
 * Inserts many rows with few statements, one array for each column.
 *
 * @param columns names with their types: `id uuid, name text`
 * @param onRows told after each statement how many rows it wrote
 */
export async function insertRows(
  client: pg.ClientBase,
  table: string,
  columns: string,
  rows: readonly (readonly unknown[])[],
  onRows: (count: number) => void = () => {},
): Promise<void> {
  const typed = columns.split(', ').map((column) => column.split(' '))
  const names = typed.map(([name]) => name).join(', ')
  const arrays = typed.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')
  for (let from = 0; from < rows.length; from += CHUNK) {
    const part = rows.slice(from, from + CHUNK)
    const values = typed.map(([, type], c) =>
      part.map((row) => (type === 'jsonb' && row[c] !== null ? JSON.stringify(row[c]) : row[c])),
    )
    await client.query(`INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays})`, values)
    onRows(part.length)
  }
}
