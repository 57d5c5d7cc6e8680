import { h } from 'preact'
import { apiBase, type Operation } from '@mtandao/http'
import { roles as allRoles, type Actor } from '@mtandao/identity/contract'
import { code, copyable, section, table, type Page, type Say } from '@mtandao/ui'
import { words } from '../messages.ts'

/** What programs can do, from the same list that serves them. */
export function apiPage(say: Say, operations: readonly Operation<Actor>[]): Page {
  const t = words(say)
  const areas = Map.groupBy(operations, ({ id }) => id.split('.')[0] ?? '')
  const who = ({ who: allowed }: Operation<Actor>) => {
    if (allowed === 'anyone') return t('api.anyone')
    if (allowed === 'signed-in') return t('api.signedIn')
    return allRoles
      .filter((role) => allowed.includes(role))
      .map((role) => t(`role.${role}`))
      .join(', ')
  }
  return {
    title: t('api.title'),
    content: [
      h('h1', null, t('api.title')),
      h('p', { class: 'lead' }, t('api.lead')),
      h('p', null, h('a', { href: '/api/openapi.json' }, t('api.document'))),
      h('p', null, t('api.token')),
      copyable(say, `curl -H "Authorization: Bearer $TOKEN" …${apiBase}/me`),
      ...[...areas].map(([area, list]) =>
        section(
          `area-${area}`,
          say.data(area),
          table({
            caption: say.data(area),
            unseenCaption: true,
            rows: list,
            empty: null,
            columns: [
              { label: t('api.call'), cell: (one) => code(`${one.method} ${apiBase}${one.path}`) },
              { label: t('api.does'), cell: (one) => say.text(one.summary) },
              { label: t('api.who'), cell: who },
            ],
          }),
        ),
      ),
    ],
  }
}
