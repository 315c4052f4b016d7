import { TextInput } from '@mantine/core'

interface Props {
  readonly label: string
  /** By whose clocks the time is meant. */
  readonly hint: string
  /** "2026-11-23T08:15", or empty. */
  readonly value: string
  readonly error?: string | null
  readonly onChange: (value: string) => void
}

/** A date with a time of the day, to the minute. */
export function MomentField({ label, hint, value, error, onChange }: Props) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={hint}
      value={value}
      error={error ?? null}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
