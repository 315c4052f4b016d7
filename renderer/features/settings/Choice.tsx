import { SegmentedControl } from '@mantine/core'

interface Props<T extends string> {
  label: string
  value: T
  options: readonly T[]
  text: (value: T) => string
  onChange: (value: T) => void
}

/** One of a few. */
export function Choice<T extends string>({ label, value, options, text, onChange }: Props<T>) {
  return (
    <div>
      <p className="sp-setting-label">{label}</p>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={label}
        value={value}
        data={options.map((each) => ({ value: each, label: text(each) }))}
        onChange={(chosen) => onChange(chosen as T)}
      />
    </div>
  )
}
