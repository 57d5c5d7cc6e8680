import { h, type ComponentChildren, type JSX } from 'preact'
import { fieldLabel } from './field-label.ts'
import { messages } from './messages.ts'
import type { Say } from './say.ts'

/** What is wrong with one field; `field` is its name, or '' for the form as a whole. */
export interface Fault {
  readonly field: string
  /** Already in the reader's language. */
  readonly text: string
}

/** What a form shows: what the person typed (or what is stored), and what is wrong with it. */
export interface FormState {
  readonly values: Readonly<Record<string, string | readonly string[]>>
  readonly faults: readonly Fault[]
}

interface FieldProps {
  readonly say: Say
  readonly state: FormState
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** Marked «si lazima» when it is not. */
  readonly optional?: boolean
  /** In a filter nothing is required, and no mark says so. */
  readonly filter?: boolean
}

export interface InputProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'password' | 'number' | 'date' | 'url' | 'search' | 'tel'
  readonly autocomplete?: string
  readonly inputmode?: 'numeric' | 'text' | 'email' | 'url'
  /** Width by what is expected, in characters. */
  readonly size?: number
  readonly code?: boolean
  readonly lang?: string
}

/** One line of text. */
export function input(props: InputProps): JSX.Element {
  const { state, name, type = 'text', autocomplete, inputmode, size, code, lang } = props
  return wrap(props, (aria) =>
    h('input', {
      ...aria,
      id: idOf(name),
      name,
      type,
      // A password is typed again rather than sent back to the page.
      value: type === 'password' ? '' : textOf(state, name),
      ...(autocomplete ? { autoComplete: autocomplete } : {}),
      ...(inputmode ? { inputMode: inputmode } : {}),
      ...(size ? { size, class: code ? 'sized code' : 'sized' } : code ? { class: 'code' } : {}),
      ...(code ? { spellCheck: false, autoCapitalize: 'off' } : {}),
      ...(lang ? { lang } : {}),
    }),
  )
}

export interface AreaProps extends FieldProps {
  readonly rows?: number
  readonly code?: boolean
}

/** Several lines of text. */
export function area(props: AreaProps): JSX.Element {
  const { state, name, rows = 4, code } = props
  return wrap(props, (aria) =>
    h(
      'textarea',
      {
        ...aria,
        id: idOf(name),
        name,
        rows,
        ...(code ? { class: 'code', spellCheck: false, autoCapitalize: 'off' } : {}),
      },
      textOf(state, name),
    ),
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

export interface SelectProps extends FieldProps {
  readonly choices: readonly Choice[]
  /** An empty first choice with these words. */
  readonly none?: string
}

export function select(props: SelectProps): JSX.Element {
  const { state, name, choices, none } = props
  const chosen = textOf(state, name)
  const option = ({ value, label }: Choice) =>
    h('option', { value, selected: value === chosen }, label)
  return wrap(props, (aria) =>
    h(
      'select',
      { ...aria, id: idOf(name), name },
      none === undefined ? null : option({ value: '', label: none }),
      ...choices.map(option),
    ),
  )
}

export interface ChoicesProps extends FieldProps {
  readonly choices: readonly Choice[]
  /** Several may be chosen. */
  readonly many?: boolean
}

/** Radios, or checkboxes when several may be chosen, in a fieldset. */
export function choiceGroup(props: ChoicesProps): JSX.Element {
  const { say, state, name, label, hint, optional, many = false } = props
  const given = state.values[name]
  const chosen = typeof given === 'string' ? [given] : (given ?? [])
  const fault = faultOf(state, name)
  const described = describedBy(name, hint, fault)
  return h(
    'fieldset',
    {
      class: fault ? 'field wrong' : 'field',
      ...(described ? { 'aria-describedby': described } : {}),
    },
    h('legend', null, label, optional ? optionalMark(say) : null),
    hintLine(name, hint),
    faultLine(say, name, fault),
    ...props.choices.map((choice, at) =>
      h(
        'div',
        { class: 'choice' },
        h('input', {
          type: many ? 'checkbox' : 'radio',
          id: at === 0 ? idOf(name) : `${idOf(name)}-${at}`,
          name,
          value: choice.value,
          checked: chosen.includes(choice.value),
          ...(choice.hint ? { 'aria-describedby': `${idOf(name)}-${at}-hint` } : {}),
        }),
        h('label', { for: at === 0 ? idOf(name) : `${idOf(name)}-${at}` }, choice.label),
        choice.hint ? h('p', { class: 'hint', id: `${idOf(name)}-${at}-hint` }, choice.hint) : null,
      ),
    ),
  )
}

/** One checkbox with its own label: sends `yes` when it is ticked. */
export function tick(props: FieldProps): JSX.Element {
  const { say, state, name, label, hint } = props
  const fault = faultOf(state, name)
  const described = describedBy(name, hint, fault)
  return h(
    'div',
    { class: fault ? 'field wrong' : 'field' },
    faultLine(say, name, fault),
    h(
      'div',
      { class: 'choice' },
      h('input', {
        type: 'checkbox',
        id: idOf(name),
        name,
        value: 'yes',
        checked: textOf(state, name) === 'yes',
        ...(described ? { 'aria-describedby': described } : {}),
        ...(fault ? { 'aria-invalid': 'true' as const } : {}),
      }),
      h('label', { for: idOf(name) }, label),
      hintLine(name, hint),
    ),
  )
}

/** A file to upload; the form must be `multipart`. */
export function file(props: FieldProps & { readonly accept?: string }): JSX.Element {
  const { name, accept } = props
  return wrap(props, (aria) =>
    h('input', { ...aria, id: idOf(name), name, type: 'file', ...(accept ? { accept } : {}) }),
  )
}

/** Fields that belong together, in a form that is longer than a screen. */
export function group(legend: string, ...fields: ComponentChildren[]): JSX.Element {
  return h('fieldset', { class: 'group' }, h('legend', null, h('h2', null, legend)), ...fields)
}

export function hidden(name: string, value: string): JSX.Element {
  return h('input', { type: 'hidden', name, value })
}

export interface FormProps {
  readonly say: Say
  readonly state: FormState
  /** Where it posts; the page's own address when left out. */
  readonly action?: string
  readonly submit: string
  readonly multipart?: boolean
  /** A step that cannot be undone. */
  readonly danger?: boolean
  readonly cancel?: { readonly href: string; readonly label?: string }
  readonly id?: string
}

/** A form that posts; its faults stand above it, each linked to its field. */
export function form(props: FormProps, ...fields: ComponentChildren[]): JSX.Element {
  const { say, state, action, submit, multipart, danger, cancel, id } = props
  const t = say.of(messages)
  return h(
    'form',
    {
      method: 'post',
      noValidate: true,
      ...(action ? { action } : {}),
      ...(multipart ? { encType: 'multipart/form-data' } : {}),
      ...(id ? { id } : {}),
    },
    faultSummary(say, state.faults, fields),
    ...fields,
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'submit', class: danger ? 'danger' : '' }, submit),
      cancel ? h('a', { href: cancel.href }, cancel.label ?? t('form.cancel')) : null,
    ),
  )
}

