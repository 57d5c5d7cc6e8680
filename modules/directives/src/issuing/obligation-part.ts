import { facts, tag, type Say, type Tone } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { countsList, dueWords } from '../parts.ts'
import { ruleWords } from '../rules/rule-words.ts'
import { cited, link, obligationHref } from './common.ts'
import type { DatedObligation } from './directive-store.ts'
import { messages } from './messages.ts'
import type { DirectiveFile, ObligationFile, ObligationState } from './read-directive.ts'
import { writingMessages } from './writing-messages.ts'

/** Everything a directive makes somebody owe, each as a card. */
export function obligationCards(
  say: Say,
  { directive, obligations }: DirectiveFile,
  writes: boolean,
): JSX.Element {
  const t = say.of(messages)
  if (obligations.length === 0) return h('div', { class: 'empty' }, t('obligation.none'))
  return h(
    'div',
    null,
    ...obligations.map((one) =>
      h(
        'article',
        { class: 'card obligation' },
        h(
          'h3',
          null,
          link(obligationHref(directive.id, one.now.id), say.text(one.now.title)),
          ' ',
          stateTag(say, one),
        ),
        obligationFacts(say, one, directive.id),
        writes && one.now.to === null
          ? h(
              'p',
              { class: 'links' },
              link(
                `/admin/directives/obligations/${encodeURIComponent(one.now.id)}/end`,
                say.of(writingMessages)('end.title'),
              ),
            )
          : null,
      ),
    ),
  )
}

const tones: Readonly<Record<ObligationState, Tone>> = {
  coming: 'open',
  'in-force': 'plain',
  ending: 'open',
  ended: 'plain',
}

export function stateTag(say: Say, { state, now }: ObligationFile): JSX.Element | null {
  if (state === 'in-force') return null
  const day = state === 'coming' ? now.from : (now.to ?? now.from)
  return tag(tones[state], say.of(messages)(`obligation.state.${state}`, { on: say.date(day) }))
}

/** Who, by when, how it is judged, where it comes from, how it stands. */
export function obligationFacts(
  say: Say,
  one: ObligationFile,
  directive: string,
  linked = true,
): JSX.Element {
  const t = say.of(messages)
  const { now, counts } = one
  const hasCounts = counts !== null && Object.values(counts).some((count) => count > 0)
  return h(
    'div',
    null,
    facts([
      [t('obligation.addressees'), addresseesPart(say, one, directive, linked)],
      [t('obligation.due'), dueWords(say, now.due)],
      [t('obligation.rule'), rulePart(say, one)],
      [t('obligation.citation'), citationPart(say, now)],
      [t('obligation.ended-why'), now.endedWhy === null ? null : say.data(now.endedWhy)],
      [t('obligation.results'), hasCounts ? countsList(say, counts) : null],
    ]),
    beforePart(say, one.before),
  )
}

function addresseesPart(
  say: Say,
  { addressees, hit, now }: ObligationFile,
  directive: string,
  linked: boolean,
): JSX.Element {
  const t = say.of(messages)
  const count = hit === null ? t('obligation.hit.wait') : t('obligation.hit', { count: hit })
  return h(
    'span',
    null,
    say.text(addressees),
    now.addressee.type === 'central-government'
      ? null
      : [': ', linked ? link(`${obligationHref(directive, now.id)}#owing`, count) : count],
  )
}

function rulePart(say: Say, { now, ruleVersion }: ObligationFile): JSX.Element {
  const t = say.of(messages)
  const words = ruleWords[now.rule]
  const name = say.text(words.name)
  return h(
    'span',
    null,
    link(
      `/rules#${now.rule}`,
      ruleVersion === null
        ? name
        : t('obligation.rule.version', { name: words.name[say.htmlLang], version: ruleVersion }),
    ),
    h('small', { class: 'soft block' }, say.text(words.asks)),
  )
}

function citationPart(say: Say, { citation, verified }: DatedObligation): JSX.Element {
  const t = say.of(messages)
  if (verified) return cited(say, citation)
  return h(
    'span',
    null,
    cited(say, citation),
    ' ',
    tag('open', t('obligation.unverified')),
    h('span', { class: 'unseen' }, ' ', t('obligation.unverified.why')),
  )
}

function beforePart(say: Say, before: readonly DatedObligation[]): JSX.Element | null {
  if (before.length === 0) return null
  const t = say.of(messages)
  return h(
    'details',
    null,
    h('summary', null, t('obligation.before', { count: before.length })),
    h(
      'ul',
      null,
      ...before.map(({ version, from, to, due }) =>
        h(
          'li',
          null,
          t('obligation.version', {
            version,
            from: say.date(from),
            to: say.date(to ?? from),
            due: dueWords(say, due),
          }),
        ),
      ),
    ),
  )
}
