import { area, back, form, input, select, type FormState, type Page, type Say } from '@mtandao/ui'
import { h, type ComponentChildren } from 'preact'
import { messages } from './client-messages.ts'
import { secretOnce } from './first-call-part.ts'
import type { TriableService } from './grant-store.ts'
import { fingerprint, keyField } from './key-part.ts'
import { messages as pathMessages } from './messages.ts'
import type { KeyView } from './see-clients.ts'
import type { SystemView } from '@mtandao/register/contract'

interface Frame {
  readonly title: string
  readonly back: { readonly href: string; readonly label: string }
  readonly scripts?: readonly string[]
}

const framed = ({ title, back: to, scripts }: Frame, ...content: ComponentChildren[]): Page => ({
  title,
  ...(scripts && { scripts }),
  content: [back(to.href, to.label), h('h1', null, title), ...content],
})

const toClient = (say: Say, id: string) => ({
  href: `/clients/${id}`,
  label: say.of(messages)('one.title', { id }),
})

export function newKeyPage(say: Say, client: string, state: FormState): Page {
  const t = say.of(messages)
  const frame = {
    title: t('keys.new.title'),
    back: toClient(say, client),
    scripts: ['key-maker'],
  }
  return framed(
    frame,
    form(
      {
        say,
        state,
        submit: t('keys.add'),
        cancel: { href: `/clients/${client}` },
      },
      keyField(say, state),
      input({
        say,
        state,
        name: 'oldUntil',
        type: 'date',
        label: t('keys.new.old'),
        hint: t('keys.new.old.hint'),
        optional: true,
      }),
    ),
  )
}

export function revokeKeyPage(say: Say, client: string, key: KeyView, state: FormState): Page {
  const t = say.of(messages)
  return framed(
    { title: t('keys.revoke.title'), back: toClient(say, client) },
    h('p', { class: 'lead' }, t('keys.revoke.text')),
    fingerprint(say, key, false),
    form({
      say,
      state,
      submit: t('keys.revoke.do'),
      danger: true,
      cancel: { href: `/clients/${client}` },
    }),
  )
}

export function secretFormPage(say: Say, client: string, hasOld: boolean, state: FormState): Page {
  const t = say.of(messages)
  return framed(
    { title: t('secrets.change'), back: toClient(say, client) },
    hasOld ? h('p', { class: 'lead' }, t('secrets.form.lead')) : null,
    form(
      { say, state, submit: t('secrets.change'), cancel: { href: `/clients/${client}` } },
      hasOld
        ? input({
            say,
            state,
            name: 'oldUntil',
            type: 'date',
            label: t('secrets.form.old'),
            hint: t('secrets.form.old.hint'),
            optional: true,
          })
        : null,
    ),
  )
}

export function secretPage(say: Say, client: string, secret: string): Page {
  const t = say.of(pathMessages)
  return {
    title: t('secret.title'),
    content: [
      h('h1', null, t('secret.title')),
      secretOnce(say, { id: client, secret }),
      h('p', null, h('a', { href: `/clients/${client}` }, t('secret.next'))),
    ],
  }
}

export function callbackPage(say: Say, client: string, state: FormState): Page {
  const t = say.of(messages)
  return framed(
    { title: t('callback.title'), back: toClient(say, client) },
    h('p', { class: 'lead' }, t('callback.lead')),
    form(
      { say, state, submit: t('callback.save'), cancel: { href: `/clients/${client}` } },
      input({
        say,
        state,
        name: 'url',
        type: 'url',
        inputmode: 'url',
        label: t('callback.url'),
        hint: t('callback.hint'),
        optional: true,
      }),
    ),
  )
}

export function suspendPage(say: Say, client: string, state: FormState): Page {
  const t = say.of(messages)
  return framed(
    { title: t('stop.title'), back: toClient(say, client) },
    h('p', { class: 'lead' }, t('stop.text')),
    form(
      {
        say,
        state,
        submit: t('stop.do'),
        danger: true,
        cancel: { href: `/clients/${client}` },
      },
      area({ say, state, name: 'reasonSw', label: t('stop.reason'), rows: 3 }),
      area({
        say,
        state,
        name: 'reasonEn',
        label: t('stop.reason.en'),
        rows: 3,
        optional: true,
      }),
    ),
  )
}

export function tryPage(
  say: Say,
  offered: {
    readonly systems: readonly SystemView[]
    readonly services: readonly TriableService[]
  },
  state: FormState,
): Page {
  const t = say.of(messages)
  return framed(
    { title: t('grants.form.title'), back: { href: '/clients', label: t('list.title') } },
    h('p', { class: 'lead' }, t('grants.form.lead')),
    form(
      { say, state, submit: t('grants.form.do'), cancel: { href: '/clients' } },
      select({
        say,
        state,
        name: 'system',
        label: t('list.system'),
        none: t('grants.form.choose'),
        choices: offered.systems.map(({ id, name }) => ({ value: id, label: say.text(name) })),
      }),
      select({
        say,
        state,
        name: 'service',
        label: t('grants.service'),
        none: t('grants.form.choose'),
        choices: offered.services.map(({ id, name, esbCode }) => ({
          value: id,
          label: esbCode === null ? say.text(name) : `${say.text(name)} ${say.data(esbCode)}`,
        })),
      }),
    ),
  )
}
