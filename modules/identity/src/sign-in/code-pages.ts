import { h, type JSX } from 'preact'
import {
  copyable,
  form,
  input,
  notice,
  steps,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { renderSVG } from 'uqr'
import { messages } from './messages.ts'
import type { Enrolment } from './second-factor.ts'

export function codePage(say: Say, state: FormState): Page {
  const t = say.of(messages)
  return {
    title: t('code.title'),
    content: [
      h('h1', null, t('code.title')),
      h('p', { class: 'lead' }, t('code.lead')),
      form(
        { say, state, submit: t('code.submit') },
        codeInput(say, state, t('code.label'), t('code.hint')),
      ),
      h('p', { class: 'hint' }, t('code.lost')),
      h('p', null, h('a', { href: '/sign-in' }, t('code.restart'))),
    ],
  }
}

function codeInput(say: Say, state: FormState, label: string, hint?: string): JSX.Element {
  const as = { type: 'text', autocomplete: 'one-time-code', size: 12, code: true } as const
  return input({ say, state, name: 'code', label, hint, ...as })
}

/** Where one is on the way in: for those who come by an invitation. */
export function waySteps(say: Say, now: 0 | 1 | 2): JSX.Element {
  const t = say.of(messages)
  const labels = [t('invitation.step.name'), t('invitation.step.app'), t('invitation.step.codes')]
  return steps(
    labels.map((label, at) => {
      const state = at < now ? 'done' : at === now ? 'now' : 'later'
      return { label, state, stateLabel: t(`step.${state}`) }
    }),
  )
}

export function enrolPage(say: Say, state: FormState, enrolment: Enrolment): Page {
  const t = say.of(messages)
  // Four groups of four on a line: all of it is seen at 360 pixels by whoever types it.
  const groups = enrolment.secret.match(/.{1,4}/g) ?? []
  const grouped = groups
    .map((group, at) => (at % 4 === 3 ? `${group}\n` : `${group} `))
    .join('')
    .trim()
  return {
    title: t('enrol.title'),
    content: [
      h('h1', null, t('enrol.title')),
      waySteps(say, 1),
      h('p', { class: 'lead' }, t('enrol.lead')),
      h(
        'ol',
        null,
        h('li', null, t('enrol.app')),
        h(
          'li',
          null,
          t('enrol.scan'),
          h('div', {
            class: 'qr',
            role: 'img',
            'aria-label': t('enrol.qr'),
            // Our own drawing of our own text.
            dangerouslySetInnerHTML: { __html: renderSVG(enrolment.uri, { border: 2 }) },
          }),
          h('p', null, h('a', { href: enrolment.uri }, t('enrol.open'))),
          h('p', null, t('enrol.typed')),
          copyable(say, grouped, t('enrol.secret')),
        ),
      ),
      form({ say, state, submit: t('enrol.submit') }, codeInput(say, state, t('enrol.code'))),
    ],
  }
}

/** An enrolment begins with the password. */
export function enrolBeginPage(say: Say, state: FormState): Page {
  const t = say.of(messages)
  return {
    title: t('enrol.title'),
    content: [
      h('h1', null, t('enrol.title')),
      h('p', { class: 'lead' }, t('enrol.lead')),
      h('p', null, t('enrol.begin.text')),
      form(
        { say, state, action: '/enrol/begin', submit: t('enrol.begin') },
        passwordInput(say, state),
      ),
    ],
  }
}

export function passwordInput(say: Say, state: FormState): JSX.Element {
  const label = say.of(messages)('in.password')
  const as = { type: 'password', autocomplete: 'current-password' } as const
  return input({ say, state, name: 'password', label, ...as })
}

export function codesPage(say: Say, codes: readonly string[]): Page {
  const t = say.of(messages)
  const state: FormState = { values: {}, faults: [] }
  return {
    title: t('codes.title'),
    content: [
      h('h1', null, t('codes.title')),
      waySteps(say, 2),
      notice('open', {}, h('p', null, t('codes.lead'))),
      copyable(say, codes.join('\n'), t('codes.label')),
      form({ say, state, submit: t('codes.kept') }),
    ],
  }
}
