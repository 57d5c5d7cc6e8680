import { h, type JSX } from 'preact'
import { code, facts, type Say } from '@mtandao/ui'
import type { AgreementContent, TermName } from './content.ts'
import { messages } from './messages.ts'
import type { AgreementView, VersionView } from './read-agreement.ts'

/** The text of a version as people read it, and what differs from the one before. */

type Part = JSX.Element | string | null | (JSX.Element | string | null)[]

/** Which agreement a form is about. */
export function aboutPart(
  say: Say,
  { open, inForce, versions }: AgreementView,
): JSX.Element | null {
  const t = say.of(messages)
  const content = (open ?? inForce ?? versions.at(-1))?.content
  if (!content) return null
  const between = t('one.between', {
    consumer: say.text(content.consumer.name),
    provider: say.text(content.provider.name),
  })
  return h(
    'p',
    { class: 'lead' },
    t('one.about', { service: say.text(content.service.name), between }),
  )
}

export function contentFacts(say: Say, version: VersionView): JSX.Element {
  const t = say.of(messages)
  const { content } = version
  const { consumer, provider, legalBasis } = content
  const party = (of: AgreementContent['consumer']) =>
    t('content.party', { institution: say.text(of.name), system: say.text(of.systemName) })
  return facts(
    [
      [t('content.consumer'), party(consumer)],
      [t('content.provider'), party(provider)],
      [t('content.service'), termPart(say, content, 'service')],
      [t('content.purpose'), termPart(say, content, 'purpose')],
      [t('content.legalBasis'), legalBasis.words === null ? null : say.data(legalBasis.words)],
      [
        t('content.citation'),
        legalBasis.citation === null ? t('content.unconfirmed') : say.data(legalBasis.citation),
      ],
      [t('content.dataItems'), termPart(say, content, 'dataItems')],
      [t('content.retention'), termPart(say, content, 'retention')],
      [t('content.personal'), termPart(say, content, 'personalData')],
      ...registrations(say, version),
      [t('content.volume'), termPart(say, content, 'volume')],
      [t('content.quota'), quotaWords(say, version.quota)],
      [t('content.validity'), termPart(say, content, 'validity')],
      [t('content.rules'), termPart(say, content, 'rules')],
    ],
    say,
  )
}

function registrations(say: Say, { content, steps }: VersionView): [string, Part][] {
  const t = say.of(messages)
  if (content.personalData.held !== true) return []
  const { consumerRegistration } = content.personalData
  const technical = steps.findLast((step) => step.step === 'technical' && !step.isVoid)
  const given = technical?.said.providerRegistration ?? null
  return [
    [t('content.consumerRegistration'), consumerRegistration && say.data(consumerRegistration)],
    [t('content.providerRegistration'), given && say.data(given)],
  ]
}

export function quotaWords(say: Say, quota: VersionView['quota']): string | null {
  return quota && say.of(messages)('content.quotaIs', { ...quota })
}

export function termPart(say: Say, content: AgreementContent, term: TermName): Part {
  const t = say.of(messages)
  switch (term) {
    case 'service':
      return t('content.serviceIs', {
        name: say.text(content.service.name),
        version: content.service.version,
      })
    case 'purpose': {
      const { codes, sw, en } = content.purpose
      return [
        sw === null ? null : h('p', { lang: 'sw' }, say.data(sw)),
        en === null ? null : h('p', { lang: 'en' }, say.data(en)),
        h('p', null, ...codes.map((one) => code(one))),
      ]
    }
    case 'legalBasis': {
      const { words, citation } = content.legalBasis
      return [
        h('p', null, words === null ? t('content.notSaid') : say.data(words)),
        h('p', null, citation === null ? t('content.unconfirmed') : say.data(citation)),
      ]
    }
    case 'dataItems':
      return content.dataItems.length === 0
        ? null
        : h('ul', null, ...content.dataItems.map((item) => h('li', null, say.data(item))))
    case 'retention': {
      const { days, after } = content.retention
      return days === null ? null : t('content.retentionIs', { count: days, after: after ?? '' })
    }
    case 'personalData': {
      const { held } = content.personalData
      return held === null ? null : t(held ? 'content.yes' : 'content.no')
    }
    case 'volume': {
      const { perDay, peakPerMinute } = content.volume
      return perDay === null
        ? null
        : t('content.volumeIs', { perDay, peak: peakPerMinute ?? perDay })
    }
    case 'validity':
      return t('content.validityIs', {
        from: say.date(content.validity.from),
        until: say.date(content.validity.until),
      })
    case 'rules':
    default:
      return content.rules.length === 0
        ? t('content.everything')
        : h(
            'ul',
            null,
            ...content.rules.map(({ method, path }) => h('li', null, code(`${method} ${path}`))),
          )
  }
}

const termLabels = {
  service: 'content.service',
  purpose: 'content.purpose',
  legalBasis: 'content.legalBasis',
  dataItems: 'content.dataItems',
  retention: 'content.retention',
  personalData: 'content.personal',
  volume: 'content.volume',
  validity: 'content.validity',
  rules: 'content.rules',
} as const satisfies Record<TermName, keyof typeof messages>

/** What the version on its way says otherwise than the one before it. */
export function differencePart(
  say: Say,
  version: VersionView,
  before: VersionView | undefined,
): JSX.Element | null {
  const t = say.of(messages)
  const { difference } = version
  if (!difference || !before) return null
  if (difference.changed.length === 0) return h('p', null, t('difference.none'))
  const cell = (label: string, part: Part) =>
    h('td', { 'data-label': label }, h('span', null, part ?? t('content.notSaid')))
  const table = h(
    'table',
    { class: 'cards' },
    h('caption', { class: 'unseen' }, t('difference.title')),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        ...(['difference.what', 'difference.was', 'difference.is'] as const).map((key) =>
          h('th', { scope: 'col' }, t(key)),
        ),
      ),
    ),
    h(
      'tbody',
      null,
      ...difference.changed.map((term) =>
        h(
          'tr',
          null,
          cell(t('difference.what'), t(termLabels[term])),
          cell(t('difference.was'), termPart(say, before.content, term)),
          cell(t('difference.is'), termPart(say, version.content, term)),
        ),
      ),
    ),
  )
  return h('div', null, h('h3', null, t('difference.title')), table)
}
