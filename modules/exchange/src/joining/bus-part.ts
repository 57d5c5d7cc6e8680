import { copyable, section, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { Environment } from '../contract.ts'
import { messages } from './client-messages.ts'

/** One bus as a client reaches it. */
export interface BusSeen {
  readonly environment: Environment
  /** Base URL. */
  readonly url: string
  /** base64 SPKI on the curve of the client's key; undefined while the bus does not answer. */
  readonly key: string | undefined
}

/** What a program is told about the bus: all of it, so that nobody has to be asked. */
export function busPart(say: Say, { url, key, environment }: BusSeen): JSX.Element {
  const t = say.of(messages)
  const known = (label: 'bus.token' | 'bus.engine' | 'bus.r1', address: string) => [
    h('h3', null, t(label)),
    copyable(say, address, t(label), true),
  ]
  return section(
    'bus',
    t('bus.title'),
    h('p', null, t('bus.lead')),
    known('bus.token', `${url}/gw/govesb-uaa/oauth/token`),
    known('bus.engine', `${url}/engine/esb`),
    known('bus.r1', `${url}/r1/`),
    h('h3', null, t('bus.key')),
    key === undefined ? h('p', null, t('bus.key.unknown')) : copyable(say, key, t('bus.key'), true),
    environment === 'production'
      ? h('p', null, t('bus.agree'), ' ', h('a', { href: '/catalogue' }, t('bus.catalogue')))
      : null,
  )
}
