import {
  area,
  back,
  button,
  code,
  facts,
  form,
  moment,
  pager,
  section,
  table,
  tabs,
  tag,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h } from 'preact'
import { messages } from './client-messages.ts'
import { callFacts } from './client-pages.ts'
import { fingerprint } from './key-part.ts'
import type { RequestSeen, RequestsSeen, RequestView } from './see-requests.ts'

const tones = { pending: 'open', approved: 'good', refused: 'bad', withdrawn: 'plain' } as const
const stateTag = (say: Say, { state }: RequestView) =>
  tag(tones[state], say.of(messages)(`admin.state.${state}`))

export function approvalsPage(
  say: Say,
  { requests, next }: RequestsSeen,
  view: { readonly state: 'pending' | 'decided'; readonly paged: boolean },
): Page {
  const t = say.of(messages)
  const href = (state: 'pending' | 'decided') => `/admin/approvals?state=${state}`
  return {
    title: t('admin.title'),
    content: [
      h('h1', null, t('admin.title')),
      tabs(
        say,
        (['pending', 'decided'] as const).map((state) => ({
          href: href(state),
          label: t(`admin.${state}`),
          current: state === view.state,
        })),
      ),
      table({
        caption: t(`admin.${view.state}`),
        unseenCaption: true,
        rows: requests,
        empty: h('p', null, t(`admin.empty.${view.state}`)),
        columns: [
          {
            label: t('list.system'),
            cell: (one) =>
              h(
                'a',
                { href: `/admin/approvals/${one.id}` },
                one.systemName ? say.text(one.systemName) : code(one.system),
              ),
          },
          {
            label: t('list.institution'),
            cell: (one) =>
              one.institutionName ? say.text(one.institutionName) : code(one.institution),
          },
          { label: t('admin.asked'), cell: ({ askedAt }) => moment(say, askedAt, 'date') },
          { label: t('admin.state'), cell: (one) => stateTag(say, one) },
        ],
      }),
      pager(say, {
        next:
          next === undefined ? undefined : `${href(view.state)}&after=${encodeURIComponent(next)}`,
        first: view.paged ? href(view.state) : undefined,
      }),
    ],
  }
}

/** All that one look needs: who, what for, which key, and what was tried. */
export function approvalPage(
  say: Say,
  seen: RequestSeen,
  mayDecide: boolean,
  state: FormState,
): Page {
  const t = say.of(messages)
  const { request, system, tried } = seen
  const title = t('admin.request', {
    system: request.systemName ? say.text(request.systemName) : request.system,
  })
  return {
    title,
    content: [
      back('/admin/approvals', t('admin.title')),
      h('h1', null, title),
      facts([
        [t('admin.state'), stateTag(say, request)],
        [
          t('list.institution'),
          request.institutionName ? say.text(request.institutionName) : code(request.institution),
        ],
        [t('admin.by'), request.askedByName === undefined ? null : say.data(request.askedByName)],
        [t('admin.asked'), moment(say, request.askedAt)],
        [t('admin.purpose'), say.data(request.purpose)],
        [
          t('admin.decidedBy'),
          request.decidedByName === undefined ? null : say.data(request.decidedByName),
        ],
        [t('admin.refuse.reason'), request.reason === null ? null : say.data(request.reason)],
        [
          t('list.client'),
          request.client === null
            ? null
            : h('a', { href: `/clients/${request.client}` }, code(request.client)),
        ],
      ]),
      section(
        'record',
        t('admin.record'),
        facts(
          [
            [t('list.system'), system ? [say.text(system.name), ' ', code(system.id)] : null],
            [t('admin.record.purpose'), system?.purpose ? say.text(system.purpose) : null],
            [
              t('admin.record.life'),
              system?.lifecycle ? t(`admin.life.${system.lifecycle}`) : null,
            ],
          ],
          say,
        ),
        h('p', null, h('a', { href: `/systems/${request.system}` }, t('admin.record.open'))),
      ),
      section('key', t('keys.title'), fingerprint(say, request, false)),
      section(
        'tried',
        t('calls.title'),
        tried.length === 0 ? h('p', null, t('admin.none')) : null,
        ...tried.map(({ client, calls }) =>
          h('div', null, h('h3', null, code(client)), callFacts(say, calls)),
        ),
      ),
      mayDecide && request.state === 'pending' ? decide(say, request.id, state) : null,
    ],
  }
}

function decide(say: Say, id: string, state: FormState) {
  const t = say.of(messages)
  const base = `/admin/approvals/${id}`
  return h(
    'div',
    null,
    section(
      'approve',
      t('admin.approve'),
      button({ action: `${base}/approve`, label: t('admin.approve') }),
    ),
    section(
      'refuse',
      t('admin.refuse'),
      form(
        { say, state, action: `${base}/refuse`, submit: t('admin.refuse'), danger: true },
        area({
          say,
          state,
          name: 'reason',
          label: t('admin.refuse.reason'),
          hint: t('admin.refuse.hint'),
          rows: 3,
        }),
      ),
    ),
  )
}
