/** Stands while the room is built. */
export function RulesRoom() {
  return null
}
