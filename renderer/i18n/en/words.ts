/** The sentences of the words that several rooms share, in English. */
export const words = {
  panes: {
    resize: 'Resize the pane',
    hideList: 'Hide the list',
    showList: 'Show the list',
    hideDetails: 'Hide the details',
    showDetails: 'Show the details',
  },
  direction: { inbound: 'Inbound', outbound: 'Outbound' },
  category: {
    violence: 'violence',
    contraband: 'contraband',
    escape: 'escape',
    gang: 'gang',
    self_harm: 'self-harm',
    witness: 'witness',
    threat: 'threat',
    drugs: 'drugs',
    other: 'other',
  },
  state: {
    pending_review: 'in review',
    held: 'held',
    scheduled: 'scheduled',
    delivered: 'delivered',
    rejected: 'rejected',
  },
  badge: { cod: 'COD', revision: 'revision', escalated: 'escalated', urgent: 'urgent', long: 'long' },
  payment: {
    paid: '50 credits, paid',
    cod_unpaid: 'COD, not paid yet',
    cod_paid: 'COD, paid by the recipient',
    refunded: '50 credits, refunded',
  },
  personStatus: { active: 'active', released: 'released', transferred: 'transferred', deactivated: 'deactivated' },
  priority: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
  weekday: { d1: 'Mon', d2: 'Tue', d3: 'Wed', d4: 'Thu', d5: 'Fri', d6: 'Sat', d7: 'Sun' },
}
