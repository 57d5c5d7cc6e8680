import {
  actionLink,
  code,
  facts,
  filters,
  input,
  notice,
  section,
  table,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { countsList, directiveHref, dueWords, legend, markTag, quarterWords } from '../parts.ts'
import { relatedPages } from '../related.ts'
import type { ReportContent, ReportDirective, ReportObligation } from './content.ts'
import type { Report } from './make-report.ts'
import { messages } from './messages.ts'
import {
  acceptanceOf,
  addressOf,
  basisOf,
  changeIn,
  changesIn,
  headingOf,
  lateIn,
  listsOf,
  namesIn,
  summaryOf,
  titleAsOf,
  unknownsOf,
  type Naming,
} from './words.ts'

/** What the page holds at most; the files hold all of it. */
const namesMax = 24
const changesMax = 10
const directivesMax = 60

/** @param asked what stands in the field of the day */
export function reportPage(say: Say, report: Report, asked: string): Page {
  const t = say.of(messages)
  const { content, hash } = report
  const directives = content.parts.flatMap((part) => part.directives)
  const name = namesIn(say, content.institutions)
  return {
    title: t('title'),
    content: [
      h('h1', null, t('title')),
      h('p', { class: 'lead' }, titleAsOf(say, content)),
      h('p', null, t('intro')),
      chooser(say, asked),
      content.whole
        ? null
        : notice(
            'open',
            { title: t('today.title') },
            h('p', null, t('today.words', { at: say.dateTime(new Date(content.knownBy)) })),
          ),
      downloads(say, content),
      section(
        'summary',
        t('summary.title'),
        countsList(say, content.counts),
        ...summaryOf(say, content).map((words) => h('p', null, words)),
        summaryTable(say, directives),
        legend(say),
      ),
      section('unknown', t('unknown.title'), unknowns(say, content)),
      section('basis', t('basis.title'), basis(say, content, hash)),
      ...content.parts.map(({ session }, at) =>
        section(
          `part-${at}`,
          session ? say.text(session.name) : t('part.none'),
          ...(content.parts[at]?.directives ?? [])
            .slice(0, directivesMax)
            .map((one) => details(say, content, one, name)),
        ),
      ),
      relatedPages(say, 'report'),
    ],
  }
}

/** Where no report can be made of the day that was asked for, or none yet. */
export function noReportPage(say: Say, why: JSX.Element, asked: string): Page {
  const t = say.of(messages)
  return { title: t('title'), content: [h('h1', null, t('title')), why, chooser(say, asked)] }
}

function chooser(say: Say, asked: string): JSX.Element {
  const t = say.of(messages)
  const state = { values: { 'as-of': asked }, faults: [] }
  const day = { say, state, name: 'as-of', label: t('choose.day'), filter: true }
  return filters(
    { action: '/report', submit: t('choose.submit') },
    input({ ...day, type: 'date', size: 12 }),
  )
}

function downloads(say: Say, content: ReportContent): JSX.Element {
  const t = say.of(messages)
  const link = (href: string, label: string) => h('li', null, h('a', { href }, label))
  const query = new URLSearchParams({ 'as-of': content.asOf, 'known-by': content.knownBy })
  return section(
    'download',
    t('download.title'),
    h(
      'p',
      null,
      actionLink(addressOf(content, '.pdf', { lang: 'sw' }), t('download.pdf-sw')),
      ' ',
      actionLink(addressOf(content, '.pdf', { lang: 'en' }), t('download.pdf-en')),
    ),
    h(
      'ul',
      null,
      link(addressOf(content, '.csv'), t('download.csv')),
      link(`/api/v1/report?${query.toString()}`, t('download.json')),
      link(addressOf(content), t('download.again')),
    ),
  )
}

function summaryTable(say: Say, directives: readonly ReportDirective[]): JSX.Element {
  const t = say.of(messages)
  return table({
    caption: t('summary.caption'),
    columns: [
      {
        label: t('col.resolution'),
        cell: (one: ReportDirective) =>
          h('a', { href: directiveHref(one.id) }, headingOf(say, one)),
      },
      {
        label: t('col.results'),
        cell: ({ counts }: ReportDirective) => countsList(say, counts),
      },
      {
        label: t('col.all'),
        cell: ({ counts }: ReportDirective) => say.number(counts.all),
        number: true,
      },
      {
        label: t('col.late'),
        cell: ({ late }: ReportDirective) => lateIn(say, late),
        number: true,
      },
    ],
    rows: directives.slice(0, directivesMax),
    empty: h('p', null, t('summary.empty')),
  })
}

function unknowns(say: Say, content: ReportContent): JSX.Element {
  const list = unknownsOf(say, content)
  if (list.length === 0) return h('p', null, say.of(messages)('unknown.none'))
  return h('ul', null, ...list.map((words) => h('li', null, words)))
}

function basis(say: Say, content: ReportContent, hash: string): JSX.Element {
  const pairs = basisOf(say, content, hash)
  const last = pairs.length - 1
  return facts(pairs.map(([term, value], at) => [term, at === last ? code(hash) : value]))
}

function details(
  say: Say,
  content: ReportContent,
  directive: ReportDirective,
  name: Naming,
): JSX.Element {
  const t = say.of(messages)
  const { resolution, obligations } = directive
  return h(
    'details',
    null,
    h('summary', null, headingOf(say, directive)),
    ...(resolution
      ? [
          h('p', null, t(resolution.reconstructed ? 'one.reconstructed' : 'one.rests-on')),
          h('blockquote', { lang: 'sw' }, say.data(resolution.sentence)),
          h('p', null, t('one.source', { source: resolution.citation })),
          h('p', null, acceptanceOf(say, directive)),
        ]
      : [h('p', null, t('one.no-resolution'))]),
    issuances(say, directive),
    ...(obligations.length === 0
      ? [h('p', null, t('one.no-obligations'))]
      : obligations.map((one) => obligationPart(say, one, name))),
    changes(say, content, directive, name),
    h('p', null, h('a', { href: directiveHref(directive.id) }, t('one.open'))),
  )
}

function issuances(say: Say, { issuances: list }: ReportDirective): JSX.Element {
  const t = say.of(messages)
  return table({
    caption: t('one.issuances'),
    columns: [
      {
        label: t('col.office'),
        cell: ({ holder, office }) =>
          holder === null ? say.text(office) : say.data(`${holder}, ${say.text(office)}`),
      },
      { label: t('col.issued'), cell: ({ issuedOn }) => say.date(issuedOn) },
      {
        label: t('col.due'),
        cell: ({ dueOn }) => (dueOn === null ? t('one.no-day') : say.date(dueOn)),
      },
      { label: t('col.source'), cell: ({ citation }) => say.data(citation) },
    ],
    rows: list,
    empty: h('p', null, t('one.not-issued')),
  })
}

function obligationPart(say: Say, obligation: ReportObligation, name: Naming): JSX.Element {
  const t = say.of(messages)
  const { title, due, citation, verified, results } = obligation
  const source = verified ? citation : t('one.unconfirmed', { source: citation })
  const lists = listsOf(say, results, { name, shownMax: namesMax })
  return h(
    'div',
    null,
    h('h3', null, say.text(title)),
    h('p', { class: 'soft' }, dueWords(say, due), ' ', t('one.source', { source })),
    lists.length === 0
      ? h('p', null, t('one.nobody'))
      : h(
          'ul',
          null,
          ...lists.map(({ mark, count, names }) =>
            h('li', null, markTag(say, mark), ' ', say.number(count), ' ', say.data(names)),
          ),
        ),
  )
}

function changes(
  say: Say,
  content: ReportContent,
  directive: ReportDirective,
  name: Naming,
): JSX.Element | null {
  const words = changesIn(say, directive)
  if (words === null || !directive.changes || !content.previous) return null
  const t = say.of(messages)
  const { changed } = directive.changes
  const rest = changed.length - changesMax
  return h(
    'div',
    null,
    h('h3', null, t('changes.title', { quarter: quarterWords(say, content.previous.period) })),
    h('p', null, words),
    h(
      'ul',
      null,
      ...changed
        .slice(0, changesMax)
        .map((change) => h('li', null, changeIn(say, directive, change, name))),
      rest > 0 ? h('li', null, t('changes.more', { count: rest })) : null,
    ),
  )
}
