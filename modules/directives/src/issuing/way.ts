import { code, facts, tag, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import type { IssuanceRow } from '../keeping/session-store.ts'
import { asOfLine, countsList, legend, notYet } from '../parts.ts'
import { cited, daySpan, link, on, sessionHref } from './common.ts'
import { messages } from './messages.ts'
import { obligationCards } from './obligation-part.ts'
import type { DirectiveFile } from './read-directive.ts'

type Ground = NonNullable<DirectiveFile['ground']>

/** A directive's way from session to results: one list, read from the top. */
export function wayOf(say: Say, file: DirectiveFile, writes: boolean): JSX.Element {
  const { ground, issuances, obligations } = file
  const t = say.of(messages)
  const first = issuances[0]
  return h(
    'ol',
    { class: 'way' },
    ...(ground ? groundStages(say, ground) : [noGround(say)]),
    stage(
      t('way.directive'),
      first ? on(say, first.effectiveOn) : null,
      h('ol', { class: 'plain' }, ...issuances.map((one) => issuanceItem(say, one))),
    ),
    stage(t('way.obligations'), say.number(obligations.length), obligationCards(say, file, writes)),
    stage(t('way.results'), null, ...resultsNow(say, file)),
  )
}

/** `when` stands below the name of the stage, or beside it. */
function stage(
  name: string,
  when: ComponentChildren,
  ...content: ComponentChildren[]
): JSX.Element {
  return h(
    'li',
    null,
    h('div', { class: 'stage' }, h('h2', null, name), when === null ? null : h('p', null, when)),
    h('div', null, ...content),
  )
}

function groundStages(say: Say, ground: Ground): (JSX.Element | null)[] {
  return [sessionStage(say, ground), resolutionStage(say, ground), acceptanceStage(say, ground)]
}

function noGround(say: Say): JSX.Element {
  const t = say.of(messages)
  return stage(t('way.ground'), null, h('p', null, t('way.ground.none')))
}

function sessionStage(say: Say, { session, topicsListed }: Ground): JSX.Element {
  const t = say.of(messages)
  return stage(
    t('way.session'),
    h('time', { dateTime: session.from }, daySpan(say, session.from, session.to)),
    h('p', null, h('b', null, link(sessionHref(session.id), say.text(session.name)))),
    h(
      'ul',
      { class: 'plain known' },
      h('li', null, say.text(session.place)),
      session.participants === null
        ? null
        : h('li', null, t('session.participants.count', { count: session.participants })),
      h('li', null, topicsWords(say, session.topics, topicsListed)),
      h('li', null, pillarsWords(say, session.pillars, [])),
    ),
  )
}

/** How many topics, and how many of them a source lists. */
export function topicsWords(say: Say, count: number | null, listed: number): string {
  const t = say.of(messages)
  if (count === null)
    return listed === 0
      ? t('session.topics.unknown')
      : t('session.topics.uncounted', { count: listed })
  return listed === 0
    ? t('session.topics.none', { count })
    : t('session.topics.some', { count, listed })
}

export function pillarsWords(say: Say, count: number | null, names: readonly string[]): string {
  const t = say.of(messages)
  if (names.length > 0)
    return t('session.pillars.named', { count: count ?? names.length, names: names.join(', ') })
  return count === null ? t('session.pillars.unknown') : t('session.pillars.unnamed', { count })
}

export function reconstructedTag(say: Say): JSX.Element {
  return tag('open', say.of(messages)('resolution.reconstructed'))
}

function resolutionStage(say: Say, { resolution }: Ground): JSX.Element {
  const t = say.of(messages)
  return stage(
    t('way.resolution'),
    t('resolution.number', { number: resolution.number }),
    h(
      'p',
      null,
      h('b', null, say.text(resolution.title)),
      ' ',
      resolution.reconstructed ? reconstructedTag(say) : null,
    ),
    h('blockquote', { lang: 'sw' }, say.data(resolution.sentence)),
    h(
      'p',
      { class: 'hint' },
      resolution.reconstructed ? [t('resolution.reconstructed.why'), ' '] : null,
      cited(say, resolution.citation),
    ),
  )
}

function acceptanceStage(say: Say, { resolution, hashHolds }: Ground): JSX.Element | null {
  const { acceptance } = resolution
  if (!acceptance) return null
  const t = say.of(messages)
  const holds = hashHolds ? 'acceptance.hash.holds' : 'acceptance.hash.broken'
  return stage(
    t('way.acceptance'),
    on(say, acceptance.on),
    h(
      'p',
      null,
      h('b', null, say.data(acceptance.holder)),
      ', ',
      say.text(acceptance.office),
      ' ',
      tag('plain', t(acceptance.amended ? 'acceptance.amended' : 'acceptance.as-it-was')),
    ),
    h(
      'details',
      null,
      h('summary', null, t('acceptance.text')),
      facts([
        [
          t('acceptance.text.sw'),
          h('div', { class: 'written', lang: 'sw' }, say.data(acceptance.text.sw)),
        ],
        [
          t('acceptance.text.en'),
          h('div', { class: 'written', lang: 'en' }, say.data(acceptance.text.en)),
        ],
        [
          t('acceptance.hash'),
          h(
            'div',
            { class: 'hash' },
            code(acceptance.contentHash),
            ' ',
            tag(hashHolds ? 'good' : 'bad', t(holds)),
          ),
        ],
        [t('session.source'), cited(say, acceptance.citation)],
      ]),
    ),
  )
}

function issuanceItem(say: Say, one: IssuanceRow): JSX.Element {
  const t = say.of(messages)
  const due =
    one.dueOn === null ? t('issuance.due.none') : t('issuance.due', { on: say.date(one.dueOn) })
  return h(
    'li',
    { class: 'issuance' },
    h(
      'p',
      null,
      h('b', null, on(say, one.issuedOn)),
      ' ',
      t(one.number === 1 ? 'issuance.first' : 'issuance.again'),
      ': ',
      say.text(one.office),
      one.holder === null ? null : [', ', say.data(one.holder)],
    ),
    h(
      'p',
      { class: 'hint' },
      one.effectiveOn === one.issuedOn
        ? null
        : [t('issuance.effective', { on: say.date(one.effectiveOn) }), '; '],
      due,
      '; ',
      cited(say, one.citation),
    ),
  )
}

function resultsNow(say: Say, { directive, counts, country }: DirectiveFile): ComponentChildren[] {
  const t = say.of(messages)
  if (!country || !counts) return [notYet(say)]
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const query = `directive=${encodeURIComponent(directive.id)}`
  return [
    total === 0
      ? h('p', null, t('results.none'))
      : countsList(say, counts, (mark) => `/country?${query}&result=${mark}`),
    h('p', null, link(`/country?${query}`, t('results.link'))),
    asOfLine(say, country.asOf.at, country.inputs.ruleSet.version),
    legend(say),
  ]
}
