import { createTransport } from 'nodemailer'
import type { MailPort } from './mail.ts'

const PATIENCE_MS = 20_000

/**
 * Sends e-mail over SMTP.
 *
 * @param url `smtp://user:password@host:port` or `smtps://…`
 * @param from the sender's address
 */
export function smtpMail(url: string, from: string): MailPort {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  })
  return {
    async send({ messageId, to, subject, text }) {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId,
        // Nobody's out-of-office note should come back to a list of what members received.
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    },
    close: () => transport.close(),
  }
}
