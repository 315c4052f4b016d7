import type { people as en } from '../en/people.ts'

/** The sentences of the people room, in Spanish. */
export const people: typeof en = {
  people: {
    emptyTitle: 'No hay nadie elegido',
    empty: 'Abra un perfil desde un mensaje o un contacto.',
  },
}
