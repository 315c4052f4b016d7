import type { restrictions as en } from '../en/restrictions.ts'

/** The sentences of the restrictions room, in Spanish. */
export const restrictions: typeof en = {
  restrictions: {
    emptyTitle: 'Sin restricciones',
    empty: 'Aquí está lo que limita la comunicación en este centro.',
  },
}
