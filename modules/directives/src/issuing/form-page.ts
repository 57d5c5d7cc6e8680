import { back, form as formOf, input, type FormState, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { writingMessages } from './writing-messages.ts'

type Key = keyof typeof writingMessages

/** A form as a page of its own: where it leads back to, what it is about, its fields. */
export function formPage(
  { say, state }: { readonly say: Say; readonly state: FormState },
  about: {
    readonly title: Key
    readonly lead?: Key
    readonly submit?: Key
    readonly danger?: boolean
    readonly from: { readonly href: string; readonly label: string }
  },
  ...fields: ComponentChildren[]
): { readonly title: string; readonly content: JSX.Element } {
  const t = say.of(writingMessages)
  const { title, lead, submit = title, danger = false, from } = about
  return {
    title: t(title),
    content: h(
      'div',
      null,
      back(from.href, from.label),
      h('h1', null, t(title)),
      lead === undefined ? null : h('p', { class: 'lead' }, t(lead)),
      formOf({ say, state, submit: t(submit), danger, cancel: { href: from.href } }, ...fields),
    ),
  }
}

export function citationField({
  say,
  state,
}: {
  readonly say: Say
  readonly state: FormState
}): JSX.Element {
  const t = say.of(writingMessages)
  return input({
    say,
    state,
    name: 'citation',
    label: t('field.citation'),
    hint: t('field.citation.hint'),
  })
}

/** The office that acts, and who holds it. */
export function officeFields(
  common: { readonly say: Say; readonly state: FormState },
  holderOptional = false,
): JSX.Element[] {
  const t = common.say.of(writingMessages)
  return [
    input({ ...common, name: 'officeSw', label: t('office.sw'), lang: 'sw' }),
    input({ ...common, name: 'officeEn', label: t('office.en'), lang: 'en' }),
    input({ ...common, name: 'holder', label: t('office.holder'), optional: holderOptional }),
  ]
}
