import {
  area,
  back,
  choiceGroup,
  code,
  file,
  form,
  hidden,
  input,
  notice,
  section,
  table,
  tag,
  tick,
  type FormState,
  type Page,
  type Say,
  type Tone,
} from '@mtandao/ui'
import { h, type ComponentChildren } from 'preact'
import { documentView } from '../catalogue/document-view.ts'
import type { ContractChange, Verdict } from './compare/change.ts'
import type { ServiceContract } from './contract/service-contract.ts'
import { messages } from './messages.ts'
import { versionName, type OfferedService } from './offered-service.ts'
import { consumerTable } from './service-page.ts'
import type { Weighing } from './weigh-version.ts'

/** Upload or paste; faults come back with their places. */
export function draftPage(say: Say, service: OfferedService, state: FormState): Page {
  const t = say.of(messages)
  const title = t('draft.title', { name: service.name[say.htmlLang] })
  const pasted = (name: string, label: string, rows: number) =>
    area({ say, state, name, label, code: true, optional: true, rows })
  return {
    title,
    content: [
      back(`/services/${service.id}`, say.text(service.name)),
      h('h1', null, title),
      h('p', { class: 'lead' }, t('draft.lead')),
      form(
        {
          say,
          state,
          submit: t('draft.submit'),
          multipart: true,
          cancel: { href: `/services/${service.id}` },
        },
        choiceGroup({
          say,
          state,
          name: 'kind',
          label: t('draft.kind'),
          choices: [
            { value: 'openapi', label: t('draft.openapi'), hint: t('draft.openapi.hint') },
            { value: 'wsdl', label: t('draft.wsdl') },
            { value: 'example', label: t('draft.example'), hint: t('draft.example.hint') },
          ],
        }),
        file({
          say,
          state,
          name: 'file',
          label: t('draft.file'),
          hint: t('draft.file.hint'),
          accept: '.json,.yaml,.yml,.wsdl,.xml',
          optional: true,
        }),
        pasted('document', t('draft.document'), 10),
        h('h2', null, t('draft.example')),
        pasted('request', t('draft.request'), 5),
        pasted('answer', t('draft.answer'), 5),
      ),
    ],
  }
}

/** What publishing would change and for whom, before it is confirmed. */
export function weighPage(
  say: Say,
  weighing: Weighing,
  { contract, hasEndpoint }: { readonly contract: ServiceContract; readonly hasEndpoint: boolean },
  state: FormState,
): Page {
  const t = say.of(messages)
  const { service, draft, current, changes, consumers } = weighing
  const version = versionName(draft.number)
  const title = t('weigh.title', { version, name: service.name[say.htmlLang] })
  return {
    title,
    content: [
      back(`/services/${service.id}`, say.text(service.name)),
      h('h1', null, title),
      current
        ? section(
            'changes',
            t('weigh.changes', { version: versionName(current.number) }),
            verdicts(say, changes),
            changeTable(say, changes),
          )
        : h('p', { class: 'lead' }, t('weigh.first')),
      current
        ? section(
            'consumers',
            consumers.length > 0
              ? t('weigh.consumers', { count: consumers.length })
              : t('weigh.nobody'),
            consumers.length > 0 ? consumerTable(say, consumers) : null,
          )
        : null,
      hasEndpoint || service.kind === 'push'
        ? confirmation(say, weighing, state)
        : notice(
            'open',
            {},
            h('p', null, h('a', { href: `/services/${service.id}/endpoint` }, t('weigh.endpoint'))),
          ),
      section('document', t('weigh.document'), documentView(say, contract, service.esbCode)),
    ],
  }
}

function confirmation(
  say: Say,
  { fingerprint, current, changes, service }: Weighing,
  state: FormState,
) {
  const t = say.of(messages)
  const breaks = changes.some(({ verdict }) => verdict === 'breaking')
  return form(
    {
      say,
      state,
      submit: t('weigh.submit'),
      danger: breaks,
      cancel: { href: `/services/${service.id}` },
    },
    hidden('fingerprint', fingerprint),
    breaks ? tick({ say, state, name: 'breaks', label: t('weigh.breaks') }) : null,
    current
      ? input({
          say,
          state,
          name: 'endsOn',
          type: 'date',
          label: t('weigh.ends', { version: versionName(current.number) }),
          hint: t('weigh.ends.hint'),
          optional: !breaks,
        })
      : null,
  )
}

const tones: Readonly<Record<Verdict, Tone>> = {
  breaking: 'bad',
  caution: 'open',
  compatible: 'good',
}

function verdicts(say: Say, changes: readonly ContractChange[]): ComponentChildren {
  const t = say.of(messages)
  if (changes.length === 0) return h('p', null, tag('good', t('weigh.none')))
  return h(
    'p',
    { class: 'tags' },
    ...(['breaking', 'caution', 'compatible'] as const).flatMap((verdict) => {
      const count = changes.filter((one) => one.verdict === verdict).length
      return count === 0 ? [] : [tag(tones[verdict], t(`weigh.${verdict}`, { count })), ' ']
    }),
  )
}

const order: Readonly<Record<Verdict, number>> = { breaking: 0, caution: 1, compatible: 2 }

function changeTable(say: Say, changes: readonly ContractChange[]): ComponentChildren {
  const t = say.of(messages)
  if (changes.length === 0) return null
  return table<ContractChange>({
    caption: t('weigh.change'),
    unseenCaption: true,
    columns: [
      {
        label: t('weigh.verdict'),
        cell: ({ verdict }) => tag(tones[verdict], t(`verdict.${verdict}`)),
      },
      { label: t('weigh.change'), cell: ({ text }) => say.text(text) },
      {
        label: t('weigh.where'),
        cell: ({ operation, pointer }) => [
          code(operation),
          pointer === '' ? null : [h('br', null), h('small', { class: 'soft' }, code(pointer))],
        ],
      },
    ],
    rows: [...changes].sort((a, b) => order[a.verdict] - order[b.verdict]),
    empty: '',
  })
}

export function endPage(say: Say, service: OfferedService, number: number, state: FormState): Page {
  const t = say.of(messages)
  const title = t('end.title', { version: versionName(number) })
  return {
    title,
    content: [
      back(`/services/${service.id}`, say.text(service.name)),
      h('h1', null, title),
      form(
        { say, state, submit: t('end.submit'), cancel: { href: `/services/${service.id}` } },
        input({
          say,
          state,
          name: 'endsOn',
          type: 'date',
          label: t('end.day'),
          hint: t('weigh.ends.hint'),
        }),
      ),
    ],
  }
}

export function suspendPage(say: Say, service: OfferedService, state: FormState): Page {
  const t = say.of(messages)
  const title = t('suspend.title', { name: service.name[say.htmlLang] })
  return {
    title,
    content: [
      back(`/services/${service.id}`, say.text(service.name)),
      h('h1', null, title),
      h('p', { class: 'lead' }, t('suspend.lead')),
      form(
        {
          say,
          state,
          submit: t('suspend.submit'),
          danger: true,
          cancel: { href: `/services/${service.id}` },
        },
        input({ say, state, name: 'reasonSw', label: t('suspend.reason-sw'), lang: 'sw' }),
        input({ say, state, name: 'reasonEn', label: t('suspend.reason-en'), lang: 'en' }),
      ),
    ],
  }
}
