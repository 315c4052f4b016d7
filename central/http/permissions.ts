import { Refusal } from '../../shared/domain/errors.ts'
import { may, type Permission } from '../../shared/domain/roles.ts'
import type { StaffPrincipal } from '../staff/service.ts'

/** @throws Refusal wrong_facility, forbidden, unless the caller may do this at this facility */
export function requireFacility(who: StaffPrincipal, facilityId: string, permission: Permission): void {
  if (who.facilityId !== facilityId) throw new Refusal('wrong_facility')
  if (!may(who.role, permission)) throw new Refusal('forbidden')
}
