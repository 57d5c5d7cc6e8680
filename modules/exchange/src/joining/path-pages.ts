import {
  actionLink,
  area,
  back,
  button,
  code,
  form,
  input,
  notice,
  section,
  steps,
  table,
  type FormState,
  type Page,
  type Say,
  type Step,
} from '@mtandao/ui'
import { h, type ComponentChildren } from 'preact'
import { firstCallPart, secretOnce, type FirstCall } from './first-call-part.ts'
import { fingerprint, keyField } from './key-part.ts'
import { messages } from './messages.ts'
import { pathSteps, stepNow, type PathFacts } from './path-steps.ts'
import type { PublicKey } from './public-key.ts'
import type { PathSeen } from './see-path.ts'

export const noState: FormState = { values: {}, faults: [] }

function factsOf(path: PathSeen): PathFacts {
  return {
    hasSandbox: path.sandbox !== undefined,
    hasCalled: path.firstCall !== undefined,
    asked: path.request?.state,
    hasProduction: path.production !== undefined,
    hasSecret: path.hasSecret,
  }
}

const pathOf = (system: string) => `/systems/${system}/join`

/** Every system of the institution with where it stands. */
export function joinPage(say: Say, paths: readonly PathSeen[]): Page {
  const t = say.of(messages)
  const standing = (path: PathSeen) => {
    const now = stepNow(factsOf(path))
    return now === undefined ? t('path.done') : t(`step.${now}`)
  }
  const register = '/systems/new?then=/join'
  return {
    title: t('join.title'),
    content: [
      h('h1', null, t('join.title')),
      h('p', { class: 'lead' }, t('join.lead')),
      paths.length === 0 ? overview(say) : null,
      section(
        'systems',
        t('join.systems'),
        table({
          caption: t('join.systems'),
          unseenCaption: true,
          rows: paths,
          empty: [
            h('p', null, t('join.none')),
            h('p', null, actionLink(register, t('join.register'))),
          ],
          columns: [
            { label: t('join.system'), cell: ({ system }) => say.text(system.name) },
            { label: t('join.standing'), cell: standing },
            {
              label: t('join.do'),
              cell: ({ system }) => h('a', { href: pathOf(system.id) }, t('join.go')),
            },
          ],
        }),
      ),
      paths.length === 0
        ? null
        : h(
            'p',
            { class: 'buttons' },
            h('a', { href: register }, t('join.another')),
            h('a', { href: '/clients' }, t('join.clients')),
          ),
    ],
  }
}

function overview(say: Say) {
  const t = say.of(messages)
  return steps(
    pathSteps.map((step, at) => ({
      label: t(`step.${step}`),
      state: at === 0 ? 'now' : 'later',
      stateLabel: t(at === 0 ? 'path.now' : 'path.later'),
    })),
  )
}

/** One system on its way: what is done, and the step to do now, whole. */
export function pathPage(say: Say, path: PathSeen, call: FirstCall | undefined): Page {
  const t = say.of(messages)
  const { system } = path
  const title = t('path.title', { system: say.text(system.name) })
  return {
    title,
    scripts: ['key-maker', 'first-call'],
    content: [
      back('/join', t('path.back')),
      h('h1', null, title),
      steps(stepList(say, path)),
      stepContent(say, path, call),
    ],
  }
}

function stepList(say: Say, path: PathSeen): Step[] {
  const t = say.of(messages)
  const now = stepNow(factsOf(path))
  const at = now === undefined ? pathSteps.length : pathSteps.indexOf(now)
  const waits = path.request?.state === 'pending' && path.production === undefined
  return pathSteps.map((step, index) => {
    const state = index < at ? 'done' : index === at ? 'now' : 'later'
    const label = step === 'production' && waits ? t('step.pending') : t(`path.${state}`)
    return { label: t(`step.${step}`), state, stateLabel: label }
  })
}

function stepContent(say: Say, path: PathSeen, call: FirstCall | undefined): ComponentChildren {
  const t = say.of(messages)
  const now = stepNow(factsOf(path))
  if (now === 'key') return section('key', t('key.title'), keyForm(say, path.system.id, noState))
  const calling = call && firstCallPart(say, call)
  if (now === 'call') return calling
  if (now === 'ask') return [asking(say, path), calling]
  if (now === 'production')
    return path.production ? approved(say, path) : [waiting(say, path), calling]
  const { production } = path
  return [
    notice(
      'good',
      {},
      h('p', null, t('path.complete')),
      h('p', null, h('a', { href: '/catalogue' }, t('path.catalogue'))),
    ),
    production && h('p', null, h('a', { href: `/clients/${production.id}` }, code(production.id))),
  ]
}

