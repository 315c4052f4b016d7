import type { Connection } from '../api/connection.ts'

/** Runs when somebody else is signed in, or nobody any more: what one user had open may be closed to the next. */
export function onOtherUser(connection: Connection, run: () => void): void {
  // Undefined until a first event tells; a page that is opened while somebody is signed in is told by none.
  let known: string | null | undefined
  connection.on('session', ({ user }) => {
    const before = known
    known = user?.id ?? null
    if (known === null || (before !== undefined && before !== known)) run()
  })
}
