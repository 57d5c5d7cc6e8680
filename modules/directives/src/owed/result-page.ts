import { actionLink, back, moment, notice, section, table, type Page, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import {
  institutionHref,
  isCentralGovernment,
  legend,
  owedHref,
  quarterWords,
  reasonText,
  resultHref,
  resultTag,
} from '../parts.ts'
import { dayAt } from '../quarter.ts'
import { addressOf } from './common.ts'
import { declaredBy } from './declare-fulfilled.ts'
import { explanation, presentFacts } from './explanation-part.ts'
import { declareForm, exemptForm, replyForm } from './forms-part.ts'
import { messages } from './messages.ts'
import { placeLabel } from './owed-page.ts'
import type { ExemptionGiven } from './owed-store.ts'
import { repliesSection } from './replies-part.ts'
import type { ResultSeen } from './see-result.ts'
import { workSection } from './work-part.ts'

/** Addresses of what is done to one result. */
export const owedAction = (
  { obligation, period }: { readonly obligation: string; readonly period: string | null },
  act: 'evidence' | 'reply' | 'step',
): string => addressOf(`/owed/${obligation}/${act}`, { period: period ?? undefined })

export const countryAction = (
  work: {
    readonly institution: string
    readonly obligation: string
    readonly period: string | null
  },
  act: 'exempt' | 'step' | `replies/${string}/answer`,
): string =>
  addressOf(`/country/${work.institution}/${work.obligation}/${act}`, {
    period: work.period ?? undefined,
  })

/** What the institution's own people see of one obligation. */
export function obligationPage(say: Say, seen: ResultSeen, now: Date): Page {
  const t = say.of(messages)
  const { work } = seen
  const title = say.text(work.owed.title)
  return {
    title,
    content: h(
      'div',
      null,
      back('/owed', t('result.back.owed')),
      h('h1', null, title),
      work.isPast ? pastNotice(say) : null,
      presentFacts(say, seen),
      seen.result ? nextStep(say, seen) : null,
      explanation(say, seen),
      declareSection(say, seen, now),
      seen.result ? workSection(say, seen, owedAction(work, 'step')) : null,
      seen.result ? repliesSection(say, seen, { own: true }) : null,
      seen.rights.reply
        ? h(
            'details',
            { id: 'jibu' },
            h('summary', null, t('reply.title')),
            replyForm({ say, state: nothing, action: owedAction(work, 'reply') }),
          )
        : null,
      exemptionsPart(say, seen.exemptions),
      beforePart(say, seen, (period) => owedHref({ obligation: work.obligation, period })),
      legend(say),
    ),
  }
}

/** One result explained for the country: everybody reads what is public, e-GA's officers act. */
export function countryResultPage(say: Say, seen: ResultSeen, isOwn: boolean): Page {
  const t = say.of(messages)
  const { work, institutionName } = seen
  const institution = institutionName[say.htmlLang]
  const { rights } = seen
  return {
    title: t('result.title', { obligation: work.owed.title[say.htmlLang], institution }),
    content: h(
      'div',
      null,
      back(institutionHref(work.institution), t('result.back.country', { institution })),
      h('p', { class: 'soft' }, say.text(institutionName)),
      h('h1', null, say.text(work.owed.title)),
      isOwn && !isCentralGovernment(work.institution) ? ownNotice(say, seen) : null,
      work.isPast ? pastNotice(say) : null,
      presentFacts(say, seen),
      seen.result && rights.answer ? verifyLink(say, seen) : null,
      explanation(say, seen),
      seen.result ? workSection(say, seen, countryAction(work, 'step')) : null,
      seen.result
        ? repliesSection(say, seen, {
            own: false,
            answerAt: (reply) => countryAction(work, `replies/${reply}/answer`),
          })
        : null,
      exemptionsPart(say, seen.exemptions),
      rights.exempt ? exemptSection(say, seen) : null,
      beforePart(say, seen, (period) => resultHref({ ...work, period })),
      legend(say),
    ),
  }
}

export const nothing = { values: {}, faults: [] } as const

function ownNotice(say: Say, { work }: ResultSeen): JSX.Element {
  const t = say.of(messages)
  return notice(
    'plain',
    {},
    h('p', null, t('result.own'), ' ', h('a', { href: owedHref(work) }, t('result.own.link'))),
  )
}

function pastNotice(say: Say): JSX.Element {
  const t = say.of(messages)
  return notice(
    'open',
    {},
    h('p', null, t('result.past')),
    h('p', null, h('a', { href: '/tables' }, t('result.past.table'))),
  )
}

function nextStep(say: Say, { result, place }: ResultSeen): JSX.Element | null {
  const t = say.of(messages)
  const change = result?.change
  if (!change) return notice('good', {}, h('p', null, t('next.nothing')))
  return notice(
    'open',
    { title: t('next.title') },
    h('p', null, reasonText(say, change)),
    place ? h('p', null, actionLink(place.href, placeLabel(say, place.label))) : null,
  )
}

/** Evidence that waits is verified on the page of its fact. */
function verifyLink(say: Say, { result }: ResultSeen): JSX.Element | null {
  const waits = result?.facts.find(({ source }) => source === 'declared')
  if (!waits || result?.result === 'met') return null
  const href = `/facts/${encodeURIComponent(waits.id)}/verify`
  return h('p', null, actionLink(href, say.of(messages)('facts.verify')))
}

/** Its id is where the link of the next step leads. */
function declareSection(
  say: Say,
  { work, rights, result }: ResultSeen,
  now: Date,
): ComponentChildren {
  const type = declaredBy[work.owed.rule]
  // What facts have settled asks for nothing.
  if (type === undefined || !result || result.change === null) return null
  const t = say.of(messages)
  const joined = type === 'bus.joined'
  if (!rights.declare)
    return joined
      ? null
      : section('ushahidi', t('declare.title'), h('p', null, t('declare.not-you')))
  const state = { values: { on: dayAt(now.getTime()) }, faults: [] }
  const action = owedAction(work, 'evidence')
  const content = [
    h('p', null, t(joined ? 'declare.joined.lead' : 'declare.lead')),
    declareForm({ say, state, action }, !joined),
  ]
  return joined
    ? h('details', { id: 'ushahidi' }, h('summary', null, t('declare.joined.title')), ...content)
    : section('ushahidi', t('declare.title'), ...content)
}

function exemptSection(say: Say, { work }: ResultSeen): JSX.Element {
  const t = say.of(messages)
  return h(
    'details',
    null,
    h('summary', null, t('exempt.title')),
    h('p', null, t('exempt.lead')),
    exemptForm({ say, state: nothing, action: countryAction(work, 'exempt') }),
  )
}

function exemptionsPart(say: Say, given: readonly ExemptionGiven[]): JSX.Element | null {
  if (given.length === 0) return null
  const t = say.of(messages)
  return section(
    'exemptions',
    t('exemptions.title'),
    table<ExemptionGiven>({
      caption: t('exemptions.title'),
      unseenCaption: true,
      rows: given,
      empty: null,
      columns: [
        {
          label: t('exemptions.span'),
          cell: ({ from, until }) =>
            t('exemptions.days', { from: say.date(from), until: say.date(until) }),
        },
        {
          label: t('exemptions.reason'),
          cell: ({ reason }) => h('span', { class: 'said' }, say.data(reason)),
        },
        { label: t('replies.said-at'), cell: ({ at }) => moment(say, at, 'date') },
      ],
    }),
  )
}

function beforePart(
  say: Say,
  { before, work }: ResultSeen,
  hrefOf: (period: string) => string,
): JSX.Element | null {
  if (before.length === 0) return null
  const t = say.of(messages)
  return section(
    'before',
    t('before.title'),
    table<ResultSeen['before'][number]>({
      caption: t('before.title'),
      unseenCaption: true,
      rows: before,
      empty: say.data(work.obligation),
      columns: [
        {
          label: t('fact.quarter'),
          cell: ({ period }) => h('a', { href: hrefOf(period) }, quarterWords(say, period)),
        },
        {
          label: t('fact.result'),
          cell: ({ result }) => h('span', null, resultTag(say, { result })),
        },
      ],
    }),
  )
}
