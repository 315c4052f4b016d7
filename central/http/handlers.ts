import type { CommandResult } from '../../shared/central/commands.ts'
import { errorSentences } from '../../shared/domain/errors.ts'
import { may } from '../../shared/domain/roles.ts'
import type { CareService } from '../care/service.ts'
import type { ClaimService } from '../claims/service.ts'
import type { CommandService } from '../commands/service.ts'
import type { BalanceService } from '../contacts/balances.ts'
import type { FindService } from '../contacts/find.ts'
import type { ImportService } from '../contacts/import.ts'
import type { PeopleService } from '../contacts/people.ts'
import type { ContactService } from '../contacts/service.ts'
import type { StandingService } from '../contacts/standing.ts'
import type { CreditService } from '../credits/service.ts'
import type { FeedService } from '../feed/service.ts'
import type { RuleEffectService } from '../messaging/rule-effect.ts'
import type { MessagingService } from '../messaging/service.ts'
import type { NotificationService } from '../notifications/service.ts'
import type { PaymentService } from '../payments/service.ts'
import type { StaffService } from '../staff/service.ts'
import { type AdministrationServices, administrationHandlers } from './handlers.administration.ts'
import { requireFacility } from './permissions.ts'
import { type Handlers, streamed } from './routes.ts'
import type { Streams } from './streams.ts'

export interface HttpServices {
  readonly staff: StaffService
  readonly people: PeopleService
  readonly contacts: ContactService
  readonly messaging: MessagingService
  readonly credits: CreditService
  readonly notifications: NotificationService
  readonly commands: CommandService
  readonly feed: FeedService
  readonly administration: AdministrationServices
  readonly onCommandResult: (outcome: CommandResult['outcome']) => void
  readonly payments: PaymentService
  readonly finding: FindService
  readonly care: CareService
  readonly claims: ClaimService
  readonly standing: StandingService
  readonly balances: BalanceService
  readonly importing: ImportService
  readonly ruleEffects: RuleEffectService
}

/** What each operation of the contract does: thin, every rule is in the services. */
export function handlersFor(services: HttpServices, streams: Streams): Handlers {
  const {
    staff,
    people,
    contacts,
    messaging,
    credits,
    notifications,
    commands,
    feed,
    payments,
    finding,
    care,
    standing,
  } = services
  return {
    ...administrationHandlers(services.administration),
    signIn: ({ body, address }) => staff.signIn(body.username, body.password, address, body.workstation),
    refreshSession: ({ body }) => staff.refresh(body.refreshToken),
    signOut: async ({ caller }) => {
      await staff.signOut(caller)
      return {}
    },
    snapshot: async ({ caller, params, query, reply }) => {
      requireFacility(caller, params.facilityId, 'read_queues')
      await streams.snapshot(reply, params.facilityId, query.retentionDays, query.after ?? null)
      return streamed
    },
    changes: async ({ caller, params, query, request, reply }) => {
      requireFacility(caller, params.facilityId, 'read_queues')
      const page = await feed.changes(params.facilityId, query.after, query.limit)
      // "Nothing new" costs a reader that sends the tag back no body at all.
      const tag = `"${page.generation}.${page.head}"`
      reply.header('etag', tag).header('cache-control', 'no-cache')
      if (page.records.length === 0 && request.headers['if-none-match'] === tag) {
        reply.code(304).send()
        return streamed
      }
      return page
    },
    live: async ({ caller, params, request, reply }) => {
      requireFacility(caller, params.facilityId, 'read_queues')
      await streams.live(request, reply, caller)
      return streamed
    },
    commands: async ({ caller, params, body }) => {
      const results = await commands.apply(caller, params.facilityId, body.commands)
      for (const result of results) services.onCommandResult(result.outcome)
      return { results }
    },
    claims: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'decide')
      await services.claims.release(caller, body.release)
      return { claims: await services.claims.take(caller, body.take) }
    },
    memberSignIn: ({ body, address }) => people.signInMember(body.memberNumber, body.password, address),
    individualSignIn: ({ body, address }) => people.signInIndividual(body.bookingNumber, body.pin, address),
    myAccount: async ({ caller }) => {
      const { account, prepaid, pinDebit } = await people.account(caller)
      return { account, balances: { service: await credits.balance(caller.id), prepaid, pinDebit } }
    },
    myTransactions: async ({ caller }) => ({ transactions: await payments.history(caller) }),
    myNotifications: async ({ caller }) => ({ notifications: await notifications.list(caller.id) }),
    myContacts: async ({ caller }) => ({ contacts: await contacts.list(caller) }),
    requestContact: ({ caller, body }) => contacts.request(caller, body.bookingNumber, body.relationship),
    eligibility: async ({ caller, params }) => {
      const code = await messaging.eligibility(caller, params.contactId)
      return {
        eligible: code === null,
        code,
        sentence: code === null ? null : errorSentences[code],
        cod: caller.kind === 'individual' && (code === null || code === 'insufficient_credits'),
      }
    },
    thread: async ({ caller, params, query }) => ({
      messages: await messaging.thread(caller, params.contactId, query.limit, query.before ?? null),
    }),
    sendMessage: ({ caller, params, body }) => messaging.send(caller, params.contactId, body),
    purchaseCredits: ({ caller, body }) => payments.buy(caller, body),
    paymentNotice: async ({ body: { signature, ...notice } }) => {
      await payments.notice(notice, signature)
      return {}
    },
    findIndividuals: async ({ caller, query, address }) => ({
      individuals: await finding.find(caller, query.query, address),
    }),
    deleteMessage: async ({ caller, params }) => {
      await messaging.deleteCopy(caller, params.messageId)
      return {}
    },
    openTicket: async ({ body, address }) => ({ number: await care.open(body, address) }),
    careTickets: async ({ caller, params, query }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return { tickets: await care.list(params.facilityId, query.state ?? null) }
    },
    changeTicket: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      return care.setState(params.facilityId, caller.id, params.number, body.state)
    },
    changeIndividual: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      const by = { facilityId: params.facilityId, staffId: caller.id }
      return standing.changeIndividual(by, params.individualId, body)
    },
    changeMember: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'administer')
      const by = { facilityId: params.facilityId, staffId: caller.id }
      return standing.changeMember(by, params.memberId, body.status)
    },
    personBalances: async ({ caller, params }) => {
      requireFacility(caller, params.facilityId, 'read_queues')
      const person = { kind: params.kind, id: params.personId }
      return services.balances.of(caller, person)
    },
    importContacts: async ({ caller, params, body }) => {
      requireFacility(caller, params.facilityId, 'decide_contacts')
      const who = { facilityId: caller.facilityId, id: caller.id, inBulk: may(caller.role, 'decide_bulk') }
      return services.importing.import(who, body.csv, body.digest)
    },
    rulesEffect: async ({ caller, params, query }) => {
      requireFacility(caller, params.facilityId, 'read_rules')
      return services.ruleEffects.of(params.facilityId, query.days)
    },
    openMessage: ({ caller, params }) => messaging.open(caller, params.messageId),
  }
}
