import { describe, expect, it } from 'vitest'
import { mailFor } from '../../../central/notifications/mail.ts'
import { notification } from '../../../shared/central/operations.correspondents.ts'

describe('an e-mail', () => {
  const id = '018f3f5e-0000-7000-8000-000000000001'

  it('says in both languages what kind of thing is new, for every kind of notification', () => {
    const texts = notification.shape.kind.options.map((kind) => mailFor(id, 'a@example.org', kind, null).text)
    expect(new Set(texts).size).toBe(texts.length)
    for (const text of texts) expect(text).toMatch(/Sign in[\s\S]+Inicie sesión/)
  })

  it('gives the public reason in each language, and is known by the notification', () => {
    const mail = mailFor(id, 'a@example.org', 'message_rejected', { en: 'A threat', es: 'Una amenaza' })
    expect(mail.text).toContain('The reason given: A threat')
    expect(mail.text).toContain('El motivo indicado: Una amenaza')
    expect(mail.messageId).toContain(id)
    expect(mail.subject).not.toMatch(/threat|amenaza/)
  })
})
