import {
  area,
  code,
  copyable,
  file,
  form,
  notice,
  section,
  select,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h } from 'preact'
import type { ClientName } from './key-store.ts'
import type { Explained } from './explain-message.ts'
import { messages } from './messages.ts'
import { resultOf } from './result.ts'
import { tips } from './tips.ts'

/** The form, below what was found when something was. */
export function debuggerPage(
  say: Say,
  clients: readonly ClientName[],
  state: FormState,
  explained?: Explained,
): Page {
  const t = say.of(messages)
  return {
    title: t('title'),
    content: [
      h('h1', null, t('title')),
      ...(explained
        ? [...resultOf(say, explained), tipsSection(say)]
        : [h('p', { class: 'lead' }, t('lead')), notice('plain', {}, h('p', null, t('privacy')))]),
      section('ask', explained ? t('again') : t('message'), askForm(say, clients, state)),
    ],
  }
}

function askForm(say: Say, clients: readonly ClientName[], state: FormState) {
  const t = say.of(messages)
  const choices = clients.map(({ id, label, environment, status }) => ({
    value: id,
    label: say.data(
      [label === '' ? id : `${label} (${id})`, environment].join(' · ') +
        (status === 'active' ? '' : ` · ${say.of(messages)('client.suspended')}`),
    ),
  }))
  return form(
    { say, state, submit: t('submit'), multipart: true, action: '/debugger' },
    area({
      say,
      state,
      name: 'message',
      label: t('message'),
      hint: t('message.hint'),
      rows: 12,
      code: true,
    }),
    file({ say, state, name: 'file', label: t('file'), hint: t('file.hint'), optional: true }),
    select({
      say,
      state,
      name: 'client',
      label: t('client'),
      choices,
      none: t('client.none'),
      optional: true,
    }),
    area({
      say,
      state,
      name: 'publicKey',
      label: t('publicKey'),
      hint: t('publicKey.hint'),
      rows: 4,
      code: true,
      optional: true,
    }),
    area({
      say,
      state,
      name: 'signed',
      label: t('signed'),
      hint: t('signed.hint'),
      rows: 4,
      code: true,
      optional: true,
    }),
    h('p', { class: 'hint' }, t('scope')),
  )
}

function tipsSection(say: Say) {
  const t = say.of(messages)
  return section(
    'tips',
    t('tips.heading'),
    h('p', null, t('tips.lead')),
    ...tips.map((tip) =>
      h(
        'details',
        null,
        h('summary', null, code(tip.language)),
        copyable(say, tip.code, say.data(tip.language)),
      ),
    ),
  )
}
