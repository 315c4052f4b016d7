/** The sentences of the restrictions room, in English. */
export const restrictions = {
  restrictions: {
    emptyTitle: 'No restrictions',
    empty: 'What limits communication at this facility stands here.',
  },
}
