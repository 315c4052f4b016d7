import type { FastifyRequest } from 'fastify'
import type { Audience } from '../../shared/central/operation.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { AccessService } from '../access/service.ts'
import type { WriteLimit } from '../access/writes.ts'
import type { StaffService } from '../staff/service.ts'
import type { Authenticate, Callers } from './routes.ts'

/**
 * Finds out who calls, by the bearer token, and whether an operation is for them. Writes of everybody but staff are
 * counted, by account and by address.
 */
export function authentication(access: AccessService, staff: StaffService, writes: WriteLimit): Authenticate {
  const callerOf = async (request: FastifyRequest, audience: Audience): Promise<Callers[Audience]> => {
    const writing = request.method !== 'GET'
    if (audience === 'anyone') {
      if (writing) writes.enter(null, request.ip)
      return null
    }
    const token = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined) throw new Refusal('unauthenticated')
    const session = await access.session(token)
    if (session.kind === 'staff') {
      if (audience !== 'staff') throw new Refusal('forbidden')
      return staff.principal(session.id, session.subject_id, session.workstation_id)
    }
    if (audience !== 'correspondent') throw new Refusal('forbidden')
    if (writing) writes.enter(session.subject_id, request.ip)
    return { kind: session.kind, id: session.subject_id }
  }
  return callerOf as Authenticate
}
