import type { ReactNode } from 'react'

/** What stands where nothing can be shown: what is the case, and the next step. */
export function EmptyState(props: {
  icon?: ReactNode
  title: string
  text?: string
  action?: ReactNode
  alert?: boolean
}) {
  return (
    <div className="sp-empty" role={props.alert ? 'alert' : undefined}>
      {props.icon}
      <strong>{props.title}</strong>
      {props.text && <p>{props.text}</p>}
      {props.action}
    </div>
  )
}
