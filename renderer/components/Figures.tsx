/** A few counts side by side under a caption. */
export function Figures({
  title,
  figures,
}: {
  title: string
  figures: readonly { readonly name: string; readonly value: string | number }[]
}) {
  return (
    <section className="sp-happens" aria-label={title}>
      <p className="sp-caption">{title}</p>
      <dl className="sp-figures sp-figures-even">
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dd>{value}</dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
    </section>
  )
}
