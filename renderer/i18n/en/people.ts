/** The sentences of the people room, in English. */
export const people = {
  people: {
    emptyTitle: 'Nobody is chosen',
    empty: 'Open a profile from a message or a contact.',
  },
}