function asking(say: Say, { system, request }: PathSeen) {
  const t = say.of(messages)
  const refused = request?.state === 'refused' ? (request.reason ?? '') : undefined
  return section(
    'ask',
    t('ask.title'),
    refused === undefined
      ? null
      : notice('bad', { title: t('ask.refused') }, h('p', null, say.data(refused))),
    h('p', null, t('ask.lead')),
    h('p', null, actionLink(`${pathOf(system.id)}/production`, t('ask.title'))),
  )
}

function waiting(say: Say, { request }: PathSeen) {
  const t = say.of(messages)
  if (!request) return null
  const action = `/requests/${request.id}/withdraw`
  return notice(
    'open',
    {},
    h('p', null, t('ask.pending', { date: say.date(request.askedAt) })),
    button({ action, label: t('ask.withdraw'), quiet: true }),
  )
}

function approved(say: Say, { production }: PathSeen) {
  const t = say.of(messages)
  const client = production?.id ?? ''
  return section(
    'approved',
    t('approved.title'),
    h('p', null, t('approved.text', { client })),
    h('p', null, actionLink(`/clients/${client}/secret`, t('approved.secret'))),
  )
}

function keyForm(say: Say, system: string, state: FormState) {
  const t = say.of(messages)
  return form(
    { say, state, action: `${pathOf(system)}/key`, submit: t('key.submit') },
    h('p', null, t('key.lead')),
    keyField(say, state),
  )
}

/** The key step by itself: where a key that was refused comes back. */
export function keyPage(say: Say, system: string, state: FormState): Page {
  const t = say.of(messages)
  return {
    title: t('key.title'),
    scripts: ['key-maker'],
    content: [
      back(pathOf(system), t('path.back')),
      h('h1', null, t('key.title')),
      keyForm(say, system, state),
    ],
  }
}

/** The fingerprint before the client is made. */
export function sandboxPage(say: Say, system: string, key: PublicKey, state: FormState): Page {
  const t = say.of(messages)
  return {
    title: t('sandbox.title'),
    content: [
      back(pathOf(system), t('sandbox.otherKey')),
      h('h1', null, t('sandbox.title')),
      h('p', { class: 'lead' }, t('sandbox.lead')),
      fingerprint(say, key),
      form(
        { say, state, submit: t('sandbox.submit') },
        input({
          say,
          state,
          name: 'label',
          label: t('sandbox.label'),
          hint: t('sandbox.label.hint'),
          optional: true,
        }),
      ),
    ],
  }
}

/** The fingerprint after, the secret once, and the way on. */
export function madePage(
  say: Say,
  made: { readonly id: string; readonly secret: string; readonly system: string },
  key: PublicKey,
  call: FirstCall,
): Page {
  const t = say.of(messages)
  return {
    title: t('made.title'),
    scripts: ['first-call'],
    content: [
      h('h1', null, t('made.title')),
      secretOnce(say, made),
      fingerprint(say, key),
      firstCallPart(say, call),
      h('p', null, h('a', { href: pathOf(made.system) }, t('made.next'))),
    ],
  }
}

export function askPage(say: Say, path: PathSeen, state: FormState): Page {
  const t = say.of(messages)
  return {
    title: t('ask.title'),
    scripts: ['key-maker'],
    content: [
      back(pathOf(path.system.id), say.text(path.system.name)),
      h('h1', null, t('ask.title')),
      h('p', { class: 'lead' }, t('ask.lead')),
      path.firstCall ? null : notice('open', {}, h('p', null, t('ask.early'))),
      form(
        { say, state, submit: t('ask.submit') },
        area({
          say,
          state,
          name: 'purpose',
          label: t('ask.purpose'),
          hint: t('ask.purpose.hint'),
        }),
        input({ say, state, name: 'label', label: t('sandbox.label'), optional: true }),
        keyField(say, state, t('ask.key.hint')),
      ),
    ],
  }
}
