/** The name of a person that opens the profile. `hint` says so to a screen reader and on hover. */
export function NameButton({ name, hint, onOpen }: { name: string; hint: string; onOpen: () => void }) {
  return (
    <button type="button" className="sp-person-name" title={hint} onClick={onOpen}>
      {name}
    </button>
  )
}
