import { area, choiceGroup, file, form, input, type FormState, type Say } from '@mtandao/ui'
import type { JSX } from 'preact'
import { messages } from './messages.ts'
import { steps, type StepName } from './status-steps.ts'

/** The forms themselves: inside the page of an obligation, and alone when something in them is wrong. */

interface FormPlace {
  readonly say: Say
  readonly state: FormState
  /** Where it posts. */
  readonly action: string
  /** Shown when it stands alone. */
  readonly cancel?: { readonly href: string }
}

const accept = '.pdf,.png,.jpg,.jpeg,.csv,.txt'

/** @param note whether there is room for words beside the file */
export function declareForm({ say, state, action, cancel }: FormPlace, note: boolean): JSX.Element {
  const t = say.of(messages)
  const common = { say, state }
  return form(
    { say, state, action, submit: t('declare.submit'), multipart: true, ...(cancel && { cancel }) },
    input({
      ...common,
      name: 'on',
      label: t('declare.on'),
      hint: t('declare.on.hint'),
      type: 'date',
    }),
    note
      ? area({
          ...common,
          name: 'note',
          label: t('declare.note'),
          hint: t('declare.note.hint'),
          optional: true,
          rows: 3,
        })
      : null,
    file({
      ...common,
      name: 'evidence',
      label: t('declare.file'),
      hint: t('declare.file.hint'),
      optional: true,
      accept,
    }),
  )
}

export function replyForm({ say, state, action, cancel }: FormPlace): JSX.Element {
  const t = say.of(messages)
  return form(
    { say, state, action, submit: t('reply.submit'), ...(cancel && { cancel }) },
    area({ say, state, name: 'words', label: t('reply.words'), hint: t('reply.words.hint') }),
  )
}

export function answerForm({ say, state, action, cancel }: FormPlace): JSX.Element {
  const t = say.of(messages)
  return form(
    { say, state, action, submit: t('answer.submit'), ...(cancel && { cancel }) },
    area({ say, state, name: 'words', label: t('answer.words'), hint: t('answer.words.hint') }),
  )
}

export function exemptForm({ say, state, action, cancel }: FormPlace): JSX.Element {
  const t = say.of(messages)
  const common = { say, state }
  return form(
    { say, state, action, submit: t('exempt.submit'), ...(cancel && { cancel }) },
    input({
      ...common,
      name: 'until',
      label: t('exempt.until'),
      hint: t('exempt.until.hint'),
      type: 'date',
    }),
    area({
      ...common,
      name: 'reason',
      label: t('exempt.reason'),
      hint: t('exempt.reason.hint'),
      rows: 3,
    }),
  )
}

export function stepForm(
  { say, state, action, cancel }: FormPlace,
  open: readonly StepName[],
): JSX.Element {
  const t = say.of(messages)
  const common = { say, state }
  return form(
    { say, state, action, submit: t('step.title'), ...(cancel && { cancel }) },
    choiceGroup({
      ...common,
      name: 'step',
      label: t('step.which'),
      choices: open.map((step) => ({ value: step, label: t(`step.${step}`) })),
    }),
    open.some((step) => steps[step].needsWords)
      ? area({
          ...common,
          name: 'words',
          label: t('step.words'),
          hint: t('step.words.hint'),
          optional: true,
          rows: 3,
        })
      : null,
  )
}
