import { once } from 'node:events'
import { createServer } from 'node:net'
import { StartError } from './errors.ts'

/**
 * Checks that a port of the loopback interface can be had, before anything is started for it.
 * @throws StartError with a sentence for people
 */
export async function checkPort(port: number): Promise<void> {
  if (port === 0) return
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EACCES' ? 'may not be used by this account' : 'is in use by another program'
    throw new StartError(`Port ${port} ${why}. Choose another with --port, or leave it out.`)
  } finally {
    server.close()
  }
}
