import { edge } from '@mtandao/http'
import { holds, EGA, type Actor } from '@mtandao/identity/contract'
import { moment, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { z } from 'zod'
import { messages } from './messages.ts'

export const { page, form, operation } = edge<Actor>()
export const officers = ['ega-officer'] as const
export const nowhere = z.object({})
export const byId = z.object({ id: z.string().min(1).max(120) })

/** Whether the reader is shown where to write. */
export function mayWrite(actor: Actor | undefined): boolean {
  return actor !== undefined && actor.institution === EGA && holds(actor, ...officers)
}

export function link(href: string, label: ComponentChildren): JSX.Element {
  return h('a', { href }, label)
}

export function on(say: Say, day: string): JSX.Element {
  return moment(say, new Date(`${day}T09:00:00Z`), 'date')
}

/** From a day to a day; one day alone is itself, and a month is said once. */
export function daySpan(say: Say, from: string, to: string): string {
  if (from === to) return say.date(from)
  const t = say.of(messages)
  if (from.slice(0, 7) === to.slice(0, 7))
    return t('session.span.short', { from: Number(from.slice(8)), to: say.date(to) })
  return t('session.span', { from: say.date(from), to: say.date(to) })
}

const address = /(https?:\/\/[^\s;,]+)/

/** Where something comes from; an address in it becomes a link that says only whose it is. */
export function cited(say: Say, citation: string): JSX.Element {
  return h(
    'span',
    { class: 'cited' },
    ...citation.split(address).map((part) => {
      if (!address.test(part)) return part === '' ? null : say.data(part)
      return h('a', { href: part, rel: 'noreferrer' }, say.data(hostOf(part)))
    }),
  )
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}

export function sessionHref(session: string): string {
  return `/sessions/${encodeURIComponent(session)}`
}

export function obligationHref(directive: string, obligation: string): string {
  return `/directives/${encodeURIComponent(directive)}/obligations/${encodeURIComponent(obligation)}`
}
