import { institutionKinds, type Register } from '@mtandao/register/contract'
import type { Db } from '@mtandao/pg'
import {
  area,
  choiceGroup,
  group,
  input,
  select,
  tick,
  type FormState,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import { ruleNames, type Due } from '../model.ts'
import { ruleWords } from '../rules/rule-words.ts'
import { day, line } from '../shapes.ts'
import { addresseeFields, addresseeOf, everyone, type Nameable } from './addressee-form.ts'
import { ticked } from './form-fields.ts'
import type { ObligationDraft } from './obligation-shapes.ts'
import { writingMessages } from './writing-messages.ts'

/** An obligation as a form without scripts asks for it. */
export const obligationFields = {
  titleSw: line(500),
  titleEn: line(500),
  ...addresseeFields,
  dueType: z.enum(['on', 'from', 'every-quarter']),
  dueDay: day,
  rule: z.enum(ruleNames),
  obligationCitation: line(2_000),
  verified: ticked,
  /** `look`: who is hit; `change`: back to the fields; `issue`: do it. */
  step: z.enum(['look', 'change', 'issue']).default('look'),
}
const shape = z.strictObject(obligationFields)

/** Where the members of a draft stand in the form. */
export const draftFields: Readonly<Record<string, string>> = {
  title: 'titleSw',
  due: 'dueDay',
  addressee: 'list',
}

export const emptyDraft: FormState['values'] = { ...everyone, dueType: 'from', verified: 'no' }

export function draftOf(
  fields: z.output<typeof shape>,
  institutions: readonly Nameable[],
): ObligationDraft {
  return {
    title: { sw: fields.titleSw, en: fields.titleEn },
    addressee: addresseeOf(fields, institutions),
    due: dueOf(fields.dueType, fields.dueDay),
    rule: fields.rule,
    citation: fields.obligationCitation,
    verified: fields.verified,
  }
}

function dueOf(type: Due['type'], dueDay: string): Due {
  return type === 'every-quarter' ? { type, from: dueDay } : { type, day: dueDay }
}

/** What was understood, as text again. */
export function typedOf(fields: Readonly<Record<string, unknown>>): FormState['values'] {
  const texts: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') texts[name] = value
    else if (Array.isArray(value)) texts[name] = value.map(String)
    else if (value === true) texts[name] = 'yes'
  }
  return texts
}

const pageSize = 200
const pagesMax = 100

/** Every institution by its names: 10,000 and more are no country's. */
export async function allInstitutions(register: Register, db: Db): Promise<Nameable[]> {
  const all: Nameable[] = []
  let after: string | undefined
  for (let turn = 0; turn < pagesMax; turn += 1) {
    const { items, next } = await register.listInstitutions(db, { after, limit: pageSize })
    all.push(...items)
    if (next === undefined) break
    after = next
  }
  return all
}

interface Common {
  readonly say: Say
  readonly state: FormState
}

/** The part of a form that makes an obligation. */
export function obligationGroups(common: Common): JSX.Element[] {
  const t = common.say.of(writingMessages)
  return [
    group(
      t('draft.obligation'),
      input({ ...common, name: 'titleSw', label: t('draft.titleSw'), lang: 'sw' }),
      input({ ...common, name: 'titleEn', label: t('draft.titleEn'), lang: 'en' }),
    ),
    group(t('draft.who'), ...addresseeInputs(common)),
    group(t('draft.due'), ...dueInputs(common)),
  ]
}

function addresseeInputs(common: Common): JSX.Element[] {
  const { say } = common
  const t = say.of(writingMessages)
  const choices = <const Value extends string>(
    values: readonly Value[],
    label: (one: Value) => string,
  ) => values.map((value) => ({ value, label: label(value) }))
  const having = (name: 'systems' | 'citizens') =>
    select({
      ...common,
      name,
      label: t(`draft.${name}`),
      none: t('draft.any'),
      filter: true,
      choices: choices(['with', 'without'], (one) => t(`draft.${name}.${one}`)),
    })
  return [
    choiceGroup({
      ...common,
      name: 'addressee',
      label: t('draft.addressee'),
      choices: choices(['institutions', 'joint', 'ega', 'central-government'], (one) =>
        t(`draft.addressee.${one}`),
      ),
    }),
    h('p', null, t('draft.which')),
    kindsPart(common),
    having('systems'),
    having('citizens'),
    area({
      ...common,
      name: 'list',
      label: t('draft.list'),
      hint: t('draft.list.hint'),
      optional: true,
      rows: 3,
    }),
    choiceGroup({
      ...common,
      name: 'combine',
      label: t('draft.combine'),
      choices: choices(['both', 'any'], (one) => t(`draft.combine.${one}`)),
    }),
    area({
      ...common,
      name: 'except',
      label: t('draft.except'),
      hint: t('draft.list.hint'),
      optional: true,
      rows: 3,
    }),
  ]
}

function kindsPart(common: Common): JSX.Element {
  const { say, state } = common
  const t = say.of(writingMessages)
  const chosen = state.values['kinds']
  return h(
    'details',
    { class: 'field folded', open: chosen !== undefined && chosen.length > 0 },
    h('summary', null, t('draft.kinds')),
    choiceGroup({
      ...common,
      name: 'kinds',
      label: t('draft.kinds'),
      many: true,
      choices: institutionKinds.map(({ code, name }) => ({ value: code, label: say.text(name) })),
    }),
    choiceGroup({
      ...common,
      name: 'kindsAre',
      label: t('draft.kindsAre'),
      choices: (['these', 'others'] as const).map((value) => ({
        value,
        label: t(`draft.kindsAre.${value}`),
      })),
    }),
  )
}

function dueInputs(common: Common): JSX.Element[] {
  const { say } = common
  const t = say.of(writingMessages)
  return [
    choiceGroup({
      ...common,
      name: 'dueType',
      label: t('draft.dueType'),
      choices: (['on', 'from', 'every-quarter'] as const).map((value) => ({
        value,
        label: t(`draft.dueType.${value}`),
      })),
    }),
    input({ ...common, name: 'dueDay', label: t('draft.dueDay'), type: 'date' }),
    select({
      ...common,
      name: 'rule',
      label: t('draft.rule'),
      hint: t('draft.rule.hint'),
      none: t('draft.rule.none'),
      choices: ruleNames.map((value) => ({ value, label: say.text(ruleWords[value].name) })),
    }),
    h(
      'details',
      null,
      h('summary', null, t('draft.rules')),
      h(
        'dl',
        null,
        ...ruleNames.flatMap((name) => [
          h('dt', null, h('b', null, say.text(ruleWords[name].name))),
          h('dd', null, say.text(ruleWords[name].asks)),
        ]),
      ),
    ),
    input({
      ...common,
      name: 'obligationCitation',
      label: t('draft.citation'),
      hint: t('field.citation.hint'),
    }),
    tick({ ...common, name: 'verified', label: t('draft.verified') }),
  ]
}
