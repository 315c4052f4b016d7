import { Select, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../i18n/hooks.ts'
import type { DecisionDetails } from '../../stores/decide.ts'
import { useFrom, useStores } from '../../stores/stores.tsx'

const HOUR = 3_600_000
const spans = { h1: HOUR, h4: 4 * HOUR, d1: 24 * HOUR, d3: 72 * HOUR, d7: 168 * HOUR } as const

/** Until when a message is held, and for whom. */
export interface Hold {
  /** Epoch milliseconds; null until somebody ends it. */
  readonly until: number | null
  readonly assignTo: { readonly id: string; readonly name: string } | null
}

/** A hold that lasts until somebody ends it, for whoever comes first. */
export const openHold: Hold = { until: null, assignTo: null }

/** What a decision carries of the two choices. */
export function holdDetails({ until, assignTo }: Hold): Pick<DecisionDetails, 'until' | 'assignTo'> {
  return {
    ...(until === null ? {} : { until: new Date(until).toISOString() }),
    ...(assignTo === null ? {} : { assignTo: assignTo.id }),
  }
}

/** What the two choices will do, in phrases; nothing for a hold without either. */
export function useHoldLines({ until, assignTo }: Hold): string[] {
  const { t } = useTranslation()
  const zone = useFrom('session', (s) => s.session?.facility?.timeZone)
  const formats = useFormats(zone)
  return [
    ...(until === null ? [] : [t('hold.endsAt', { time: formats.moment(new Date(until).toISOString(), Date.now()) })]),
    ...(assignTo === null ? [] : [t('hold.standsFor', { name: assignTo.name })]),
  ]
}

interface Props {
  value: Hold
  onChange: (value: Hold) => void
}

/** The two choices of a hold beside its reason; without either it lasts until somebody ends it. */
export function HoldOptions({ value, onChange }: Props) {
  const { t } = useTranslation()
  const { connection } = useStores()
  const me = useFrom('session', (s) => s.session?.user?.id)
  const [staff, setStaff] = useState<readonly { id: string; name: string }[]>([])
  const [span, setSpan] = useState<string>('none')
  useEffect(() => {
    let here = true
    connection.call('review.deciders', {}).then(
      (answer) => here && setStaff(answer.staff),
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [connection])
  const choose = (chosen: string | null) => {
    setSpan(chosen ?? 'none')
    const length = spans[chosen as keyof typeof spans]
    onChange({ ...value, until: length === undefined ? null : Date.now() + length })
  }
  return (
    <div className="sp-hold-options">
      <Select
        size="xs"
        label={t('hold.until')}
        value={span}
        allowDeselect={false}
        onChange={choose}
        data={[
          { value: 'none', label: t('hold.span.none') },
          ...(['h1', 'h4', 'd1', 'd3', 'd7'] as const).map((each) => ({ value: each, label: t(`hold.span.${each}`) })),
          { value: 'at', label: t('hold.span.at') },
        ]}
      />
      {span === 'at' && (
        <TextInput
          size="xs"
          type="datetime-local"
          label={t('hold.at')}
          min={local(Date.now())}
          onChange={(event) => {
            const at = Date.parse(event.currentTarget.value)
            onChange({ ...value, until: Number.isNaN(at) ? null : at })
          }}
        />
      )}
      <Select
        size="xs"
        label={t('hold.for')}
        clearable
        searchable
        placeholder={t('hold.anybody')}
        value={value.assignTo?.id ?? null}
        onChange={(id) => onChange({ ...value, assignTo: staff.find((each) => each.id === id) ?? null })}
        data={staff.map(({ id, name }) => ({ value: id, label: id === me ? t('hold.me', { name }) : name }))}
      />
    </div>
  )
}

/** A moment as the field for local times wants it. */
function local(at: number): string {
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}
