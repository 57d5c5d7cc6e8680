import { leafHash } from '@mtandao/tlog'
import {
  back,
  code,
  copyable,
  facts,
  moment,
  notice,
  section,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h } from 'preact'
import { entryOf } from '../acts/entry.ts'
import type { ListedAct } from '../acts/list-acts.ts'
import { actionWords } from './actions.ts'
import { concernedOf, subjectOf, whoOf, type Names } from './list-page.ts'
import { messages } from './messages.ts'

export function actPage(
  say: Say,
  {
    act,
    names,
    country,
  }: { readonly act: ListedAct; readonly names: Names; readonly country: boolean },
): Page {
  const t = say.of(messages)
  const title = t('one.title', { at: say.dateTime(act.at) })
  const entry = entryOf(act)
  const tone = act.standing === 'recorded' ? 'good' : act.standing === 'changed' ? 'bad' : 'open'
  return {
    title,
    content: [
      back('/audit', t('one.back')),
      h('h1', null, actionWords(say, act.action)),
      section(
        'facts',
        t('one.facts'),
        facts([
          [t('at'), moment(say, act.at)],
          [t('who'), whoOf(say, act, names)],
          [t('subject'), subjectOf(act)],
          [t('concerned'), concernedOf(say, act, { names, linked: country })],
          [t('action'), code(act.action)],
          [t('one.id'), code(act.id)],
        ]),
      ),
      Object.keys(act.detail).length === 0
        ? null
        : section(
            'detail',
            t('one.detail'),
            copyable(say, JSON.stringify(act.detail, undefined, 2), t('one.detail')),
          ),
      section(
        'evidence',
        t('one.evidence'),
        notice(
          tone,
          { alert: act.standing === 'changed' },
          h('p', null, t(`one.standing.${act.standing}`, { index: act.logIndex })),
        ),
        facts([[t('one.leaf'), code(leafHash(Buffer.from(entry)).toString('hex'))]]),
        act.standing === 'recorded'
          ? h('p', null, h('a', { href: `/audit/${act.id}/proof` }, t('one.proof')))
          : null,
        h('h3', null, t('one.entry')),
        copyable(say, entry, t('one.entry')),
      ),
    ],
  }
}
