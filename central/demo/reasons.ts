import type { Reason } from '../../shared/domain/reasons.ts'
import type { Random } from './random.ts'

type Draft = Omit<Reason, 'id' | 'order' | 'active'>

const drafts: readonly Draft[] = [
  {
    code: 'contraband',
    uses: ['reject', 'hold', 'deny_contact'],
    staff: { en: 'Contraband or its introduction', es: 'Contrabando o su introducción' },
    public: {
      en: 'The message speaks of items that are not allowed.',
      es: 'El mensaje habla de artículos no permitidos.',
    },
  },
  {
    code: 'threats',
    uses: ['reject', 'hold', 'deny_contact'],
    staff: { en: 'Threats or violence', es: 'Amenazas o violencia' },
    public: { en: 'The message contains a threat.', es: 'El mensaje contiene una amenaza.' },
  },
  {
    code: 'gang',
    uses: ['reject', 'hold', 'deny_contact'],
    staff: { en: 'Gang activity', es: 'Actividad de pandillas' },
    public: {
      en: 'The message concerns group activity that is not allowed.',
      es: 'El mensaje trata de actividad de grupo no permitida.',
    },
  },
  {
    code: 'coded_language',
    uses: ['reject', 'hold'],
    staff: { en: 'Coded language', es: 'Lenguaje en clave' },
    public: {
      en: 'Part of the message could not be understood. Please write it plainly.',
      es: 'Parte del mensaje no se entiende. Escríbalo con claridad.',
    },
  },
  {
    code: 'third_party',
    uses: ['reject', 'hold'],
    staff: { en: 'Third-party contact', es: 'Contacto por medio de terceros' },
    public: {
      en: 'Messages may not be passed on for other people.',
      es: 'No se permite pasar mensajes de otras personas.',
    },
  },
  {
    code: 'sexual_content',
    uses: ['reject', 'hold'],
    staff: { en: 'Sexual content', es: 'Contenido sexual' },
    public: { en: 'The message contains sexual content.', es: 'El mensaje contiene contenido sexual.' },
  },
  {
    code: 'witness',
    uses: ['reject', 'hold'],
    staff: { en: 'Pressure on a witness or victim', es: 'Presión a testigos o víctimas' },
    public: {
      en: 'The message concerns a person in a court case.',
      es: 'El mensaje trata de una persona en un proceso judicial.',
    },
  },
  {
    code: 'privileged_material',
    uses: ['hold', 'reject'],
    staff: { en: 'Privileged material outside its channel', es: 'Material privilegiado fuera de su vía' },
    public: {
      en: 'Legal material is sent through the legal mail.',
      es: 'El material legal se envía por correo legal.',
    },
  },
  {
    code: 'needs_translation',
    uses: ['hold'],
    staff: { en: 'Needs translation', es: 'Necesita traducción' },
    public: { en: 'The message is being reviewed.', es: 'El mensaje está en revisión.' },
  },
  {
    code: 'needs_supervisor',
    uses: ['hold'],
    staff: { en: 'Needs a supervisor', es: 'Necesita un supervisor' },
    public: { en: 'The message is being reviewed.', es: 'El mensaje está en revisión.' },
  },
  {
    code: 'welfare',
    uses: ['hold'],
    staff: { en: 'Concern for welfare, medical informed', es: 'Preocupación por su bienestar, se avisó al médico' },
    public: { en: 'The message is being reviewed.', es: 'El mensaje está en revisión.' },
  },
  {
    code: 'identity',
    uses: ['deny_contact'],
    staff: { en: 'Identity could not be confirmed', es: 'No se pudo confirmar la identidad' },
    public: { en: 'Your identity could not be confirmed.', es: 'No se pudo confirmar su identidad.' },
  },
  {
    code: 'no_contact_order',
    uses: ['deny_contact', 'reject'],
    staff: { en: 'No-contact order', es: 'Orden de no contacto' },
    public: { en: 'A court order does not allow this contact.', es: 'Una orden judicial no permite este contacto.' },
  },
]

/** The facility's list of reasons. */
export function demoReasons(random: Random, at: number): Reason[] {
  return drafts.map((draft, index) => ({ ...draft, id: random.id(at), order: index + 1, active: true }))
}
