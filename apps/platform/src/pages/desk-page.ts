import { h } from 'preact'
import type { Visit } from '@mtandao/http'
import { holds, type Actor } from '@mtandao/identity/contract'
import { moment, notice, section, type Page } from '@mtandao/ui'
import { words } from '../messages.ts'

/** Something that waits for this person, with the place where it is done. */
export interface Waiting {
  readonly text: { readonly sw: string; readonly en: string }
  readonly href: string
  readonly since: Date | null
}

/** What the modules put on a person's desk. */
export interface Desk {
  waitingFor(actor: Actor): Promise<readonly Waiting[]>
}

/** What can be started, and by whom. */
const starts = [
  {
    href: '/owed',
    key: 'desk.owed',
    who: ['ict-officer', 'head', 'secretary', 'data-protection-officer'],
  },
  { href: '/facts/to-verify', key: 'desk.verify', who: ['ega-officer'] },
  { href: '/country', key: 'desk.country', who: ['minister-office', 'auditor', 'ega-officer'] },
  { href: '/join', key: 'desk.join', who: ['ict-officer'] },
  { href: '/systems/new', key: 'desk.system', who: ['ict-officer'] },
  { href: '/services/new', key: 'desk.service', who: ['ict-officer'] },
  { href: '/catalogue', key: 'desk.agreement', who: ['ict-officer'] },
  { href: '/exchanges', key: 'desk.exchanges', who: ['ict-officer', 'auditor', 'ega-officer'] },
  { href: '/debugger', key: 'desk.debugger', who: ['ict-officer', 'ega-officer'] },
  { href: '/people', key: 'desk.people', who: ['head', 'ega-officer'] },
  { href: '/admin/approvals', key: 'desk.approvals', who: ['ega-officer'] },
  { href: '/admin/institutions', key: 'desk.institutions', who: ['ega-officer'] },
  { href: '/audit', key: 'desk.audit', who: ['auditor', 'ega-officer', 'head'] },
  { href: '/figures', key: 'desk.figures', who: ['minister-office', 'auditor', 'head'] },
  { href: '/findings', key: 'desk.findings', who: ['auditor', 'ega-officer', 'head'] },
] as const

/** The first page after signing in: what waits for me, and what I can start. */
export async function deskPage({ say, actor }: Visit<Actor>, desk: Desk): Promise<Page> {
  const t = words(say)
  const waiting = await desk.waitingFor(actor)
  return {
    title: t('desk.title'),
    content: [
      h('h1', null, say.text(actor.institutionName)),
      section(
        'waiting',
        waiting.length === 0
          ? t('desk.waiting')
          : t('desk.waiting.count', { count: waiting.length }),
        waiting.length === 0
          ? notice('good', {}, h('p', null, t('desk.nothing')))
          : h(
              'ul',
              { class: 'grid' },
              ...waiting.map(({ text, href, since }) =>
                h(
                  'li',
                  { class: 'card wanted' },
                  h('p', null, h('a', { href }, say.text(text))),
                  since === null
                    ? null
                    : h('p', { class: 'soft' }, t('desk.since'), ' ', moment(say, since, 'date')),
                ),
              ),
            ),
      ),
      section(
        'start',
        t('desk.start'),
        h(
          'ul',
          { class: 'grid' },
          ...starts
            .filter(({ who }) => holds(actor, ...who))
            .map(({ href, key }) =>
              h(
                'li',
                { class: 'card' },
                h('h3', null, h('a', { href }, t(key))),
                h('p', { class: 'soft' }, t(`${key}.hint`)),
              ),
            ),
        ),
      ),
    ],
  }
}
