import type { CommandResult } from '../../../shared/central/commands.ts'
import type { View } from '../../../shared/central/views.ts'
import type { SyncIssue } from '../../../shared/console/issues.ts'
import type { Database } from './database.ts'
import type { OutboxRow } from './outbox.ts'
import { toInstant, toMs } from './time.ts'

type Failed = Exclude<CommandResult, { outcome: 'applied' }>

/** Commands that central did not apply, kept until their user has dealt with them. */
export interface IssueRepository {
  add(command: OutboxRow, result: Failed): void
  list(userId: string): SyncIssue[]
  count(userId: string): number
  /** Whether there was such an issue of this user. */
  dismiss(userId: string, commandId: string): boolean
}

interface Row {
  command_id: string
  kind: SyncIssue['kind']
  target: string
  subject: string
  reason_id: string | null
  at: number
  what: 'conflict' | 'refused'
  code: string | null
  sentence: string | null
  winner_by: string | null
  winner_at: number | null
  winner_what: string | null
  winner_state: string | null
  winner_version: number | null
}

export function createIssueRepository(db: Database): IssueRepository {
  const add = db.prepare(
    `INSERT INTO issue VALUES (:commandId, :userId, :kind, :target, :subject, :reasonId, :at, :what, :code, :sentence,
       :by, :winnerAt, :winnerWhat, :state, :version) ON CONFLICT (command_id) DO NOTHING`,
  )
  const ofMessage = db.prepare<[string], { direction: string; member: string | null; individual: string | null }>(
    `SELECT direction, member.name AS member, individual.name AS individual FROM message
       LEFT JOIN member ON member.id = member_id LEFT JOIN individual ON individual.id = individual_id
     WHERE message.id = ?`,
  )
  const ofContact = db.prepare<[string], { member: string | null; individual: string | null }>(
    `SELECT member.name AS member, individual.name AS individual FROM contact
       LEFT JOIN member ON member.id = member_id LEFT JOIN individual ON individual.id = individual_id
     WHERE contact.id = ?`,
  )
  const nameOf = db.prepare<{ id: string }, { name: string }>(
    'SELECT name FROM member WHERE id = :id UNION ALL SELECT name FROM individual WHERE id = :id',
  )
  const targetOf = db.prepare<[string], { member_id: string | null; individual_id: string | null }>(
    'SELECT member_id, individual_id FROM restriction WHERE id = ?',
  )

  /** The people whom a command is about that is about no message and no contact. */
  const peopleOf = (command: OutboxRow): string[] => {
    if (command.kind === 'person.note') return [command.target]
    const payload = JSON.parse(command.payload) as {
      target?: { memberId?: string; individualId?: string }
      person?: { id: string }
    }
    const told = command.kind.startsWith('restriction.') ? targetOf.get(command.target) : undefined
    const named = [
      payload.target?.memberId ?? told?.member_id,
      payload.target?.individualId ?? told?.individual_id,
      payload.person?.id,
    ]
    return named.filter((id) => id != null)
  }

  const list = db.prepare<[string], Row>('SELECT * FROM issue WHERE user_id = ? ORDER BY at DESC LIMIT 1000')
  const count = db.prepare<[string], { n: number }>('SELECT COUNT(*) AS n FROM issue WHERE user_id = ?')
  const dismiss = db.prepare('DELETE FROM issue WHERE user_id = ? AND command_id = ?')

  const viewName = db.prepare<[string], { name: string }>('SELECT name FROM shared_view WHERE id = ?')
  const subjectOf = (command: OutboxRow): string => {
    if (command.kind.startsWith('message.')) {
      const found = ofMessage.get(command.target)
      if (!found) return '–'
      const [from, to] =
        found.direction === 'inbound' ? [found.member, found.individual] : [found.individual, found.member]
      return `${from ?? '–'} → ${to ?? '–'}`
    }
    if (command.kind.startsWith('contact.')) {
      const found = ofContact.get(command.target)
      return found ? `${found.member ?? '–'} → ${found.individual ?? '–'}` : '–'
    }
    if (command.kind === 'view.save') return (JSON.parse(command.payload) as View).name
    if (command.kind === 'view.remove') return viewName.get(command.target)?.name ?? '–'
    return peopleOf(command)
      .flatMap((id) => nameOf.get({ id })?.name ?? [])
      .join(' → ')
  }

  return {
    add(command, result) {
      const conflict = result.outcome === 'conflict' ? result.winner : null
      const refused = result.outcome === 'refused' ? result : null
      add.run({
        commandId: command.id,
        userId: command.userId,
        kind: command.kind,
        target: command.target,
        subject: subjectOf(command),
        reasonId: command.reasonId,
        at: command.at,
        what: result.outcome,
        code: refused?.code ?? null,
        sentence: refused?.sentence ?? null,
        by: conflict?.by ?? refused?.by ?? null,
        winnerAt: conflict ? toMs(conflict.at) : null,
        winnerWhat: conflict?.what ?? null,
        state: conflict?.state ?? null,
        version: conflict?.version ?? null,
      })
    },
    list: (userId) => list.all(userId).map(toIssue),
    count: (userId) => count.get(userId)?.n ?? 0,
    dismiss: (userId, commandId) => dismiss.run(userId, commandId).changes > 0,
  }
}

function toIssue(row: Row): SyncIssue {
  return {
    commandId: row.command_id,
    kind: row.kind,
    target: row.target,
    subject: row.subject,
    reasonId: row.reason_id,
    at: toInstant(row.at),
    outcome:
      row.what === 'conflict'
        ? {
            what: 'conflict',
            winner: {
              by: row.winner_by ?? '–',
              at: toInstant(row.winner_at ?? row.at),
              what: row.winner_what ?? '',
              state: row.winner_state as Extract<SyncIssue['outcome'], { what: 'conflict' }>['winner']['state'],
              version: row.winner_version ?? 0,
            },
          }
        : {
            what: 'refused',
            code: row.code as Extract<SyncIssue['outcome'], { what: 'refused' }>['code'],
            sentence: row.sentence ?? '',
            ...(row.winner_by === null ? {} : { by: row.winner_by }),
          },
  }
}
