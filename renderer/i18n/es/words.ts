import type { words as en } from '../en/words.ts'

/** The sentences of the words that several rooms share, in Spanish. */
export const words: typeof en = {
  panes: {
    resize: 'Cambiar el ancho del panel',
    hideList: 'Ocultar la lista',
    showList: 'Mostrar la lista',
    hideDetails: 'Ocultar los detalles',
    showDetails: 'Mostrar los detalles',
  },
  direction: { inbound: 'Entrante', outbound: 'Saliente' },
  category: {
    violence: 'violencia',
    contraband: 'contrabando',
    escape: 'fuga',
    gang: 'pandilla',
    self_harm: 'autolesión',
    witness: 'testigo',
    threat: 'amenaza',
    drugs: 'drogas',
    other: 'otros',
  },
  state: {
    pending_review: 'en revisión',
    held: 'retenido',
    scheduled: 'programado',
    delivered: 'entregado',
    rejected: 'rechazado',
  },
  badge: { cod: 'COD', revision: 'revisión', escalated: 'escalado', urgent: 'urgente', long: 'largo' },
  payment: {
    paid: '50 créditos, pagado',
    cod_unpaid: 'COD, sin pagar',
    cod_paid: 'COD, pagado por quien recibe',
    refunded: '50 créditos, devueltos',
  },
  personStatus: { active: 'activo', released: 'en libertad', transferred: 'trasladado', deactivated: 'desactivado' },
  priority: { low: 'baja', normal: 'normal', high: 'alta', urgent: 'urgente' },
  weekday: { d1: 'lun', d2: 'mar', d3: 'mié', d4: 'jue', d5: 'vie', d6: 'sáb', d7: 'dom' },
}
