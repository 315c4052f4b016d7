import { may } from '../../shared/domain/roles.ts'
import type { AuditService } from '../audit/service.ts'
import type { BatchService } from '../commands/batches.ts'
import type { FacilityAdministration } from '../facility/administration.ts'
import type { ArchiveService } from '../messaging/archive.ts'
import type { ReadService } from '../messaging/reads.ts'
import type { StaffAccounts } from '../staff/accounts.ts'
import type { WorkstationService } from '../workstations/service.ts'
import { requireFacility } from './permissions.ts'
import type { Handlers } from './routes.ts'

export interface AdministrationServices {
  readonly facility: FacilityAdministration
  readonly accounts: StaffAccounts
  readonly workstations: WorkstationService
  readonly archive: ArchiveService
  readonly reads: ReadService
  readonly batches: BatchService
  readonly audit: AuditService
}

type Names =
  | keyof typeof import('../../shared/central/operations.administration.ts').administrationOperations
  | keyof typeof import('../../shared/central/operations.records.ts').recordOperations

/** Administration of a facility, and reading its archive and its trail. */
export function administrationHandlers(services: AdministrationServices): Pick<Handlers, Names> {
  const { facility, accounts, workstations, archive, reads, batches, audit } = services
  return {
    facilitySettings: async ({ caller, params }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return facility.settings(params.facilityId)
    },
    changeFacility: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return facility.change(caller, body.basedOn, body.change)
    },
    listReasons: async ({ caller, params }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return { reasons: await facility.reasons(params.facilityId) }
    },
    addReason: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return facility.addReason(caller, body)
    },
    changeReason: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      const { basedOn, ...change } = body
      return facility.changeReason(caller, params.reasonId, basedOn, change)
    },
    listStaff: async ({ caller, params }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return { staff: await accounts.list(params.facilityId) }
    },
    createStaff: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return accounts.create(caller, body)
    },
    changeStaff: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      const { basedOn, ...change } = body
      return accounts.change(caller, params.staffId, basedOn, change)
    },
    resetPassword: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      await accounts.resetPassword(caller, params.staffId, body.password)
      return {}
    },
    createEnrolmentCode: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return workstations.createCode(caller, body.name, body.validMinutes)
    },
    enrolWorkstation: ({ body }) => workstations.enrol(body.code),
    listWorkstations: async ({ caller, params }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return { workstations: await workstations.list(params.facilityId) }
    },
    revokeWorkstation: async ({ caller, params }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return workstations.revoke(caller, params.workstationId)
    },
    reportReads: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'read_queues')
      return { recorded: await reads.report(caller, body.reads) }
    },
    batch: async ({ caller, params }) => {
      requireFacility(caller, params.facilityId, 'read_own_audit')
      return batches.results(caller, params.batchId)
    },
    searchMessages: async ({ caller, params, query }) => {
      requireFacility(caller, params.facilityId, 'search_everything')
      const { cursor, limit, ...filter } = query
      return archive.search(caller, filter, cursor, limit)
    },
    staffMessage: async ({ caller, params }) => {
      requireFacility(caller, params.facilityId, 'search_everything')
      return archive.message(caller, params.messageId)
    },
    staffThread: async ({ caller, params, query }) => {
      requireFacility(caller, params.facilityId, 'read_queues')
      return archive.thread(caller, params.contactId, query.cursor, query.limit)
    },
    listAudit: async ({ caller, params, query }) => {
      requireFacility(caller, params.facilityId, 'read_own_audit')
      // Who may read only the own acts is given those, whatever was asked for.
      const own = may(caller.role, 'read_audit') ? {} : { actorId: caller.id }
      return audit.list(params.facilityId, { ...query, ...own })
    },
    verifyAudit: async ({ caller, params }) => {
      requireFacility(caller, params.facilityId, 'read_audit')
      return audit.verify(params.facilityId)
    },
  }
}
