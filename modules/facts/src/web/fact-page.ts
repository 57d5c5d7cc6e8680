import { edge, type Route } from '@mtandao/http'
import { holds, type Actor } from '@mtandao/identity/contract'
import {
  actionLink,
  back,
  code,
  copyable,
  facts,
  moment,
  notice,
  section,
  tag,
  type Say,
} from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { z } from 'zod'
import type { Kept } from '../contract.ts'
import type { Trail, TrailStep } from '../trail.ts'
import type { FactsWebDeps } from './deps.ts'
import { doing } from './doing-messages.ts'
import { messages } from './messages.ts'
import { institutionName, namesOf, type Names } from './names.ts'
import {
  evidenceWords,
  institutionLink,
  isExpired,
  sourceTag,
  standingTag,
  subjectLink,
  typeNote,
  typeWords,
  valueLine,
  valuePairs,
} from './parts.ts'
import { addressOf, FactId } from './shapes.ts'

const { page } = edge<Actor>()

interface View {
  readonly trail: Trail
  readonly names: Names
  readonly kept: Kept | undefined
  readonly actor: Actor | undefined
  readonly now: Date
}

/** One fact: what it says, from whom, and its way. */
export function factRoute(deps: FactsWebDeps): Route<Actor> {
  return page({
    path: '/facts/{id}',
    who: 'anyone',
    at: z.object({ id: FactId }),
    show: async ({ actor, say, now }, { id }) => {
      const trail = await deps.facts.trail(actor, id)
      const { fact, steps } = trail
      const [names, kept] = await Promise.all([
        namesOf(deps, steps),
        fact.evidence === null ? undefined : deps.facts.findEvidence(actor, fact.evidence),
      ])
      const t = say.of(messages)
      const view = { trail, names, kept, actor, now }
      return {
        title: typeWords(say, fact.type),
        content: [
          back('/facts', t('fact.back')),
          h('h1', null, typeWords(say, fact.type)),
          h('p', { class: 'lead' }, valueLine(say, fact)),
          h('p', null, sourceTag(say, fact.source), ' ', standingTag(say, fact, now)),
          standingNotice(say, view),
          doingPart(say, view),
          valuePart(say, view),
          whenPart(say, view),
          evidencePart(say, view),
          trailPart(say, view),
        ],
      }
    },
  })
}

function standingNotice(say: Say, { trail, now }: View): JSX.Element | null {
  const t = say.of(messages)
  const { fact, steps } = trail
  const last = steps.at(-1)
  if (fact.supersededBy !== null && last) {
    const link = h('a', { href: `/facts/${last.id}` }, t('fact.superseded.link'))
    return notice('plain', {}, h('p', null, t('fact.superseded'), ' ', link))
  }
  if (isExpired(fact, now)) return notice('plain', {}, h('p', null, t('fact.expired')))
  if (fact.source === 'declared') return notice('open', {}, h('p', null, t('fact.only-declared')))
  return null
}

/** What whoever reads may do next with it; or, of a declaration, why not. */
function doingPart(say: Say, { trail, actor }: View): JSX.Element | null {
  const t = say.of(doing)
  const { fact, verifying, correcting } = trail
  const links = [
    verifying === 'may' ? actionLink(`/facts/${fact.id}/verify`, t('verify.title')) : null,
    correcting === 'may' ? actionLink(`/facts/${fact.id}/correct`, t('correct.title')) : null,
  ].filter((link) => link !== null)
  const isTheirs = actor && holds(actor, 'ict-officer', 'head', 'ega-officer')
  const why =
    isTheirs && (verifying === 'reporter' || verifying === 'colleague')
      ? h('p', { class: 'soft' }, t(`hindrance.${verifying}`))
      : null
  if (links.length === 0 && !why) return null
  return h(
    'div',
    null,
    why,
    links.length === 0 ? null : h('p', { class: 'links' }, ...links.flatMap((link) => [link, ' '])),
  )
}

