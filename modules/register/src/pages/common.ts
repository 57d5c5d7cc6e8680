import { edge, type Visit } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { Problem } from '@mtandao/problem'
import { moment, type Choice, type FormState, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { z } from 'zod'
import { nameIn, type Listed } from '../lists/listed.ts'
import { sought } from '../shapes.ts'
import { messages } from './messages.ts'

export const { page, form, action, operation } = edge<Actor>()
export type SignedIn = Visit<Actor>

export const nowhere = z.object({})
export const perPage = 50

/** What a filter of a list may hold; an empty one is none. */
export const filter = sought(100)
  .optional()
  .transform((text) => (text === '' ? undefined : text))

/** From a day to a day, in words. */
export function span(say: Say, from: string | null, to: string | null): JSX.Element {
  const t = say.of(messages)
  const [since, until] = [from && say.date(from), to && say.date(to)]
  if (since && until) return h('span', null, t('span.both', { from: since, to: until }))
  if (since) return h('span', null, t('span.since', { from: since }))
  if (until) return h('span', null, t('span.until', { to: until }))
  return h('span', { class: 'soft' }, t('span.open'))
}

export function choicesOf(say: Say, list: readonly Listed[]): Choice[] {
  return list.map(({ code, name }) => ({ value: code, label: say.text(name) }))
}

/** The name of a listed code; a code that no list knows is shown as it is. */
export function listedName(say: Say, list: readonly Listed[], code: string | null): string | null {
  if (code === null) return null
  const name = nameIn(list, code)
  return name ? say.text(name) : say.data(code)
}

export function link(href: string, label: ComponentChildren): JSX.Element {
  return h('a', { href }, label)
}

export function on(day: string | null, say: Say): JSX.Element | null {
  return day === null ? null : moment(say, new Date(`${day}T09:00:00Z`), 'date')
}

/** The same view with other filters: empty ones are left out. */
export function addressOf(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const pairs = Object.entries(query).filter(([, one]) => one !== undefined && one !== '')
  const text = new URLSearchParams(pairs.map(([name, one]) => [name, String(one)])).toString()
  return text === '' ? path : `${path}?${text}`
}

/** For `catch`: a fault that a use case names by its own member stands beside the field of another name. */
export function renameField(from: string, to: string) {
  return (error: unknown): never => {
    if (error instanceof Problem && error.extra['field'] === from) {
      const { code, kind, detail, extra } = error
      throw new Problem(code, kind, {
        ...(detail && { detail }),
        extra: { ...extra, field: to },
        cause: error,
      })
    }
    throw error
  }
}

export function value(text: string | number | null | undefined): string {
  return text === null || text === undefined ? '' : String(text)
}

/** A long list of boxes behind one line, open when something in it is wrong. */
export function folded(
  state: FormState,
  name: string,
  summary: string,
  content: JSX.Element,
): JSX.Element {
  const isWrong = state.faults.some(({ field }) => field === name)
  return h(
    'details',
    { class: 'field folded', open: isWrong },
    h('summary', null, summary),
    content,
  )
}

/** How many boxes of a list are ticked. */
export function countChosen(state: FormState, name: string): number {
  const given = state.values[name]
  return typeof given === 'string' ? 1 : (given?.length ?? 0)
}
