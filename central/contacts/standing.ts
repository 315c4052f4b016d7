import type { Individual, Member } from '../../shared/central/entities.ts'
import { Refusal } from '../../shared/domain/errors.ts'
import type { AuditService } from '../audit/service.ts'
import type { Database } from '../database/database.ts'
import type { FacilityService } from '../facility/service.ts'
import type { FeedService } from '../feed/service.ts'
import type { ReturnService } from '../messaging/returns.ts'
import {
  facilitiesOf,
  holdIndividual,
  holdMember,
  individualOf,
  knownTo,
  memberOf,
  updateIndividual,
  updateMember,
} from './store.ts'

export interface StandingService {
  /**
   * Records a release, a transfer, a return or another housing unit. What is scheduled for somebody who has left goes
   * back to review.
   * @throws Refusal not_found, wrong_facility, invalid_input for a housing unit that the facility does not have
   */
  changeIndividual(
    by: { readonly facilityId: string; readonly staffId: string },
    individualId: string,
    change: { readonly status?: Individual['status'] | undefined; readonly housingUnit?: string | undefined },
  ): Promise<Individual>
  /** Deactivates a member who has a contact at the facility, or activates them again. @throws Refusal not_found */
  changeMember(
    by: { readonly facilityId: string; readonly staffId: string },
    memberId: string,
    status: Member['status'],
  ): Promise<Member>
}

/** Who is here and whose account is active, as administrators record it. */
export function standingService(
  database: Database,
  facilities: FacilityService,
  returns: ReturnService,
  feed: FeedService,
  audit: AuditService,
): StandingService {
  return {
    changeIndividual: (by, individualId, change) =>
      database.transaction(async (tx) => {
        const row = await holdIndividual(tx, individualId)
        if (row === null) throw new Refusal('not_found')
        if (row.facility_id !== by.facilityId) throw new Refusal('wrong_facility')
        const { housingUnits } = await facilities.facility(tx, by.facilityId)
        if (change.housingUnit !== undefined && !housingUnits.includes(change.housingUnit)) {
          throw new Refusal('invalid_input', [{ path: 'housingUnit', problem: 'no housing unit of the facility' }])
        }
        const next = {
          ...row,
          status: change.status ?? row.status,
          housing_unit: change.housingUnit ?? row.housing_unit,
          version: row.version + 1,
        }
        await updateIndividual(tx, next)
        await returns.undeliverable(tx, by.facilityId)
        audit.record(tx, by.facilityId, {
          actorId: by.staffId,
          action: 'individual.changed',
          subjectId: row.id,
          details: { status: next.status, moved: next.housing_unit !== row.housing_unit },
        })
        feed.put(tx, by.facilityId, 'individual', next.version, individualOf(next))
        return individualOf(next)
      }),
    changeMember: (by, memberId, status) =>
      database.transaction(async (tx) => {
        const row = await holdMember(tx, memberId)
        if (row === null || !(await knownTo(tx, by.facilityId, 'member', memberId))) throw new Refusal('not_found')
        const next = { ...row, status, version: row.version + 1 }
        await updateMember(tx, next)
        audit.record(tx, by.facilityId, {
          actorId: by.staffId,
          action: 'member.changed',
          subjectId: row.id,
          details: { status },
        })
        // The account is one, at every facility where the member has a contact.
        for (const facilityId of await facilitiesOf(tx, memberId)) {
          await returns.undeliverable(tx, facilityId)
          feed.put(tx, facilityId, 'member', next.version, memberOf(next))
        }
        return memberOf(next)
      }),
  }
}
