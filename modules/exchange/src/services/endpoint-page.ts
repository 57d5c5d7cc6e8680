import {
  area,
  back,
  choiceGroup,
  form,
  group,
  input,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h } from 'preact'
import { messages } from './messages.ts'
import type { OfferedService } from './offered-service.ts'

const kinds = ['signed', 'plain', 'bearer', 'basic', 'mtls'] as const
const hinted: ReadonlySet<string> = new Set(['signed', 'plain'])

export function endpointPage(say: Say, service: OfferedService, state: FormState): Page {
  const t = say.of(messages)
  const title = t('endpoint.title', { name: service.name[say.htmlLang] })
  const number = (name: string, label: Parameters<typeof t>[0]) =>
    input({ say, state, name, label: t(label), type: 'number', inputmode: 'numeric', size: 12 })
  const isPull = service.kind === 'pull'
  return {
    title,
    content: [
      back(`/services/${service.id}`, say.text(service.name)),
      h('h1', null, title),
      form(
        {
          say,
          state,
          submit: t('endpoint.submit'),
          cancel: { href: `/services/${service.id}` },
        },
        isPull ? callFields(say, state) : null,
        group(
          t('endpoint.limits'),
          number('timeoutMs', 'endpoint.timeout'),
          number('concurrency', 'endpoint.concurrency'),
          number('answerBytesMax', 'endpoint.bytes'),
          number('perMinute', 'endpoint.per-minute'),
          number('perDay', 'endpoint.per-day'),
        ),
      ),
    ],
  }
}

function callFields(say: Say, state: FormState) {
  const t = say.of(messages)
  const text = (name: 'certificate' | 'privateKey' | 'ca', label: 'certificate' | 'key' | 'ca') =>
    area({
      say,
      state,
      name,
      label: t(`endpoint.${label}`),
      hint: t('endpoint.mtls.hint'),
      code: true,
      optional: true,
      rows: 3,
    })
  return [
    group(
      t('one.endpoint'),
      input({
        say,
        state,
        name: 'url',
        type: 'url',
        label: t('endpoint.url'),
        hint: t('endpoint.url.hint'),
        code: true,
      }),
      choiceGroup({
        say,
        state,
        name: 'security',
        label: t('endpoint.security'),
        choices: kinds.map((kind) => ({
          value: kind,
          label: t(`endpoint.${kind}`),
          ...(hinted.has(kind) && kind !== 'bearer' && kind !== 'basic' && kind !== 'mtls'
            ? { hint: t(`endpoint.${kind}.hint`) }
            : {}),
        })),
      }),
    ),
    group(
      t('endpoint.secrets'),
      input({
        say,
        state,
        name: 'username',
        label: t('endpoint.username'),
        hint: t('endpoint.username.hint'),
        autocomplete: 'off',
        optional: true,
      }),
      input({
        say,
        state,
        name: 'secret',
        type: 'password',
        label: t('endpoint.secret'),
        hint: t('endpoint.secret.hint'),
        autocomplete: 'new-password',
        optional: true,
      }),
    ),
    group(
      t('endpoint.mtls'),
      text('certificate', 'certificate'),
      text('privateKey', 'key'),
      text('ca', 'ca'),
    ),
  ]
}
