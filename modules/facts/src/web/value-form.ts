import { isDeepStrictEqual } from 'node:util'
import { area, choiceGroup, input, type Fault, type FormState, type Say } from '@mtandao/ui'
import type { JSX } from 'preact'
import { z } from 'zod'
import { catalogue } from '../catalogue.ts'
import { messages } from './messages.ts'
import { valueFields, type ValueField } from './value-fields.ts'

/** Forms for values, made from the fields of their type. */

type Values = FormState['values']
/** Fields of forms, by name; all of them as they were typed. */
export type Typed = Readonly<Record<string, unknown>>

const prefix = 'value-'
const typedMax = 5_000

/** Every field that some declarable type asks for. What is wrong with them is found together with the rest, so that nothing is lost. */
export const valueShape = Object.fromEntries(
  Object.entries(catalogue)
    .filter(([, { source }]) => source === 'declared')
    .flatMap(([type]) => valueFields[type] ?? [])
    .map(({ name }) => [`${prefix}${name}`, z.string().max(typedMax).optional()]),
)

export function valueForm(say: Say, state: FormState, type: string): JSX.Element[] {
  return (valueFields[type] ?? []).map((field) => fieldOf(say, state, type, field))
}

function fieldOf(say: Say, state: FormState, type: string, field: ValueField): JSX.Element {
  const props = { say, state, name: `${prefix}${field.name}`, label: say.text(field.label) }
  const optional = isOptional(type, field.name)
  if (field.kind === 'flag') {
    return choiceGroup({
      ...props,
      choices: [
        { value: 'yes', label: say.text(field.yes) },
        { value: 'no', label: say.text(field.no) },
      ],
    })
  }
  if (field.kind === 'day') return input({ ...props, optional, type: 'date' })
  if (field.kind === 'count') return input({ ...props, optional, type: 'number', size: 8 })
  return area({ ...props, optional, rows: 3 })
}

function isOptional(type: string, name: string): boolean {
  const shape = catalogue[type]?.value
  const member = shape instanceof z.ZodObject ? shape.shape[name] : undefined
  return member instanceof z.ZodOptional
}

/** What the form holds for a value that is there already. */
export function typedOf(type: string, value: unknown): Values {
  if (typeof value !== 'object' || value === null) return {}
  const known: Readonly<Record<string, unknown>> = { ...value }
  return Object.fromEntries(
    (valueFields[type] ?? []).flatMap(({ name, kind }) => {
      const member = known[name]
      if (member === undefined) return []
      const text = kind === 'flag' ? (member === true ? 'yes' : 'no') : textOf(member)
      return [[`${prefix}${name}`, text]]
    }),
  )
}

function textOf(member: unknown): string {
  return typeof member === 'string' ? member : JSON.stringify(member)
}

export type ReadValue = { readonly value: unknown } | { readonly faults: readonly Fault[] }

/** The value that was typed, if it fits its type. */
export function readValue(say: Say, type: string, typed: Typed): ReadValue {
  const members = (valueFields[type] ?? []).flatMap((field) => {
    const text = typed[`${prefix}${field.name}`]
    const given = typeof text === 'string' ? text.trim() : ''
    return given === '' ? [] : [[field.name, memberOf(field, given)] as const]
  })
  const parsed = catalogue[type]?.value.safeParse(Object.fromEntries(members))
  if (parsed?.success) return { value: parsed.data }
  const t = say.of(messages)
  const given = new Set(members.map(([name]) => name))
  const wrong = new Set(parsed?.error.issues.map(({ path }) => String(path[0])))
  return {
    faults: [...wrong].map((name) => ({
      field: `${prefix}${name}`,
      text: t(
        given.has(name) ? 'fault.value' : isChosen(type, name) ? 'fault.choose' : 'fault.missing',
      ),
    })),
  }
}

function isChosen(type: string, name: string): boolean {
  return (valueFields[type] ?? []).some((field) => field.name === name && field.kind === 'flag')
}

/** Whether two values say the same, whatever words they add. */
export function saysTheSame(type: string, one: unknown, other: unknown): boolean {
  const bare = (value: unknown) =>
    Object.entries(typedOf(type, value)).filter(([name]) =>
      (valueFields[type] ?? []).some(
        (field) => field.kind !== 'text' && name === `${prefix}${field.name}`,
      ),
    )
  return isDeepStrictEqual(bare(one), bare(other))
}

function memberOf({ kind }: ValueField, given: string): unknown {
  if (kind === 'flag') return given === 'yes' ? true : given === 'no' ? false : given
  return kind === 'count' ? Number(given) : given
}
