/** A key as it is written on a button or in the sheet. Decorative: the shortcut itself is told by `aria-keyshortcuts`. */
export function KeyCap({ keys }: { keys: string }) {
  return (
    <span className="sp-key" aria-hidden="true">
      {keys}
    </span>
  )
}
