import { h } from 'preact'
import type { Say } from '../language.ts'
import { renderPage } from './layout.ts'

export interface ErrorPage {
  readonly say: Say
  readonly status: 404 | 405 | 500 | 503
  readonly demo: boolean
  /** Under which the log has it. */
  readonly incident?: string
}

export function errorPage({ say, status, demo, incident = '' }: ErrorPage): string {
  const title = say.text(`error.${status}.title`)
  return renderPage(
    { say, path: '/', title, demo },
    h('h1', null, title),
    h('p', { class: 'lead' }, say.text(`error.${status}.text`, { incident })),
    h('p', null, h('a', { href: '/' }, say.text('error.home'))),
  )
}
