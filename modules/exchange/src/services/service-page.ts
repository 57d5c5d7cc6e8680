import {
  actionLink,
  back,
  button,
  code,
  facts,
  moment,
  notice,
  section,
  steps,
  table,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { versionTag } from '../catalogue/entry-page.ts'
import { callsLookedThrough } from './consumer-store.ts'
import { mayTake } from './lifecycle.ts'
import { stateTag } from './list-page.ts'
import { messages } from './messages.ts'
import { versionName, type ServiceVersion } from './offered-service.ts'
import type { OwnService } from './see-services.ts'
import type { Consumer } from './weigh-version.ts'

/** One service as its provider works on it: what is next stands first. */
export function servicePage(say: Say, own: OwnService): Page {
  const t = say.of(messages)
  const { service, consumers, manages } = own
  const at = `/services/${service.id}`
  return {
    title: say.text(service.name),
    content: [
      back('/services', t('back.list')),
      h('h1', null, say.text(service.name)),
      h('p', null, stateTag(say, service)),
      service.status === 'suspended'
        ? notice(
            'bad',
            { title: t('one.suspended') },
            service.reason ? h('p', null, say.text(service.reason)) : null,
          )
        : null,
      manages && !service.listed ? path(say, own) : null,
      section('description', t('one.description'), description(say, own)),
      section('endpoint', t('one.endpoint'), endpointView(say, own)),
      section('versions', t('one.versions'), versionList(say, own)),
      section('consumers', t('one.consumers'), consumerTable(say, consumers)),
      manages && service.listed
        ? h(
            'p',
            { class: 'buttons' },
            service.status === 'active'
              ? h('a', { href: `${at}/suspend` }, t('one.suspend'))
              : own.mayResume
                ? button({ action: `${at}/resume`, label: t('one.resume') })
                : t('one.suspended.ega'),
          )
        : null,
    ],
  }
}

function path(say: Say, { service, endpoint, versions }: OwnService): JSX.Element {
  const t = say.of(messages)
  const at = `/services/${service.id}`
  const isPush = service.kind === 'push'
  const stages = [
    { label: t('one.step.described'), done: true },
    ...(isPush
      ? []
      : [
          {
            label: h('a', { href: `${at}/endpoint` }, t('one.step.endpoint')),
            done: endpoint.endpoint !== null,
          },
        ]),
    {
      label: h('a', { href: `${at}/versions/new` }, t('one.step.document')),
      done: versions.length > 0,
    },
    { label: h('a', { href: `${at}/versions/draft` }, t('one.step.publish')), done: false },
  ]
  const first = stages.findIndex(({ done }) => !done)
  return h(
    'section',
    { 'aria-labelledby': 'path' },
    h('h2', { id: 'path' }, t('one.path')),
    steps(
      stages.map(({ label, done }, index) => {
        const state = done ? 'done' : index === first ? 'now' : 'later'
        return { label, state, stateLabel: t(`one.${state}`) }
      }),
    ),
  )
}

function description(say: Say, { service, manages }: OwnService): ComponentChildren {
  const t = say.of(messages)
  const at = `/services/${service.id}`
  return [
    facts([
      [t('field.system'), code(service.system)],
      [t('field.kind'), t(`field.kind.${service.kind}`)],
      [t('field.code'), service.esbCode === null ? t('code.later') : code(service.esbCode)],
      [t('field.format'), code(service.format)],
      [t('field.audience'), t(`field.audience.${service.audience}`)],
      [t('field.personal'), t(service.personalData ? 'field.personal.yes' : 'field.personal.no')],
      [t('field.contact'), service.contact === '' ? null : say.data(service.contact)],
    ]),
    h(
      'p',
      { class: 'buttons' },
      manages ? h('a', { href: `${at}/edit` }, t('one.edit')) : null,
      service.listed ? h('a', { href: `/catalogue/${service.id}` }, t('one.catalogue')) : null,
    ),
  ]
}

function endpointView(say: Say, { service, endpoint, manages }: OwnService): ComponentChildren {
  const t = say.of(messages)
  if (service.kind === 'push') return h('p', { class: 'soft' }, t('one.endpoint.push'))
  const stored = endpoint.endpoint
  return [
    stored
      ? facts([
          [t('endpoint.url'), code(stored.url)],
          [t('endpoint.kind'), t(`endpoint.${stored.security.type}`)],
          [t('endpoint.timeout'), say.milliseconds(endpoint.timeoutMs)],
          [t('endpoint.concurrency'), say.number(endpoint.concurrency)],
        ])
      : h('p', { class: 'soft' }, t('one.endpoint.none')),
    manages
      ? h('p', null, h('a', { href: `/services/${service.id}/endpoint` }, t('one.endpoint.set')))
      : null,
  ]
}

function versionList(say: Say, { service, versions, manages }: OwnService): ComponentChildren {
  const t = say.of(messages)
  const at = `/services/${service.id}/versions`
  const step = (version: ServiceVersion): ComponentChildren => {
    if (!manages) return say.data('–')
    const { number, status } = version
    const found: ComponentChildren[] = []
    if (status === 'draft') found.push(h('a', { href: `${at}/draft` }, t('one.versions.look')))
    if (mayTake(status, 'deprecate'))
      found.push(h('a', { href: `${at}/${number}/end` }, t('one.versions.end')), ' ')
    if (mayTake(status, 'retire'))
      found.push(
        button({
          action: `${at}/${number}/retire`,
          label: t('one.versions.retire'),
          quiet: true,
        }),
      )
    return found.length > 0 ? found : say.data('–')
  }
  return [
    table({
      caption: t('one.versions'),
      unseenCaption: true,
      columns: [
        { label: t('field.version'), cell: ({ number }) => code(versionName(number)) },
        { label: t('field.state'), cell: ({ status }) => versionTag(say, status) },
        {
          label: t('consumer.until'),
          cell: ({ endsOn }) =>
            endsOn === null ? say.data('–') : h('time', { dateTime: endsOn }, say.date(endsOn)),
        },
        { label: t('one.versions.step'), cell: step },
      ],
      rows: versions,
      empty: h('p', null, t('one.versions.none')),
    }),
    manages ? h('p', null, actionLink(`${at}/new`, t('one.versions.new'))) : null,
  ]
}

/** Who uses a service, with the last call of each. */
export function consumerTable(say: Say, consumers: readonly Consumer[]): JSX.Element {
  const t = say.of(messages)
  return table<Consumer>({
    caption: t('one.consumers'),
    unseenCaption: true,
    columns: [
      {
        label: t('consumer.institution'),
        cell: ({ institutionName, institution }) =>
          institutionName ? say.text(institutionName) : say.data(institution ?? '–'),
      },
      { label: t('consumer.system'), cell: ({ system }) => code(system) },
      {
        label: t('consumer.agreement'),
        cell: ({ agreement }) => h('a', { href: `/agreements/${agreement}` }, say.data(agreement)),
      },
      { label: t('consumer.until'), cell: ({ until }) => moment(say, until, 'date') },
      {
        label: t('consumer.last'),
        cell: ({ lastCall }) =>
          lastCall
            ? moment(say, lastCall, 'shortDateTime')
            : t('consumer.never', { count: callsLookedThrough }),
      },
    ],
    rows: consumers,
    empty: h('p', null, t('one.consumers.none')),
  })
}