function valuePart(say: Say, { trail: { fact }, names }: View): JSX.Element {
  const t = say.of(messages)
  return section(
    'value',
    t('fact.value'),
    facts([[t('fact.about'), subjectLink(say, names, fact)], ...valuePairs(say, fact)]),
    h(
      'details',
      null,
      h('summary', null, t('fact.details')),
      copyable(say, JSON.stringify(fact.value, null, 2), t('fact.details'), true),
    ),
  )
}

function whenPart(say: Say, { trail: { fact }, names, now }: View): JSX.Element {
  const t = say.of(messages)
  const { id, subject, type, validUntil, observedAt, recordedAt, institution } = fact
  return section(
    'when',
    t('fact.when'),
    facts([
      [t('fact.observed'), moment(say, observedAt)],
      [t('fact.recorded'), moment(say, recordedAt)],
      [
        t('fact.until'),
        validUntil === null
          ? t('fact.until.next')
          : [
              moment(say, validUntil),
              ' ',
              isExpired(fact, now) ? tag('plain', t('standing.expired')) : null,
            ],
      ],
      [
        t('fact.institution'),
        institution === null ? t('fact.country') : institutionLink(say, names, institution),
      ],
      ...authorPairs(say, fact, names),
      [t('fact.type'), [code(type), ' ', h('span', { class: 'soft' }, typeNote(say, type))]],
      [t('fact.id'), code(id)],
    ]),
    h(
      'p',
      null,
      h('a', { href: addressOf('/facts', { subject: subject.id, type }) }, t('fact.series')),
    ),
  )
}

/** A machine by its name; an institution for everybody, its person for those who may know. */
function authorPairs(say: Say, step: TrailStep, names: Names): [string, ComponentChildren][] {
  const t = say.of(messages)
  const { source, collector, byInstitution, remark } = step
  if (source === 'machine') return [[t('fact.collector'), code(collector)]]
  const name = names.people.get(collector)
  return [
    [t('fact.by'), byInstitution === null ? null : institutionLink(say, names, byInstitution)],
    [t('fact.author'), name === undefined ? null : say.data(name)],
    [t('fact.remark'), remark === null ? null : say.data(remark)],
  ]
}

function evidencePart(say: Say, { trail: { fact }, kept }: View): JSX.Element {
  const t = say.of(messages)
  return section(
    'evidence',
    t('evidence.title'),
    h('p', null, evidenceWords(say, fact.evidence, kept)),
    fact.evidence === null ? null : facts([[t('evidence.hash'), code(fact.evidence)]]),
  )
}

/** Every step from the first declaration to the one that stands. */
function trailPart(say: Say, { trail: { fact, steps }, names }: View): JSX.Element {
  const t = say.of(messages)
  if (steps.length === 1) {
    return section('trail', t('trail.title'), h('p', { class: 'soft' }, t('trail.alone')))
  }
  return section(
    'trail',
    t('trail.title'),
    h('p', null, t('trail.lead')),
    h(
      'ol',
      null,
      ...steps.map((step) =>
        h(
          'li',
          null,
          moment(say, step.recordedAt, 'shortDateTime'),
          ' ',
          sourceTag(say, step.source),
          ' ',
          step.id === fact.id
            ? h('strong', null, valueLine(say, step), ' (', t('trail.here'), ')')
            : h('a', { href: `/facts/${step.id}` }, valueLine(say, step)),
          ' ',
          h(
            'span',
            { class: 'soft' },
            fromWords(say, step, names),
            step.supersededBy === null ? [' · ', t('trail.standing')] : null,
          ),
          step.remark === null ? null : h('p', { class: 'soft' }, say.data(step.remark)),
        ),
      ),
    ),
  )
}

function fromWords(say: Say, { byInstitution }: TrailStep, names: Names): string | null {
  return byInstitution === null ? null : institutionName(say, names, byInstitution)
}
