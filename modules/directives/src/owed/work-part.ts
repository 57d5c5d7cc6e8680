import { button, moment, section, steps, table, tag, type Say, type Step } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { messages as shared } from '../messages.ts'
import type { Status } from '../model.ts'
import { statusTag } from '../parts.ts'
import type { AnswerClock } from './answer-clock.ts'
import { messages } from './messages.ts'
import type { ResultSeen } from './see-result.ts'
import { steps as stepTable, type StepName, type WorkStatus } from './status-steps.ts'
import type { StatusStep } from './step-store.ts'

/** Where the work stands, and what may be done with it. */

/** `by` facts says so: nobody closed it, or nobody opened it again. */
export function workTag(say: Say, { status, by }: WorkStatus): JSX.Element {
  const t = say.of(messages)
  const note =
    by === 'facts' && (status === 'closed' || status === 'to-do')
      ? h('small', { class: 'soft block' }, t(`work.by-facts.${status}`))
      : null
  return h('span', null, statusTag(say, status), note)
}

export function clockTag(say: Say, clock: AnswerClock): JSX.Element {
  const t = say.of(messages)
  if (clock.is === 'late') return tag('bad', t('clock.late', { count: clock.daysLate }))
  if (clock.is === 'answered')
    return clock.daysLate > 0
      ? tag('open', t('clock.answered-late', { count: clock.daysLate }))
      : tag('good', t('clock.answered'))
  return tag(
    'open',
    clock.daysLeft === 0 ? t('clock.today') : t('clock.waiting', { count: clock.daysLeft }),
  )
}

const path: readonly Status[] = ['to-do', 'submitted', 'in-review', 'closed']

/** @param action where a step is posted */
export function workSection(say: Say, seen: ResultSeen, action: string): JSX.Element {
  const t = say.of(messages)
  const { status, rights } = seen
  if (status.status === 'closed' && status.by === 'facts')
    return section(
      'work',
      t('steps.title'),
      h('p', null, t('steps.by-facts')),
      seen.steps === null || seen.steps.length === 0 ? null : history(say, seen.steps),
    )
  const here = path.indexOf(status.status)
  const state = (at: number): Step['state'] => (at < here ? 'done' : at === here ? 'now' : 'later')
  return section(
    'work',
    t('steps.title'),
    h('p', { class: 'soft' }, t('steps.lead')),
    steps(
      path.map((one, at) => ({
        label: say.of(shared)(`status.${one}`),
        state: state(at),
        stateLabel: t(`steps.${state(at)}`),
      })),
    ),
    stepButtons(say, seen, action),
    rights.steps.includes('close') && !isClosable(seen)
      ? h('p', { class: 'soft' }, t('step.close.wait'))
      : null,
    seen.steps === null || seen.steps.length === 0 ? null : history(say, seen.steps),
  )
}

/** The result settles it, so that it may be closed. */
export function isClosable({ result }: ResultSeen): boolean {
  return result?.result === 'met' || result?.result === 'not-applicable'
}

function stepButtons(say: Say, seen: ResultSeen, action: string): JSX.Element | null {
  const t = say.of(messages)
  const open = seen.rights.steps.filter((step) => step !== 'close' || isClosable(seen))
  if (open.length === 0) return null
  const one = (step: StepName) =>
    stepTable[step].needsWords
      ? h(
          'a',
          { href: `${action}${action.includes('?') ? '&' : '?'}step=${step}` },
          t(`step.${step}`),
        )
      : button({ action, label: t(`step.${step}`), quiet: step === 'withdraw', fields: { step } })
  return h('div', { class: 'buttons' }, ...open.map(one))
}

function history(say: Say, taken: readonly StatusStep[]): JSX.Element {
  const t = say.of(messages)
  return table<StatusStep>({
    caption: t('steps.history'),
    rows: taken,
    empty: null,
    columns: [
      { label: t('steps.history.at'), cell: ({ at }) => moment(say, at, 'shortDateTime') },
      { label: t('steps.history.status'), cell: ({ status }) => statusTag(say, status) },
      {
        label: t('steps.history.words'),
        cell: ({ words }) =>
          words === null ? say.data('–') : h('span', { class: 'said' }, say.data(words)),
      },
    ],
  })
}
