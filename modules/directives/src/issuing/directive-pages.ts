import { back, pager, section, table, type Column, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import type { SessionRow } from '../keeping/session-store.ts'
import {
  countsList,
  directiveHref,
  institutionHref,
  lateWords,
  notYet,
  resultHref,
  resultTag,
} from '../parts.ts'
import { relatedPages } from '../related.ts'
import { seenBy } from '../country/what-the-public-sees.ts'
import {
  daySpan,
  link,
  mayWrite,
  nowhere,
  obligationHref,
  on,
  byId,
  page,
  sessionHref,
} from './common.ts'
import { listDirectives, type CountedDirective, type DirectiveList } from './list-directives.ts'
import { messages } from './messages.ts'
import { obligationFacts, stateTag } from './obligation-part.ts'
import { readDirective } from './read-directive.ts'
import { readObligation, type ObligationPage } from './read-obligation.ts'
import { wayOf } from './way.ts'
import { writingMessages } from './writing-messages.ts'

const perPage = 100
const after = z.string().max(200).optional()

/** What everybody reads of directives. */
export function directivePages(deps: DirectivesDeps) {
  return [listPage(deps), directivePage(deps), obligationPage(deps)]
}

function listPage(deps: DirectivesDeps) {
  return page({
    path: '/directives',
    who: 'anyone',
    at: nowhere.extend({ after }),
    show: async ({ actor, say }, at) => {
      const t = say.of(messages)
      const list = await listDirectives(deps, actor, { after: at.after, limit: perPage })
      return {
        title: t('list.title'),
        content: h(
          'div',
          null,
          h('h1', null, t('list.title')),
          h('p', { class: 'lead' }, t('list.lead')),
          relatedPages(say, 'directives'),
          mayWrite(actor) ? writingLinks(say) : null,
          list.items.length === 0 ? h('div', { class: 'empty' }, t('list.empty')) : null,
          ...groupsOf(say, list),
          at.after === undefined ? emptySessions(say, list) : null,
          pager(say, {
            next: list.next && `/directives?after=${encodeURIComponent(list.next)}`,
            first: at.after === undefined ? undefined : '/directives',
          }),
        ),
      }
    },
  })
}

function writingLinks(say: Say): JSX.Element {
  const t = say.of(writingMessages)
  return h(
    'p',
    { class: 'links apart' },
    link('/admin/directives/sessions/new', t('open.title')),
    link('/admin/directives/issue', t('issue.alone')),
  )
}

function groupsOf(say: Say, { items, sessions }: DirectiveList): JSX.Element[] {
  return [...Map.groupBy(items, ({ session }) => session)].map(([id, lines]) =>
    groupOf(
      say,
      sessions.find((session) => session.id === id),
      lines,
    ),
  )
}

function groupOf(
  say: Say,
  session: SessionRow | undefined,
  lines: readonly CountedDirective[],
): JSX.Element {
  const t = say.of(messages)
  const name = session ? say.text(session.name) : t('list.others')
  return section(
    session?.id ?? 'others',
    session ? link(sessionHref(session.id), name) : name,
    h(
      'p',
      { class: 'soft' },
      session
        ? [daySpan(say, session.from, session.to), ', ', say.text(session.place)]
        : t('list.others.lead'),
    ),
    table({
      caption: name,
      unseenCaption: true,
      rows: lines,
      empty: null,
      columns: columnsOf(say),
    }),
  )
}

function columnsOf(say: Say): Column<CountedDirective>[] {
  const t = say.of(messages)
  return [
    {
      label: t('col.number'),
      cell: ({ number }) => (number === null ? null : say.number(number)),
      number: true,
    },
    {
      label: t('col.directive'),
      cell: ({ id, title }) => link(directiveHref(id), say.text(title)),
    },
    { label: t('col.issued'), cell: (line) => issuedWords(say, line) },
    {
      label: t('col.due'),
      cell: ({ dueOn }) => (dueOn === null ? soft(t('due.none')) : on(say, dueOn)),
    },
    {
      label: t('col.obligations'),
      cell: ({ obligations }) => say.number(obligations),
      number: true,
    },
    { label: t('col.results'), cell: (line) => countsCell(say, line) },
  ]
}

function soft(words: string): JSX.Element {
  return h('span', { class: 'soft' }, words)
}

function issuedWords(say: Say, { issuances, issuedOn }: CountedDirective): JSX.Element | string {
  if (issuances === 1) return on(say, issuedOn)
  const t = say.of(messages)
  const times = t('issued.times', { count: issuances })
  return t('issued.last', { times, on: say.date(issuedOn) })
}

function countsCell(say: Say, { id, counts }: CountedDirective): JSX.Element {
  const t = say.of(messages)
  if (counts === null) return soft(t('counts.wait'))
  if (Object.values(counts).every((count) => count === 0)) return soft(t('counts.none'))
  return countsList(
    say,
    counts,
    (mark) => `/country?directive=${encodeURIComponent(id)}&result=${mark}`,
  )
}

/** Sessions of which no directive came yet would be found by nobody otherwise. */
function emptySessions(say: Say, { items, sessions }: DirectiveList): JSX.Element | null {
  const seen = new Set(items.map(({ session }) => session))
  const rest = sessions.filter(({ id }) => !seen.has(id))
  if (rest.length === 0 || items.length >= perPage) return null
  return section(
    'sessions-without',
    say.of(messages)('list.sessions-without'),
    h(
      'ul',
      null,
      ...rest.map(({ id, name, from, to }) =>
        h('li', null, link(sessionHref(id), say.text(name)), ', ', daySpan(say, from, to)),
      ),
    ),
  )
}

function directivePage(deps: DirectivesDeps) {
  return page({
    path: '/directives/{id}',
    who: 'anyone',
    at: byId,
    show: async ({ actor, say }, { id }) => {
      const t = say.of(messages)
      const file = await readDirective(deps, actor, id)
      const writes = mayWrite(actor)
      const title = say.text(file.directive.title)
      return {
        title,
        content: h(
          'div',
          null,
          back('/directives', t('list.back')),
          h('h1', null, title),
          h('p', { class: 'lead' }, t('way.title')),
          writes ? directiveActions(say, id) : null,
          wayOf(say, file, writes),
        ),
      }
    },
  })
}

function directiveActions(say: Say, id: string): JSX.Element {
  const t = say.of(writingMessages)
  const at = `/admin/directives/${encodeURIComponent(id)}`
  return h(
    'p',
    { class: 'links apart' },
    link(`${at}/reissue`, t('reissue.title')),
    link(`${at}/obligations/new`, t('add.title')),
  )
}

function obligationPage(deps: DirectivesDeps) {
  return page({
    path: '/directives/{id}/obligations/{obligation}',
    who: 'anyone',
    at: byId.extend({ obligation: z.string().min(1).max(120), after }),
    show: async (visit, { id, obligation, after: cursor }) => {
      const { actor, say } = visit
      const t = say.of(messages)
      const asked = { directive: id, obligation, after: cursor, limit: perPage }
      const found = await readObligation(deps, actor, asked)
      const title = say.text(found.obligation.now.title)
      const here = obligationHref(id, obligation)
      return {
        title,
        content: h(
          'div',
          null,
          back(directiveHref(id), say.text(found.directive.directive.title)),
          h('h1', null, title, ' ', stateTag(say, found.obligation)),
          obligationFacts(say, found.obligation, id, false),
          section('owing', t('obligation.institutions'), owingTable(visit, found)),
          pager(say, {
            next: found.next && `${here}?after=${encodeURIComponent(found.next)}#owing`,
            first: cursor === undefined ? undefined : `${here}#owing`,
          }),
        ),
      }
    },
  })
}

function owingTable(
  { actor, say }: { readonly actor: Parameters<typeof seenBy>[0]; readonly say: Say },
  { directive, owing }: ObligationPage,
): JSX.Element {
  const t = say.of(messages)
  if (!directive.country) return notYet(say)
  return table({
    caption: t('obligation.institutions'),
    unseenCaption: true,
    rows: owing,
    empty: h('p', null, t('obligation.institutions.none')),
    columns: [
      {
        label: t('obligation.institution'),
        cell: ({ institution, name }) =>
          link(institutionHref(institution, directive.directive.id), say.text(name)),
      },
      {
        label: t('obligation.result'),
        cell: ({ result }) =>
          result
            ? link(resultHref(result), resultTag(say, seenBy(actor, result)))
            : soft(t('obligation.not-yet')),
      },
      {
        label: t('obligation.late'),
        cell: ({ result }) => (result ? lateWords(say, result.daysLate) : null),
      },
    ],
  })
}