/** Says how many things are wrong and leads to each. The page's title should say it too (`Page.faults`). */
export function faultSummary(
  say: Say,
  faults: readonly Fault[],
  /** Where the fields stand: each fault then says which one it is about. */
  fields?: ComponentChildren,
): JSX.Element | null {
  if (faults.length === 0) return null
  const t = say.of(messages)
  return h(
    'div',
    { class: 'faults', role: 'alert', tabIndex: -1, id: 'faults', autoFocus: true },
    h('h2', null, t('form.faults', { count: faults.length })),
    h(
      'ul',
      null,
      ...faults.map(({ field, text }) => {
        if (field === '') return h('li', null, text)
        const label = fieldLabel(fields, idOf(field))
        const words = label === undefined ? text : [label, ': ', text]
        return h('li', null, h('a', { href: `#${idOf(field)}` }, words))
      }),
    ),
  )
}

/** A form without fields: one button that posts. */
export function button(props: {
  readonly action: string
  readonly label: string
  readonly danger?: boolean
  readonly quiet?: boolean
  readonly fields?: Readonly<Record<string, string>>
}): JSX.Element {
  const { action, label, danger, quiet, fields = {} } = props
  return h(
    'form',
    { method: 'post', action, class: 'inline' },
    ...Object.entries(fields).map(([name, value]) => hidden(name, value)),
    h('button', { type: 'submit', class: danger ? 'danger' : quiet ? 'quiet' : '' }, label),
  )
}

export function idOf(name: string): string {
  return `f-${name.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`
}

function wrap(
  props: FieldProps,
  control: (aria: Record<string, string>) => JSX.Element,
): JSX.Element {
  const { say, state, name, label, hint, optional, filter } = props
  const fault = faultOf(state, name)
  const described = describedBy(name, hint, fault)
  return h(
    'div',
    { class: fault ? 'field wrong' : 'field' },
    h('label', { for: idOf(name) }, label, optional ? optionalMark(say) : null),
    hintLine(name, hint),
    faultLine(say, name, fault),
    control({
      ...(described ? { 'aria-describedby': described } : {}),
      ...(fault ? { 'aria-invalid': 'true' } : {}),
      ...(optional || filter ? {} : { 'aria-required': 'true' }),
    }),
  )
}

function optionalMark(say: Say): JSX.Element {
  return h('span', { class: 'optional' }, ' ', say.of(messages)('form.optional'))
}

function hintLine(name: string, hint: string | undefined): JSX.Element | null {
  return hint ? h('p', { class: 'hint', id: `${idOf(name)}-hint` }, hint) : null
}

function faultLine(say: Say, name: string, fault: Fault | undefined): JSX.Element | null {
  if (!fault) return null
  const prefix = h('span', { class: 'unseen' }, say.of(messages)('form.fault'), ' ')
  return h('p', { class: 'fault', id: `${idOf(name)}-fault` }, prefix, fault.text)
}

function faultOf(state: FormState, name: string): Fault | undefined {
  return state.faults.find(({ field }) => field === name)
}

function describedBy(name: string, hint: string | undefined, fault: Fault | undefined): string {
  return [hint ? `${idOf(name)}-hint` : '', fault ? `${idOf(name)}-fault` : ''].join(' ').trim()
}

function textOf(state: FormState, name: string): string {
  const value = state.values[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}
