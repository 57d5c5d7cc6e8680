import { back, section, table, type Column, type Page, type Say } from '@mtandao/ui'
import type { Actor } from '@mtandao/identity/contract'
import { h, type JSX } from 'preact'
import { messages as shared } from '../messages.ts'
import {
  asOfLine,
  countsList,
  directiveHref,
  institutionHref,
  isCentralGovernment,
  lateWords,
  legend,
  notYet,
  quarterWords,
  reasonText,
  resultHref,
  resultTag,
  statusTag,
} from '../parts.ts'
import type { AnswerClock } from '../owed/answer-clock.ts'
import { kindName, shareBar } from './country-parts.ts'
import { messages } from './messages.ts'
import type { InstitutionResult, InstitutionSeenNow } from './see-institution.ts'

/** @param view undefined: nothing has been computed yet */
export function institutionPage(
  say: Say,
  view: InstitutionSeenNow | undefined,
  {
    actor,
    directive,
  }: { readonly actor: Actor | undefined; readonly directive: string | undefined },
): Page {
  const t = say.of(messages)
  if (!view)
    return {
      title: t('country.title'),
      content: [
        back('/country', t('institution.back')),
        h('h1', null, t('country.title')),
        notYet(say),
      ],
    }
  const name = say.text(view.named.name)
  return {
    title: name,
    content: [
      back('/country', t('institution.back')),
      h('h1', null, name),
      about(say, view),
      links(say, view.id, actor),
      countsList(say, view.counts),
      shareBar(view.counts),
      asOfLine(say, view.at, view.ruleSet),
      directive === undefined ? null : narrowed(say, view),
      view.directives.length === 0 ? nothingOwed(say, directive) : results(say, view),
    ],
  }
}

function nothingOwed(say: Say, directive: string | undefined): JSX.Element {
  const key = directive === undefined ? 'institution.empty' : 'institution.empty.directive'
  return h('div', { class: 'empty' }, h('p', null, say.of(messages)(key)))
}

function results(say: Say, { directives }: InstitutionSeenNow): JSX.Element[] {
  const all = directives.flatMap((one) => one.results)
  const shown = columns(
    say,
    all.some(({ clock }) => clock !== undefined),
  )
  return [
    legend(say, {
      ...(all.some(({ why }) => why === null) && {
        more: h('p', { class: 'soft' }, say.of(shared)('reason.hidden')),
      }),
    }),
    h('div', { class: 'results' }, ...directives.map((one) => directiveSection(say, one, shown))),
  ]
}

function about(say: Say, { id, named }: InstitutionSeenNow): JSX.Element {
  return h(
    'p',
    { class: 'lead' },
    named.acronym === null ? null : [h('b', null, say.data(named.acronym)), ' '],
    kindName(say, named.kind, id),
  )
}

function links(say: Say, id: string, actor: Actor | undefined): JSX.Element | null {
  const t = say.of(messages)
  if (isCentralGovernment(id)) return null
  const own = actor !== undefined && !actor.suspended && actor.institution === id
  return h(
    'p',
    { class: 'links' },
    h('a', { href: `/institutions/${encodeURIComponent(id)}` }, t('institution.register')),
    own ? [' ', h('a', { href: '/owed' }, t('institution.owed'))] : null,
  )
}

function narrowed(say: Say, { id, others }: InstitutionSeenNow): JSX.Element {
  const t = say.of(messages)
  return h(
    'p',
    { class: 'links' },
    t('institution.only'),
    ' ',
    others > 0 ? h('a', { href: institutionHref(id) }, t('institution.all')) : null,
  )
}

function directiveSection(
  say: Say,
  { directive, results: rows }: InstitutionSeenNow['directives'][number],
  shown: readonly Column<InstitutionResult>[],
): JSX.Element {
  const title = say.text(directive.title)
  return section(
    `d-${directive.id}`,
    [
      directive.number === null ? null : [say.data(directive.number), ' '],
      h('a', { href: directiveHref(directive.id) }, title),
    ],
    table({
      caption: say.of(messages)('results.table', { title }),
      unseenCaption: true,
      columns: shown,
      rows,
      empty: null,
    }),
  )
}

function columns(say: Say, withReplies: boolean): Column<InstitutionResult>[] {
  const t = say.of(messages)
  return [
    {
      label: t('results.obligation'),
      cell: (row) => [
        h('a', { href: resultHref(row) }, say.text(row.title)),
        row.period === null ? null : h('small', { class: 'block' }, quarterWords(say, row.period)),
      ],
    },
    { label: t('results.result'), cell: (row) => resultTag(say, row) },
    {
      label: t('results.due'),
      cell: ({ dueOn, daysLate }) => [
        h('time', { dateTime: dueOn }, say.date(dueOn)),
        daysLate > 0 ? h('small', { class: 'block bad' }, lateWords(say, daysLate)) : null,
      ],
    },
    { label: t('results.status'), cell: ({ status }) => statusTag(say, status) },
    {
      label: t('results.why'),
      cell: ({ why }) =>
        why === null
          ? h('span', { class: 'soft' }, say.of(shared)('reason.not-public'))
          : reasonText(say, why),
    },
    ...(withReplies
      ? [
          {
            label: t('results.reply'),
            cell: (row: InstitutionResult) => clockWords(say, row.clock),
          },
        ]
      : []),
  ]
}

function clockWords(say: Say, clock: AnswerClock | undefined): JSX.Element | string {
  const t = say.of(messages)
  if (!clock) return h('span', { class: 'soft' }, t('reply.none'))
  if (clock.is === 'answered')
    return clock.daysLate > 0
      ? t('reply.answered.late', { count: clock.daysLate })
      : t('reply.answered')
  if (clock.is === 'late')
    return h('b', { class: 'bad' }, t('reply.late', { count: clock.daysLate }))
  return t('reply.due', { day: say.date(clock.due) })
}
