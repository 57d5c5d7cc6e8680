import type { Actor } from '@mtandao/identity/contract'
import { h, type JSX } from 'preact'
import type { Page, Say } from '@mtandao/ui'
import type { Live } from '../front.ts'
import { words } from '../messages.ts'
import { liveContent, opensFor } from './live.ts'

export interface HomePage {
  readonly say: Say
  readonly live: Live
  /** Who reads: which exchanges open depends on it. */
  readonly actor: Actor | undefined
  readonly gatewayUrl: string
}

export function homePage({ say, live, actor, gatewayUrl }: HomePage): Page {
  const t = words(say)
  const title = t('home.title')
  return {
    title,
    scripts: ['live'],
    content: [
      h('h1', null, title),
      h('p', { class: 'lead' }, t('home.lead')),
      h(
        'div',
        { id: 'live', 'data-source': `/live?lang=${say.language}` },
        liveContent(say, live, opensFor(actor)),
      ),
      connect(say, gatewayUrl),
    ],
  }
}

function connect(say: Say, gatewayUrl: string): JSX.Element {
  const example = [
    `curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials \\`,
    `  ${gatewayUrl}/gw/govesb-uaa/oauth/token`,
    '',
    `curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\`,
    `  -d '{"data":{"apiCode":"…","esbBody":{}},"signature":"…"}' \\`,
    `  ${gatewayUrl}/engine/esb/request`,
  ]
  return h(
    'section',
    { 'aria-labelledby': 'connect' },
    h('h2', { id: 'connect' }, words(say)('gateway.title')),
    h(
      'p',
      { class: 'pair base' },
      h('span', null, words(say)('gateway.base')),
      h('code', null, gatewayUrl),
    ),
    h('p', null, words(say)('gateway.example')),
    h(
      'pre',
      { tabIndex: 0, role: 'region', 'aria-label': words(say)('gateway.code') },
      h('code', null, example.join('\n')),
    ),
  )
}
