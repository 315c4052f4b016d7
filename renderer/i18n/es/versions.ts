import type { versions as english } from '../en/versions.ts'

/** The sentences of the versions of the rules and of what the rules did, in Spanish. */
export const versions: typeof english = {
  versions: {
    tab: 'Versiones',
    list: 'Versiones de las reglas',
    difference: 'Diferencia entre dos versiones',
    comparedWith: 'Comparada con',
    inForce: 'en vigor',
    proposed: 'propuesta',
    proposalOf: 'Propuesta de {{name}}',
    byTwo: 'propuesta por {{proposer}}, publicada por {{publisher}}',
    was: 'antes:',
    is: 'ahora:',
    moreChanges_one: '{{count}} cambio más',
    moreChanges_other: '{{count}} cambios más',
    look: 'Ver la diferencia',
    lookAndPublish: 'Revisar y publicar',
    publishTitle: 'Qué cambia esta propuesta',
    publishHint:
      'Propuesta por {{name}}. Una vez publicada será la versión {{number}} y todo mensaje nuevo se filtrará con ella.',
    rollBack: 'Volver a esta versión',
    rollBackTitle: 'Volver a la versión {{number}}',
    rollBackHint:
      'Propone las reglas tal como estaban en la versión {{number}}. Otro supervisor ve esta diferencia y la publica; hasta entonces nada cambia.',
    rollBackComment: 'De vuelta a la versión {{number}}',
  },
  effect: {
    period: 'Efecto en',
    days_one: '{{count}} día',
    days_other: '{{count}} días',
    none: 'nada en {{days}}',
    held: '{{n}} retenidos',
    approved: '{{percent}} aprobados sin cambios',
    wait: 'espera mediana {{time}}',
    delayed: '{{n}} aplazados',
    medianDelay: 'mediana {{time}}',
    rejected: '{{n}} rechazados de inmediato',
    overturned: '{{n}} de ellos entregados al final',
    matched: '{{n}} coincidencias',
    draft: 'aún no está en vigor',
    unavailable: 'El efecto de las reglas lo conoce el servicio central, con el que no hay conexión.',
    failed: 'No se puede mostrar el efecto de las reglas.',
    loading: 'Contando…',
  },
}
