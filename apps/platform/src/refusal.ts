import { h } from 'preact'
import type { Visit } from '@mtandao/http'
import { roles as allRoles, type Actor } from '@mtandao/identity/contract'
import type { Problem } from '@mtandao/problem'
import { notice, type Page, type Say } from '@mtandao/ui'
import { words } from './messages.ts'

/** The page of a "no": what it is, why, and where to go on from here. */
export function refusalPage(
  { say, actor }: Visit<Actor | undefined>,
  said: Problem,
  incident: string | undefined,
): Page {
  const t = words(say)
  const title = say.text(said.kind.title)
  const detail = said.detail ? say.text(said.detail) : ''
  const explained = explain(say, said, incident)
  return {
    title,
    content: [
      h('h1', null, title),
      detail === '' ? null : h('p', { class: 'lead' }, detail),
      explained === undefined ? null : notice('open', {}, h('p', null, explained)),
      h('p', null, h('a', { href: actor ? '/desk' : '/' }, t('error.home'))),
      h('p', { class: 'as-of' }, h('code', null, said.code)),
    ],
  }
}

function explain(say: Say, { code, kind, extra }: Problem, incident = ''): string | undefined {
  const t = words(say)
  switch (code) {
    case 'http.not-for-you': {
      const wanted = Array.isArray(extra['roles']) ? extra['roles'] : []
      const names = allRoles
        .filter((role) => wanted.includes(role))
        .map((role) => t(`role.${role}`))
      return t('error.403.roles', { roles: names.join(', ') })
    }
    case 'http.suspended':
      return t('error.403.suspended')
    case 'http.foreign-form':
      return t('error.403.text')
    default:
  }
  if (kind.status === 404) return t('error.404.text')
  if (kind.status === 503) return t('error.503.text')
  return kind.status === 500 ? t('error.500.text', { incident }) : undefined
}
