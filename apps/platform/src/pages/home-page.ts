import { h, type JSX } from 'preact'
import type { Live } from '../front.ts'
import type { Say } from '../language.ts'
import { renderPage } from './layout.ts'
import { liveContent } from './live.ts'

export interface HomePage {
  readonly say: Say
  readonly live: Live
  readonly gatewayUrl: string
  readonly demo: boolean
}

export function homePage({ say, live, gatewayUrl, demo }: HomePage): string {
  const title = say.text('home.title')
  return renderPage(
    { say, path: '/', title, demo, live: true },
    h('h1', null, title),
    h('p', { class: 'lead' }, say.text('home.lead')),
    h('div', { id: 'live', 'data-source': '/live' }, liveContent(say, live)),
    connect(say, gatewayUrl),
  )
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
    h('h2', { id: 'connect' }, say.text('gateway.title')),
    h(
      'p',
      { class: 'pair base' },
      h('span', null, say.text('gateway.base')),
      h('code', null, gatewayUrl),
    ),
    h('p', null, say.text('gateway.example')),
    h(
      'pre',
      { tabIndex: 0, role: 'region', 'aria-label': say.text('gateway.code') },
      h('code', null, example.join('\n')),
    ),
  )
}
