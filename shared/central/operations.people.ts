import { z } from 'zod'
import { id } from '../domain/ids.ts'
import { individual, member } from './entities.ts'
import { operation } from './operation.ts'

const none = z.object({})
const errors = ['forbidden', 'wrong_facility', 'not_found'] as const

/** What administrators record about the people on both sides. */
export const peopleOperations = {
  changeIndividual: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/individuals/:individualId',
    audience: 'staff',
    summary: 'Record a release, a transfer, a return or another housing unit',
    params: z.object({ facilityId: id, individualId: id }),
    query: none,
    body: individual
      .pick({ status: true })
      .extend({ housingUnit: z.string().min(1).max(40) })
      .partial(),
    answer: individual,
    errors: [...errors, 'invalid_input'],
  }),
  changeMember: operation({
    method: 'POST',
    path: '/v1/facilities/:facilityId/members/:memberId',
    audience: 'staff',
    summary: 'Deactivate the account of a member who has a contact here, or activate it again',
    params: z.object({ facilityId: id, memberId: id }),
    query: none,
    body: member.pick({ status: true }),
    answer: member,
    errors,
  }),
} as const
