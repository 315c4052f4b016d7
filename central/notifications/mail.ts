import type { Bilingual } from '../../shared/domain/reasons.ts'

/** One e-mail, ready to leave. */
export interface Mail {
  /** Stays the same over all attempts, so that a mailbox recognises a repeat. */
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** What carries e-mail away. */
export interface MailPort {
  /** Resolves when the next server has taken it over. @throws when it has not */
  send(mail: Mail): Promise<void>
  close(): void
}

const sentences: Readonly<Record<string, Bilingual>> = {
  message_rejected: {
    en: 'A message of yours was not delivered. What was paid for it has been given back.',
    es: 'Un mensaje suyo no se entregó. Se le devolvió lo que se pagó por él.',
  },
  message_delivered: { en: 'A message is waiting for you.', es: 'Tiene un mensaje nuevo.' },
  message_overturned: {
    en: 'A message of yours that was rejected has been accepted after all.',
    es: 'Un mensaje suyo que se rechazó se ha aceptado finalmente.',
  },
  message_reason_corrected: {
    en: 'The reason given for a message of yours that was not delivered has been corrected.',
    es: 'Se ha corregido el motivo indicado para un mensaje suyo que no se entregó.',
  },
  contact_approved: { en: 'A contact of yours was approved.', es: 'Se aprobó un contacto suyo.' },
  contact_denied: { en: 'A contact request of yours was denied.', es: 'Se denegó una solicitud de contacto suya.' },
  contact_revoked: { en: 'A contact of yours was revoked.', es: 'Se revocó un contacto suyo.' },
}
const other: Bilingual = { en: 'There is something new in your account.', es: 'Hay novedades en su cuenta.' }

/** The e-mail for a notification, in both languages: that there is something new, never who wrote it nor what. */
export function mailFor(id: string, to: string, kind: string, reason: Bilingual | null): Mail {
  const sentence = sentences[kind] ?? other
  const part = (language: 'en' | 'es', ground: string, signIn: string): string[] => [
    sentence[language],
    ...(reason === null ? [] : [`${ground} ${reason[language]}`]),
    signIn,
  ]
  return {
    messageId: `<${id}@sallyport.invalid>`,
    to,
    subject: 'Something new / Novedades',
    text: [
      ...part('en', 'The reason given:', 'Sign in to your account to read more.'),
      '',
      ...part('es', 'El motivo indicado:', 'Inicie sesión en su cuenta para saber más.'),
      '',
    ].join('\n'),
  }
}
