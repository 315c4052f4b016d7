/** A ring that empties in the time that is left. Times in epoch milliseconds. */
export function Ring({ from, until, label }: { from: number; until: number; label: string }) {
  return (
    <svg className="sp-ring" width="18" height="18" viewBox="0 0 36 36" role="img" aria-label={label}>
      <circle cx="18" cy="18" r="15.9" />
      <circle cx="18" cy="18" r="15.9" style={{ animationDuration: `${Math.max(0, until - from)}ms` }} />
    </svg>
  )
}
