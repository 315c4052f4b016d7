/** Stands while the room is built. */
export function ContactsRoom() {
  return null
}
