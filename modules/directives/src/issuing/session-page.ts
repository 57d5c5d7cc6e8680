import { back, facts, section, table, tag, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { DirectivesDeps } from '../deps.ts'
import { directiveHref } from '../parts.ts'
import { cited, daySpan, link, mayWrite, byId, page } from './common.ts'
import { messages } from './messages.ts'
import { readSession, type SessionFile } from './read-session.ts'
import type { Resolution, TopicRow } from './session-read-store.ts'
import { pillarsWords, reconstructedTag, topicsWords } from './way.ts'
import { writingMessages } from './writing-messages.ts'

/** A session whole; what no source says is said as not known. */
export function sessionPage(deps: DirectivesDeps) {
  return page({
    path: '/sessions/{id}',
    who: 'anyone',
    at: byId,
    show: async ({ actor, say }, { id }) => {
      const t = say.of(messages)
      const file = await readSession(deps, actor, id)
      const writes = mayWrite(actor)
      const title = say.text(file.session.name)
      return {
        title,
        content: h(
          'div',
          null,
          back('/directives', t('list.back')),
          h('h1', null, title),
          sessionFacts(say, file),
          section('resolutions', t('session.resolutions'), resolutionsPart(say, file, writes)),
          section('topics', t('session.topics'), topicsPart(say, file, writes)),
          section('presenters', t('session.presenters'), presentersPart(say, file)),
        ),
      }
    },
  })
}

function sessionFacts(say: Say, { session, topics }: SessionFile): JSX.Element {
  const t = say.of(messages)
  const pillars = [...new Set(topics.flatMap(({ pillar }) => (pillar ? pillar[say.htmlLang] : [])))]
  return facts([
    [
      t('session.days'),
      h('time', { dateTime: session.from }, daySpan(say, session.from, session.to)),
    ],
    [t('session.place'), say.text(session.place)],
    [
      t('session.participants'),
      session.participants === null ? t('session.unknown') : say.number(session.participants),
    ],
    [t('session.topics'), topicsWords(say, session.topics, topics.length)],
    [t('session.pillars'), pillarsWords(say, session.pillars, pillars)],
    [t('session.source'), cited(say, session.citation)],
  ])
}

function addLink(href: string, label: string): JSX.Element {
  return h('p', { class: 'links' }, link(href, label))
}

function resolutionsPart(
  say: Say,
  { session, resolutions }: SessionFile,
  writes: boolean,
): JSX.Element {
  const t = say.of(messages)
  const add = `/admin/directives/sessions/${encodeURIComponent(session.id)}/resolutions/new`
  return h(
    'div',
    null,
    resolutions.some(({ reconstructed }) => reconstructed)
      ? h('p', { class: 'hint' }, t('resolution.reconstructed.all'))
      : null,
    table({
      caption: t('session.resolutions'),
      unseenCaption: true,
      rows: resolutions,
      empty: h('p', null, t('session.resolutions.none')),
      columns: [
        { label: t('col.number'), cell: ({ number }) => say.number(number), number: true },
        {
          label: t('resolution.title'),
          cell: (resolution) => resolutionCell(say, resolution),
        },
        {
          label: t('resolution.state'),
          cell: (resolution) => resolutionState(say, resolution, writes),
        },
      ],
    }),
    writes ? addLink(add, say.of(writingMessages)('resolution.add')) : null,
  )
}

function resolutionCell(say: Say, resolution: Resolution): JSX.Element {
  const { title, directive, reconstructed, sentence } = resolution
  const words = say.text(title)
  return h(
    'span',
    null,
    directive === null ? words : link(directiveHref(directive), words),
    ' ',
    reconstructed ? reconstructedTag(say) : null,
    // Where there is a directive, its page has the sentence.
    directive === null ? h('small', { class: 'soft block', lang: 'sw' }, say.data(sentence)) : null,
  )
}

function resolutionState(
  say: Say,
  { id, acceptance, directive }: Resolution,
  writes: boolean,
): JSX.Element {
  const t = say.of(messages)
  const w = say.of(writingMessages)
  const at = `/admin/directives/resolutions/${encodeURIComponent(id)}`
  if (directive !== null) return tag('good', t('resolution.issued'))
  if (acceptance)
    return h(
      'span',
      null,
      tag('open', t('resolution.accepted')),
      writes ? [' ', link(`${at}/issue`, w('issue.title'))] : null,
    )
  return h(
    'span',
    null,
    tag('plain', t('resolution.waits')),
    writes ? [' ', link(`${at}/accept`, w('accept.title'))] : null,
  )
}

function topicsPart(say: Say, { session, topics }: SessionFile, writes: boolean): JSX.Element {
  const t = say.of(messages)
  const add = `/admin/directives/sessions/${encodeURIComponent(session.id)}/topics/new`
  const unknown = () => h('span', { class: 'soft' }, t('session.unknown'))
  return h(
    'div',
    null,
    topics.length === 0
      ? h('div', { class: 'empty' }, topicsWords(say, session.topics, 0))
      : table<TopicRow>({
          caption: t('session.topics'),
          unseenCaption: true,
          rows: topics,
          empty: null,
          columns: [
            { label: t('col.number'), cell: ({ number }) => say.number(number), number: true },
            { label: t('topic.title'), cell: ({ title }) => say.text(title) },
            {
              label: t('topic.presenter'),
              cell: ({ presenter }) => (presenter === null ? unknown() : say.data(presenter)),
            },
            {
              label: t('topic.pillar'),
              cell: ({ pillar }) => (pillar === null ? unknown() : say.text(pillar)),
            },
            { label: t('session.source'), cell: ({ citation }) => cited(say, citation) },
          ],
        }),
    writes ? addLink(add, say.of(writingMessages)('topic.add')) : null,
  )
}

function presentersPart(say: Say, { presenters }: SessionFile): JSX.Element {
  const t = say.of(messages)
  if (presenters.length === 0) return h('div', { class: 'empty' }, t('session.presenters.none'))
  return h(
    'div',
    null,
    h('p', null, t('session.presenters.known', { count: presenters.length })),
    h(
      'ul',
      { class: 'columns' },
      ...presenters.map(({ name, acronym }) =>
        h('li', null, say.data(acronym === '' ? name : `${name} (${acronym})`)),
      ),
    ),
  )
}
