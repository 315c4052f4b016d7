import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Condition, category, language, type Watchlist } from '../../../shared/screening/rules.ts'
import { clock } from '../../i18n/format.ts'
import { useFrom } from '../../stores/stores.tsx'
import { type FieldProblem, minutesOf, ranges } from './ruleProblems.ts'

interface Props {
  condition: Condition
  watchlists: readonly Watchlist[]
  problem: FieldProblem | null
  onChange: (condition: Condition) => void
}

/** The fields of one condition, by its kind. */
export function ConditionFields({ condition, watchlists, problem, onChange }: Props) {
  const { t } = useTranslation()
  const units = useFrom('session', (s) => s.session?.facility?.housingUnits) ?? []
  const error = problem === null ? {} : { error: t(`ruleForm.problem.${problem.what}`) }
  const at = (field: string) => (problem?.field === field ? error : {})
  const lists = (people: boolean) =>
    watchlists
      .filter((list) => (list.people !== undefined) === people)
      .map((list) => ({ value: list.id, label: list.name }))
  const count = (
    label: string,
    value: number,
    [min, max]: readonly [number, number],
    put: (n: number) => Condition,
  ) => <Count label={label} value={value} min={min} max={max} wrong={problem} onChange={(n) => onChange(put(n))} />
  switch (condition.kind) {
    case 'direction':
      return (
        <Select
          label={t('filter.direction')}
          allowDeselect={false}
          value={condition.direction}
          data={(['inbound', 'outbound'] as const).map((value) => ({ value, label: t(`direction.${value}`) }))}
          onChange={(value) => onChange({ ...condition, direction: value === 'outbound' ? 'outbound' : 'inbound' })}
        />
      )
    case 'mentions':
      return (
        <>
          <MultiSelect
            label={t('rules.lists')}
            searchable
            data={lists(false)}
            value={condition.watchlistIds}
            onChange={(watchlistIds) => onChange({ ...condition, watchlistIds })}
            {...at('watchlistIds')}
          />
          {count(t('ruleForm.atLeast'), condition.atLeast, ranges.atLeast, (atLeast) => ({ ...condition, atLeast }))}
        </>
      )
    case 'category':
      return (
        <>
          <MultiSelect
            label={t('ruleForm.categories')}
            data={category.options.map((value) => ({ value, label: t(`category.${value}`) }))}
            value={condition.categories}
            onChange={(values) => onChange({ ...condition, categories: category.array().parse(values) })}
            {...at('categories')}
          />
          {count(t('ruleForm.atLeast'), condition.atLeast, ranges.atLeast, (atLeast) => ({ ...condition, atLeast }))}
        </>
      )
    case 'watched_person':
      return (
        <>
          <MultiSelect
            label={t('ruleForm.peopleLists')}
            data={lists(true)}
            nothingFoundMessage={t('ruleForm.noPeopleLists')}
            value={condition.watchlistIds}
            onChange={(watchlistIds) => onChange({ ...condition, watchlistIds })}
            {...at('watchlistIds')}
          />
          <Select
            label={t('ruleForm.side')}
            allowDeselect={false}
            value={condition.side}
            data={sides.map((value) => ({ value, label: t(`ruleForm.sideOf.${value}`) }))}
            onChange={(value) => onChange({ ...condition, side: sides.find((each) => each === value) ?? 'either' })}
          />
        </>
      )
    case 'language':
      return (
        <>
          <Select
            label={t('ruleForm.language')}
            allowDeselect={false}
            value={condition.is}
            data={(['none_of', 'one_of'] as const).map((value) => ({
              value,
              label: t(`ruleForm.languageIs.${value}`),
            }))}
            onChange={(value) => onChange({ ...condition, is: value === 'one_of' ? 'one_of' : 'none_of' })}
          />
          <MultiSelect
            label={t('ruleForm.languages')}
            searchable
            data={language.options.map((value) => ({ value, label: t(`language.${value}`) }))}
            value={condition.languages}
            onChange={(values) => onChange({ ...condition, languages: language.array().parse(values) })}
            {...at('languages')}
          />
        </>
      )
    case 'contact_age':
      return count(t('rules.days'), condition.lessThanDays, ranges.lessThanDays, (lessThanDays) => ({
        ...condition,
        lessThanDays,
      }))
    case 'contact_messages':
      return count(t('ruleForm.fewerThan'), condition.fewerThan, ranges.fewerThan, (fewerThan) => ({
        ...condition,
        fewerThan,
      }))
    case 'relationship':
      return (
        <TagsInput
          label={t('ruleForm.relationships')}
          description={t('ruleForm.relationshipsHint')}
          maxTags={20}
          value={condition.relationships}
          onChange={(values) =>
            onChange({ ...condition, relationships: values.map((each) => each.trim().slice(0, 60)).filter(Boolean) })
          }
          {...at('relationships')}
        />
      )
    case 'housing_unit':
      return (
        <MultiSelect
          label={t('ruleForm.units')}
          searchable
          data={[...new Set([...units, ...condition.units])]}
          value={condition.units}
          onChange={(values) => onChange({ ...condition, units: values })}
          {...at('units')}
        />
      )
    case 'length':
      return count(t('ruleForm.length'), condition.moreThan, ranges.length, (moreThan) => ({ ...condition, moreThan }))
    case 'sender_messages':
      return count(t('ruleForm.senderMessages'), condition.moreThan, ranges.senderMessages, (moreThan) => ({
        ...condition,
        moreThan,
      }))
    case 'time_of_day':
      return (
        <>
          <Times
            from={condition.from}
            to={condition.to}
            wrong={problem}
            onChange={(next) => onChange({ ...condition, ...next })}
          />
          <MultiSelect
            label={t('ruleForm.weekdays')}
            data={([1, 2, 3, 4, 5, 6, 7] as const).map((day) => ({ value: String(day), label: t(`weekday.d${day}`) }))}
            value={condition.weekdays.map(String)}
            onChange={(values) => onChange({ ...condition, weekdays: values.map(Number).sort() })}
            {...at('weekdays')}
          />
        </>
      )
    case 'sample':
      return count(t('ruleForm.sample'), condition.inHundred, ranges.inHundred, (inHundred) => ({
        ...condition,
        inHundred,
      }))
    case 'cod':
    case 'revision':
      return null
  }
}

