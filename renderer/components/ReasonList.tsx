import { useEffect, useRef } from 'react'
import { KeyCap } from './KeyCap.tsx'

interface Offered {
  readonly id: string
  readonly text: string
}

interface Props {
  readonly label: string
  readonly reasons: readonly Offered[]
  /** Whether 1 to 9 choose, and say so. */
  readonly keys: boolean
  /** What is said where there are none. */
  readonly none: string
  /** The one that is chosen already, where choosing is not the last step. */
  readonly chosen?: string | null
  readonly onChoose: (id: string) => void
  /** Told which one is looked at: under the pointer or with the focus. */
  readonly onLook?: (id: string) => void
}

/** A short list of reasons: 1 to 9 choose at once, arrows move, Enter takes the one with the focus. */
export function ReasonList({ label, reasons, keys, none, chosen, onChoose, onLook }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const latest = useRef({ reasons, onChoose })
  useEffect(() => {
    latest.current = { reasons, onChoose }
  })
  useEffect(() => {
    if (!keys) return
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return
      const reason = latest.current.reasons[Number(event.key) - 1]
      if (!reason) return
      event.preventDefault()
      latest.current.onChoose(reason.id)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [keys])
  const step = (from: Element, by: number) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button.contains(from))
    buttons[(at + by + buttons.length) % Math.max(1, buttons.length)]?.focus()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would stand for fields; these are buttons.
    <div
      ref={list}
      className="sp-reasons"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') step(event.target as Element, 1)
        else if (event.key === 'ArrowUp') step(event.target as Element, -1)
        else return
        event.preventDefault()
      }}
    >
      {reasons.length === 0 && <p className="sp-hint">{none}</p>}
      {reasons.map((reason, index) => (
        <button
          key={reason.id}
          type="button"
          className="sp-reason"
          data-autofocus={index === 0 ? true : undefined}
          aria-pressed={chosen === undefined ? undefined : chosen === reason.id}
          onFocus={() => onLook?.(reason.id)}
          onMouseEnter={() => onLook?.(reason.id)}
          onClick={() => onChoose(reason.id)}
        >
          {keys && index < 9 ? <KeyCap keys={String(index + 1)} /> : <span />}
          {reason.text}
        </button>
      ))}
    </div>
  )
}
