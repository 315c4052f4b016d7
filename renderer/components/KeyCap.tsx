/** A key as it is written on a button or in the sheet. Nothing where there is no key. Decorative: the shortcut itself is told by `aria-keyshortcuts`. */
export function KeyCap({ keys }: { keys: string }) {
  if (keys === '') return null
  return (
    <span className="sp-key" aria-hidden="true">
      {keys}
    </span>
  )
}
