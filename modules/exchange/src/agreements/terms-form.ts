import type { JSX } from 'preact'
import { area, choiceGroup, group, input, type FormState, type Say } from '@mtandao/ui'
import { z } from 'zod'
import type { AgreementTerms } from './content.ts'
import { messages } from './messages.ts'
import { someText } from './shapes.ts'

/** The long form of an agreement: its fields, how they are read, and how they stand on the page. */

/** A number as people type it; an empty field is missing, not zero. */
export const typedNumber = (min: number, max: number) =>
  z.preprocess(
    (typed) => (typed === '' || typed === undefined ? undefined : Number(typed)),
    z.int().min(min).max(max),
  )

const itemMax = 200

export const termsFields = {
  purpose: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  purposeSw: someText(600),
  purposeEn: someText(600),
  legalBasis: someText(1000).min(1),
  citation: someText(300),
  /** Ticked among those the service's document names. */
  items: z.array(someText(itemMax)).max(100).default([]),
  /** Typed, one on each line. */
  dataItems: someText(20_000).superRefine((text, context) => {
    if (linesOf(text).every((item) => item.length <= itemMax)) return
    const said = {
      sw: `Kila mstari usizidi herufi ${itemMax}`,
      en: `At most ${itemMax} characters on a line`,
    }
    context.addIssue({ code: 'custom', params: { text: said } })
  }),
  retentionDays: typedNumber(0, 36_500),
  retentionThen: someText(300).min(1),
  personalData: z.enum(['yes', 'no']),
  consumerRegistration: someText(100),
  perDay: typedNumber(1, 1_000_000_000),
  peakPerMinute: typedNumber(1, 10_000_000),
  validFrom: z.iso.date(),
  validUntil: z.iso.date(),
}
type TermsFields = z.output<z.ZodObject<typeof termsFields>>

const linesOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((item) => item.trim())
    .filter((item) => item !== '')

export function termsFrom(fields: TermsFields): AgreementTerms {
  const { items, dataItems, personalData, ...same } = fields
  return {
    purpose: same.purpose,
    purposeSw: same.purposeSw,
    purposeEn: same.purposeEn,
    legalBasis: same.legalBasis,
    citation: same.citation,
    dataItems: [...items.filter((item) => item !== ''), ...linesOf(dataItems)].slice(0, 300),
    retentionDays: same.retentionDays,
    retentionThen: same.retentionThen,
    personalData: personalData === 'yes',
    consumerRegistration: same.consumerRegistration,
    perDay: same.perDay,
    peakPerMinute: same.peakPerMinute,
    validFrom: same.validFrom,
    validUntil: same.validUntil,
  }
}

/** What the form shows of terms that exist; `known` are the items that have boxes to tick. */
export function valuesOf(
  terms: Partial<AgreementTerms>,
  known: readonly string[],
): FormState['values'] {
  const { dataItems = [], personalData, ...same } = terms
  const values: Record<string, string | readonly string[]> = {}
  for (const [name, value] of Object.entries(same)) values[name] = String(value)
  return {
    ...values,
    items: dataItems.filter((item) => known.includes(item)),
    dataItems: dataItems.filter((item) => !known.includes(item)).join('\n'),
    ...(personalData !== undefined && { personalData: personalData ? 'yes' : 'no' }),
  }
}

/** The fieldsets that all three forms share. */
export function termsParts(say: Say, state: FormState, known: readonly string[]): JSX.Element[] {
  return [
    whyPart(say, state),
    whatPart(say, state, known),
    personalPart(say, state),
    usePart(say, state),
  ]
}

function whyPart(say: Say, state: FormState): JSX.Element {
  const t = say.of(messages)
  const common = { say, state }
  return group(
    t('terms.why'),
    area({
      ...common,
      name: 'purposeSw',
      label: t('terms.purposeSw'),
      hint: t('terms.oneLanguage'),
      rows: 3,
    }),
    area({ ...common, name: 'purposeEn', label: t('terms.purposeEn'), rows: 3, optional: true }),
    input({
      ...common,
      name: 'purpose',
      label: t('terms.purpose'),
      hint: t('terms.purposeHint'),
      size: 30,
      code: true,
    }),
    area({
      ...common,
      name: 'legalBasis',
      label: t('terms.legalBasis'),
      hint: t('terms.legalBasisHint'),
      rows: 3,
    }),
    input({
      ...common,
      name: 'citation',
      label: t('terms.citation'),
      hint: t('terms.citationHint'),
      optional: true,
    }),
  )
}

function whatPart(say: Say, state: FormState, known: readonly string[]): JSX.Element {
  const t = say.of(messages)
  const common = { say, state }
  return group(
    t('terms.what'),
    known.length === 0
      ? null
      : choiceGroup({
          ...common,
          name: 'items',
          label: t('terms.items'),
          hint: t('terms.itemsHint'),
          many: true,
          optional: true,
          choices: known.map((item) => ({ value: item, label: say.data(item) })),
        }),
    area({
      ...common,
      name: 'dataItems',
      label: known.length === 0 ? t('terms.dataItems') : t('terms.moreItems'),
      hint: t('terms.dataItemsHint'),
      rows: 4,
      optional: known.length > 0,
    }),
    input({
      ...common,
      name: 'retentionDays',
      label: t('terms.retentionDays'),
      hint: t('terms.retentionHint'),
      inputmode: 'numeric',
      size: 8,
    }),
    input({
      ...common,
      name: 'retentionThen',
      label: t('terms.retentionThen'),
      hint: t('terms.retentionThenHint'),
    }),
  )
}

function personalPart(say: Say, state: FormState): JSX.Element {
  const t = say.of(messages)
  return group(
    t('terms.personal'),
    choiceGroup({
      say,
      state,
      name: 'personalData',
      label: t('terms.personalData'),
      hint: t('terms.personalHint'),
      choices: [
        { value: 'yes', label: t('content.yes') },
        { value: 'no', label: t('content.no') },
      ],
    }),
    input({
      say,
      state,
      name: 'consumerRegistration',
      label: t('terms.consumerRegistration'),
      hint: t('terms.consumerRegistrationHint'),
      optional: true,
      size: 30,
    }),
  )
}

function usePart(say: Say, state: FormState): JSX.Element {
  const t = say.of(messages)
  const number = (name: 'perDay' | 'peakPerMinute') =>
    input({ say, state, name, label: t(`terms.${name}`), inputmode: 'numeric', size: 12 })
  const date = (name: 'validFrom' | 'validUntil') =>
    input({ say, state, name, label: t(`terms.${name}`), type: 'date', size: 12 })
  return group(
    t('terms.use'),
    number('perDay'),
    number('peakPerMinute'),
    date('validFrom'),
    date('validUntil'),
  )
}
