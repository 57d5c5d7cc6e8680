import { h, type JSX } from 'preact'
import { actionLink, button, section, type Say } from '@mtandao/ui'
import { messages } from './messages.ts'
import type { AgreementView } from './read-agreement.ts'

/** What this person may do now; the ways to the document and to the exchanges are always there. */
export function actionsPart(say: Say, { record, may }: AgreementView): JSX.Element {
  const t = say.of(messages)
  const at = `/agreements/${record.id}`
  const acts = [
    may.submit ? button({ action: `${at}/submit`, label: t('act.submit') }) : null,
    may.decide ? actionLink(`${at}/approve`, t('act.approve')) : null,
    may.decide ? h('a', { href: `${at}/refuse` }, t('act.refuse')) : null,
    may.resume ? button({ action: `${at}/resume`, label: t('act.resume') }) : null,
    may.change ? h('a', { href: `${at}/edit` }, t('act.change')) : null,
    may.renew ? h('a', { href: `${at}/renew` }, t('act.renew')) : null,
    may.suspend ? h('a', { href: `${at}/suspend` }, t('act.suspend')) : null,
    may.end ? h('a', { href: `${at}/end` }, t('act.end')) : null,
    may.withdraw
      ? button({ action: `${at}/withdraw`, label: t('act.withdraw'), quiet: true })
      : null,
  ].filter((act) => act !== null)
  return section(
    'acts',
    t('act.title'),
    acts.length === 0
      ? h('p', { class: 'soft' }, t('act.none'))
      : h('div', { class: 'buttons' }, ...acts),
    h(
      'p',
      { class: 'buttons' },
      h('a', { href: `${at}/document.pdf` }, t('act.document')),
      h('a', { href: `/exchanges?agreement=${record.id}` }, t('act.exchanges')),
    ),
  )
}
