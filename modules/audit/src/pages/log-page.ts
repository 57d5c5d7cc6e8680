import {
  back,
  button,
  code,
  copyable,
  facts,
  moment,
  notice,
  section,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type ComponentChildren } from 'preact'
import type { Halt } from '../log/append-acts.ts'
import { isWhole, type Verification } from '../log/verify-log.ts'
import { messages } from './messages.ts'

export interface LogView {
  readonly halt: Halt | undefined
  readonly verification: Verification | undefined
  /** The signed head as it stands. */
  readonly head: string | undefined
  readonly vkey: string
}

export function logPage(say: Say, view: LogView): Page {
  const t = say.of(messages)
  const { halt, verification, head, vkey } = view
  return {
    title: t('log.title'),
    content: [
      back('/audit', t('list.title')),
      h('h1', null, t('log.title')),
      h('p', { class: 'lead' }, t('log.lead')),
      halt
        ? notice(
            'bad',
            { title: t('log.halted'), alert: true },
            h('p', null, t(`log.halt.${halt}`)),
            h('p', null, t('log.halt.next')),
          )
        : null,
      section(
        'checked',
        t('log.checked'),
        verification ? verdict(say, verification) : h('p', null, t('log.never')),
        button({ action: '/audit/log/verify', label: t('log.verify') }),
      ),
      section(
        'head',
        t('log.head'),
        head === undefined ? h('p', null, t('log.head.none')) : copyable(say, head, t('log.head')),
      ),
      section('key', t('log.key'), copyable(say, vkey, t('log.key'))),
      section(
        'offline',
        t('log.offline'),
        h('p', null, t('log.offline.how')),
        copyable(
          say,
          ['GET /audit-log/checkpoint', 'GET /audit-log/log.vkey', 'GET /audit-log/tile/…'].join(
            '\n',
          ),
          t('log.offline'),
        ),
        copyable(say, 'npm run mtandao -- journal fsck DIR', t('log.offline')),
      ),
    ],
  }
}

function verdict(say: Say, found: Verification): ComponentChildren[] {
  const t = say.of(messages)
  const { at, size, root, waiting, changed, changedCount, forked, broken } = found
  const wrong = [
    changedCount > 0
      ? t('log.changed', { count: changedCount, indexes: changed.slice(0, 20).join(', ') })
      : undefined,
    forked.length > 0 ? t('log.forked', { sizes: forked.slice(0, 20).join(', ') }) : undefined,
    broken === undefined ? undefined : t('log.broken', { why: broken }),
  ].filter((text) => text !== undefined)
  return [
    isWhole(found)
      ? notice('good', {}, h('p', null, t('log.whole', { size })))
      : notice('bad', { alert: true }, ...wrong.map((text) => h('p', null, text))),
    facts([
      [t('at'), moment(say, at)],
      [t('log.size'), say.number(size)],
      [t('log.waiting'), say.number(waiting)],
      [t('log.root'), code(root)],
    ]),
  ]
}