const sides = ['either', 'sender', 'recipient'] as const

/** A whole number within limits; what is not one is NaN until it is. */
export function Count(props: {
  label: string
  value: number
  min: number
  max: number
  wrong: FieldProblem | null
  onChange: (value: number) => void
}) {
  const { t } = useTranslation()
  const { value, min, max } = props
  return (
    <NumberInput
      label={props.label}
      value={Number.isNaN(value) ? '' : value}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      onChange={(next) => props.onChange(typeof next === 'number' ? next : Number.NaN)}
      error={props.wrong?.what === 'number' ? t('ruleForm.problem.between', { min, max }) : undefined}
    />
  )
}

/** Two times of the day; the second before the first means over midnight. */
export function Times(props: {
  from: number
  to: number
  wrong: FieldProblem | null
  onChange: (times: { from: number; to: number }) => void
}) {
  const { t } = useTranslation()
  const { from, to, wrong } = props
  const shown = (minutes: number) => (Number.isNaN(minutes) ? '' : clock(minutes % 1440))
  const error = (field: string) => (wrong?.field === field ? t('ruleForm.problem.time') : undefined)
  return (
    <>
      <TextInput
        type="time"
        label={t('ruleForm.from')}
        value={shown(from)}
        error={error('from')}
        onChange={(event) => props.onChange({ from: minutesOf(event.currentTarget.value), to })}
      />
      <TextInput
        type="time"
        label={t('ruleForm.to')}
        value={shown(to)}
        error={error('to')}
        onChange={(event) => props.onChange({ from, to: minutesOf(event.currentTarget.value) })}
      />
    </>
  )
}
