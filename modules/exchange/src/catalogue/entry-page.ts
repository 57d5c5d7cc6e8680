import { holds, type Actor } from '@mtandao/identity/contract'
import {
  actionLink,
  back,
  code,
  copyable,
  facts,
  moment,
  notice,
  section,
  table,
  tabs,
  tag,
  type Page,
  type Say,
  type Tone,
} from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { versionName, type ServiceVersion } from '../services/offered-service.ts'
import { samplesFor } from './code-samples.ts'
import { documentView } from './document-view.ts'
import { messages } from './messages.ts'
import type { SampleSubject } from './samples/sample-subject.ts'
import type { CatalogueEntry } from './see-catalogue.ts'

/** A service with its document, for whoever wonders whether it is what they need. */
export function entryPage(say: Say, entry: CatalogueEntry, reader: Actor | undefined): Page {
  const t = say.of(messages)
  const { service, contract, version } = entry
  return {
    title: say.text(service.name),
    content: [
      ...entryHead(say, entry, 'about'),
      statusNotices(say, entry),
      service.summary[say.htmlLang] === ''
        ? null
        : h('p', { class: 'lead' }, say.text(service.summary)),
      h(
        'p',
        { class: 'buttons' },
        mayConnect(reader)
          ? actionLink(`/agreements/new?service=${service.id}`, t('entry.ask'))
          : null,
        h('a', { href: `/catalogue/${service.id}/try` }, t('entry.try')),
      ),
      entryFacts(say, entry),
      section('operations', t('entry.operations'), documentView(say, contract, service.esbCode)),
      section('versions', t('entry.versions'), versionTable(say, entry)),
      h(
        'p',
        null,
        h(
          'a',
          { href: `/catalogue/${service.id}/document?version=${version.number}`, rel: 'nofollow' },
          t('entry.download'),
        ),
      ),
    ],
  }
}

/** Who asks for agreements and joins systems; a stranger is led to sign in. */
function mayConnect(reader: Actor | undefined): boolean {
  return reader === undefined || holds(reader, 'ict-officer')
}

/** The way back, the name, and the pages of one service. */
export function entryHead(
  say: Say,
  { service }: Pick<CatalogueEntry, 'service'>,
  current: 'about' | 'code' | 'try',
): ComponentChildren[] {
  const t = say.of(messages)
  const at = `/catalogue/${service.id}`
  return [
    back('/catalogue', t('entry.back')),
    h('h1', null, say.text(service.name)),
    tabs(say, [
      { href: at, label: t('entry.about'), current: current === 'about' },
      { href: `${at}/try`, label: t('entry.try'), current: current === 'try' },
      { href: `${at}/code`, label: t('entry.code'), current: current === 'code' },
    ]),
  ]
}

function statusNotices(
  say: Say,
  { service, version, versions }: CatalogueEntry,
): ComponentChildren {
  const t = say.of(messages)
  const inForce = versions.find(({ status }) => status === 'published') ?? versions[0]
  return [
    service.status === 'suspended'
      ? notice(
          'bad',
          { title: t('entry.suspended') },
          service.reason ? h('p', null, say.text(service.reason)) : null,
        )
      : null,
    version.status === 'deprecated' && version.endsOn
      ? notice('open', {}, h('p', null, t('entry.ends', { day: plainDay(say, version.endsOn) })))
      : null,
    inForce && inForce.number !== version.number
      ? notice(
          'plain',
          {},
          h('p', null, t('entry.old', { version: versionName(version.number) })),
          h('p', null, h('a', { href: `/catalogue/${service.id}` }, t('entry.current'))),
        )
      : null,
  ]
}

/** A day inside a sentence that is marked as a whole. */
function plainDay(say: Say, day: string): string {
  return say.date(day).replaceAll(/[⟦⟧]/g, '')
}

function entryFacts(say: Say, entry: CatalogueEntry): JSX.Element {
  const t = say.of(messages)
  const { service, institutionName, systemName, version } = entry
  const isPush = service.kind === 'push'
  return facts([
    [
      t('entry.provider'),
      institutionName ? say.text(institutionName) : say.data(service.institution),
    ],
    [t('entry.system'), systemName ? say.text(systemName) : code(service.system)],
    [t('catalogue.kind'), t(`kind.${service.kind}`)],
    [
      t(isPush ? 'entry.pushcode' : 'entry.apicode'),
      service.esbCode === null ? null : code(service.esbCode),
    ],
    [t('entry.mode'), isPush ? null : t(`mode.${service.mode}`)],
    [t('catalogue.personal'), t(service.personalData ? 'personal.yes' : 'personal.no')],
    [t('entry.version'), code(versionName(version.number))],
    [t('entry.contact'), service.contact === '' ? null : say.data(service.contact)],
  ])
}

const tones: Readonly<Record<ServiceVersion['status'], Tone>> = {
  draft: 'plain',
  published: 'good',
  deprecated: 'open',
  retired: 'bad',
}

export function versionTag(say: Say, status: ServiceVersion['status']): JSX.Element {
  return tag(tones[status], say.of(messages)(`version.${status}`))
}

function versionTable(say: Say, { service, versions }: CatalogueEntry): JSX.Element {
  const t = say.of(messages)
  const day = (at: Date | null) => (at ? moment(say, at, 'date') : say.data('–'))
  return table({
    caption: t('entry.versions'),
    unseenCaption: true,
    columns: [
      {
        label: t('entry.version'),
        cell: ({ number }) =>
          h(
            'a',
            { href: `/catalogue/${service.id}?version=${number}` },
            say.data(versionName(number)),
          ),
      },
      { label: t('entry.state'), cell: ({ status }) => versionTag(say, status) },
      { label: t('entry.since'), cell: ({ publishedAt }) => day(publishedAt) },
      {
        label: t('entry.until'),
        cell: ({ endsOn, retiredAt }) =>
          retiredAt
            ? day(retiredAt)
            : endsOn === null
              ? say.data('–')
              : h('time', { dateTime: endsOn }, say.date(endsOn)),
      },
    ],
    rows: versions,
    empty: '',
  })
}

/** Samples in one language at a time: each is whole, to copy and run. */
export function codePage(
  say: Say,
  entry: CatalogueEntry,
  subject: SampleSubject,
  { chosen, reader }: { readonly chosen: string | undefined; readonly reader: Actor | undefined },
): Page {
  const t = say.of(messages)
  const languages = samplesFor(subject)
  const sample = languages.find(({ id }) => id === chosen) ?? languages[0]
  const at = `/catalogue/${entry.service.id}/code`
  return {
    title: t('code.title', { name: entry.service.name[say.htmlLang] }),
    content: [
      ...entryHead(say, entry, 'code'),
      h('p', { class: 'lead' }, t('code.lead')),
      mayConnect(reader)
        ? h('p', null, t('code.needs'), ' ', h('a', { href: '/join' }, t('code.connect')))
        : h('p', null, t('code.needs')),
      subject.code === null
        ? h('p', null, t('code.only-r1'))
        : tabs(
            say,
            languages.map(({ id, name }) => ({
              href: `${at}?language=${id}`,
              label: say.data(name),
              current: id === sample?.id,
            })),
          ),
      sample
        ? copyable(say, sample.write(subject), t('code.sample', { language: sample.name }))
        : null,
      subject.code === null ? null : h('p', { class: 'soft' }, t('code.signature')),
    ],
  }
}
