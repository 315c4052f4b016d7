import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  readonly aside?: ReactNode
  /** Level of the heading in the outline of the page; 3 unless told. */
  readonly level?: 2 | 3
  readonly children: ReactNode
}

/** A titled stretch of a pane. */
export function Part({ title, aside, level = 3, children }: Props) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className="sp-part" aria-label={title}>
      <header>
        <Heading className="sp-caption sp-cut">{title}</Heading>
        {aside !== undefined && <span className="sp-dim sp-part-aside">{aside}</span>}
      </header>
      {children}
    </section>
  )
}
