import { facts, section, table, tag, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { InstitutionHistory } from '../institutions/describe-institution.ts'
import { kinds } from '../lists/kinds.ts'
import { regions } from '../lists/regions.ts'
import { titles } from '../lists/titles.ts'
import { link, listedName, span } from './common.ts'
import { messages } from './messages.ts'

/** What an institution is now. */
export function presentFacts(say: Say, institution: InstitutionHistory): JSX.Element {
  const t = say.of(messages)
  const head = institution.heads.find(({ to }) => to === null)
  const standing = institution.standings.find(({ to }) => to === null)
  const sites = institution.websites.filter(({ to }) => to === null)
  return facts(
    [
      [t('institution.acronym'), institution.acronym && say.data(institution.acronym)],
      [t('institution.kind'), listedName(say, kinds, institution.kind)],
      [
        t('institution.parent'),
        institution.parent &&
          standing?.parentName &&
          link(`/institutions/${institution.parent}`, say.text(standing.parentName)),
      ],
      [t('institution.region'), listedName(say, regions, institution.region)],
      [
        t('institution.head'),
        head && h('span', null, say.data(head.name), ', ', listedName(say, titles, head.title)),
      ],
      [
        t('institution.websites'),
        sites.length > 0 &&
          h('ul', { class: 'plain' }, ...sites.map(({ url }) => h('li', null, siteLink(say, url)))),
      ],
      [t('institution.id'), h('code', null, institution.id)],
      [
        t('institution.status'),
        institution.status === 'active'
          ? tag('good', t('institution.active'))
          : tag('bad', t('institution.suspended')),
      ],
    ].map(([term, value]) => [term as string, value === false ? null : value] as const),
  )
}

function siteLink(say: Say, url: string): JSX.Element {
  return h('a', { href: url, rel: 'external noopener' }, say.data(url.replace(/^https?:\/\//, '')))
}

/** What it was: names, heads, kinds and websites, each with its days. */
export function historyParts(say: Say, institution: InstitutionHistory): JSX.Element[] {
  const t = say.of(messages)
  const { names, heads, standings, websites } = institution
  const closed = websites.filter(({ to }) => to !== null)
  return [
    section(
      'names',
      t('institution.names'),
      table({
        caption: t('institution.names'),
        unseenCaption: true,
        rows: names,
        empty: null,
        columns: [
          { label: t('institution.name'), cell: ({ name }) => say.text(name) },
          { label: t('institution.acronym'), cell: ({ acronym }) => acronym && say.data(acronym) },
          { label: t('col.days'), cell: ({ from, to }) => span(say, from, to) },
          { label: t('col.citation'), cell: ({ citation }) => citation && say.data(citation) },
        ],
      }),
    ),
    section(
      'heads',
      t('institution.heads'),
      table({
        caption: t('institution.heads'),
        unseenCaption: true,
        rows: heads,
        empty: h('p', null, t('institution.heads.empty')),
        columns: [
          { label: t('institution.head'), cell: ({ name }) => say.data(name) },
          {
            label: t('institution.headTitle'),
            cell: ({ title }) => listedName(say, titles, title),
          },
          { label: t('col.days'), cell: ({ from, to }) => span(say, from, to) },
        ],
      }),
    ),
    ...(standings.length > 1 ? [standingPart(say, standings)] : []),
    ...(closed.length > 0
      ? [
          section(
            'closed',
            t('institution.oldSites'),
            h(
              'ul',
              null,
              ...closed.map(({ url, from, to }) =>
                h('li', null, say.data(url), ' ', span(say, from, to)),
              ),
            ),
          ),
        ]
      : []),
  ]
}

function standingPart(say: Say, standings: InstitutionHistory['standings']): JSX.Element {
  const t = say.of(messages)
  return section(
    'standings',
    t('institution.standings'),
    table({
      caption: t('institution.standings'),
      unseenCaption: true,
      rows: standings,
      empty: null,
      columns: [
        { label: t('institution.kind'), cell: ({ kind }) => listedName(say, kinds, kind) },
        {
          label: t('institution.parent'),
          cell: ({ parentName }) => parentName && say.text(parentName),
        },
        { label: t('institution.region'), cell: ({ region }) => listedName(say, regions, region) },
        { label: t('col.days'), cell: ({ from, to }) => span(say, from, to) },
        { label: t('col.citation'), cell: ({ citation }) => citation && say.data(citation) },
      ],
    }),
  )
}
