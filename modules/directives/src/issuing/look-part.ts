import { facts, section, tag, type FormState, type Page, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { dueWords } from '../parts.ts'
import { ruleWords } from '../rules/rule-words.ts'
import { cited } from './common.ts'
import { resend } from './form-fields.ts'
import { messages } from './messages.ts'
import type { ObligationDraft } from './obligation-shapes.ts'
import type { AddresseesSeen } from './preview-addressees.ts'
import { writingMessages } from './writing-messages.ts'

/** Names that are shown; a long list is counted on. */
const namesMax = 200

/** What is about to be issued, as those it concerns will read it, and whom it hits. Nothing has changed yet. */
export function lookPage(
  say: Say,
  look: {
    readonly draft: ObligationDraft
    readonly seen: AddresseesSeen
    readonly values: FormState['values']
    readonly submit: 'look.issue' | 'look.add'
    /** What stands above the obligation. */
    readonly about: readonly (readonly [string, ComponentChildren])[]
  },
): Page {
  const t = say.of(writingMessages)
  const { draft, seen, values } = look
  return {
    title: t('look.title'),
    content: h(
      'div',
      null,
      h('h1', null, t('look.title')),
      h('p', { class: 'lead' }, t('look.nothing')),
      look.about.length === 0 ? null : facts(look.about),
      section('look-obligation', say.text(draft.title), draftFacts(say, draft, seen)),
      section('look-hits', hitWords(say, draft, seen), namesPart(say, seen)),
      h(
        'div',
        { class: 'buttons' },
        resend(values, 'issue', t(look.submit)),
        resend(values, 'change', t('look.change'), true),
      ),
    ),
  }
}

function draftFacts(say: Say, draft: ObligationDraft, { words }: AddresseesSeen): JSX.Element {
  const t = say.of(messages)
  const rule = ruleWords[draft.rule]
  return facts([
    [t('obligation.addressees'), say.text(words)],
    [t('obligation.due'), dueWords(say, draft.due)],
    [
      t('obligation.rule'),
      h(
        'span',
        null,
        say.text(rule.name),
        h('small', { class: 'soft block' }, say.text(rule.asks)),
      ),
    ],
    [
      t('obligation.citation'),
      h(
        'span',
        null,
        cited(say, draft.citation),
        ' ',
        draft.verified ? null : tag('open', t('obligation.unverified')),
      ),
    ],
  ])
}

function hitWords(
  say: Say,
  { addressee }: ObligationDraft,
  { institutions }: AddresseesSeen,
): string {
  const t = say.of(writingMessages)
  if (addressee.type === 'central-government') return t('look.government')
  return institutions.length === 0
    ? t('look.hits.none')
    : t('look.hits', { count: institutions.length })
}

function namesPart(say: Say, { institutions }: AddresseesSeen): JSX.Element | null {
  if (institutions.length === 0) return null
  const more = institutions.length - namesMax
  return h(
    'div',
    null,
    h(
      'ul',
      { class: 'columns' },
      ...institutions.slice(0, namesMax).map(({ name }) => h('li', null, say.text(name))),
    ),
    more > 0 ? h('p', null, say.of(writingMessages)('look.more', { count: more })) : null,
  )
}
