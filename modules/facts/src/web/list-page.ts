import { edge, type Route } from '@mtandao/http'
import { seesCountry, type Actor } from '@mtandao/identity/contract'
import { filters, hidden, input, pager, select, table, type FormState, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { z } from 'zod'
import { isPublicType, listTypes, type FactPage, type FactView } from '../contract.ts'
import type { FactsWebDeps, Named } from './deps.ts'
import { messages } from './messages.ts'
import { namesOf, type Names } from './names.ts'
import {
  asOf,
  factTabs,
  sourceTag,
  standingTag,
  subjectLink,
  typeWords,
  valueLine,
} from './parts.ts'
import { addressOf, Cursor, filtered, line, Sha256, Source, TypeCode } from './shapes.ts'

const { page } = edge<Actor>()
const perPage = 50

const at = z.object({
  institution: filtered(line(100)),
  subject: filtered(line(300)),
  type: filtered(TypeCode),
  source: filtered(Source),
  evidence: filtered(Sha256),
  before: filtered(Cursor),
})
type Wanted = Omit<z.output<typeof at>, 'before'>

/** All facts that the reader may see, newest first. */
export function listRoute(deps: FactsWebDeps): Route<Actor> {
  return page({
    path: '/facts',
    who: 'anyone',
    at,
    show: async ({ actor, say, now }, { before, ...wanted }) => {
      const t = say.of(messages)
      const which = await institutionMeant(deps, wanted.institution)
      const found =
        which === undefined || 'id' in which
          ? await deps.facts.list(actor, {
              ...wanted,
              institution: which?.id,
              before,
              limit: perPage,
            })
          : undefined
      const names = await namesOf(deps, found?.items ?? [])
      const isOwn = actor !== undefined && wanted.institution === actor.institution
      return {
        title: t('facts.title'),
        content: [
          h('h1', null, t('facts.title')),
          h('p', { class: 'lead' }, t('facts.lead'), actor ? null : [' ', t('facts.lead.public')]),
          factTabs(say, actor, isOwn ? 'own' : 'all'),
          filterForm(say, wanted),
          wanted.evidence === undefined
            ? null
            : h('p', null, t('filter.evidence', { sha256: wanted.evidence.slice(0, 12) })),
          found === undefined
            ? whichPart(say, wanted, which && 'several' in which ? which.several : [])
            : listPart(say, found, { wanted, names, now, isPaged: before !== undefined, actor }),
        ],
      }
    },
  })
}

/** Of what was typed: one institution, or several to choose from; undefined: nothing was typed. */
async function institutionMeant(
  deps: FactsWebDeps,
  typed: string | undefined,
): Promise<{ readonly id: string } | { readonly several: readonly Named[] } | undefined> {
  if (typed === undefined) return undefined
  const found = await deps.findInstitutions(typed)
  const exact = found.find(({ id }) => id === typed)
  if (exact) return exact
  const [only, other] = found
  return only && !other ? only : { several: found }
}

function filterForm(say: Say, wanted: Wanted): JSX.Element {
  const t = say.of(messages)
  const values = Object.fromEntries(
    Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const state: FormState = { values, faults: [] }
  const field = { say, state, filter: true }
  return filters(
    { action: '/facts', submit: t('filter.submit') },
    wanted.evidence === undefined ? null : hidden('evidence', wanted.evidence),
    input({
      ...field,
      name: 'institution',
      label: t('filter.institution'),
      hint: t('filter.institution.hint'),
      size: 24,
    }),
    select({
      ...field,
      name: 'type',
      label: t('filter.type'),
      none: t('filter.type.any'),
      choices: listTypes()
        .map(({ type }) => ({ value: type, label: typeWords(say, type) }))
        .sort((one, other) => one.label.localeCompare(other.label, say.htmlLang)),
    }),
    select({
      ...field,
      name: 'source',
      label: t('filter.source'),
      none: t('filter.source.any'),
      choices: Source.options.map((value) => ({ value, label: t(`source.${value}`) })),
    }),
    input({
      ...field,
      name: 'subject',
      label: t('filter.subject'),
      hint: t('filter.subject.hint'),
      size: 24,
      code: true,
    }),
  )
}

function whichPart(say: Say, wanted: Wanted, several: readonly Named[]): JSX.Element {
  const t = say.of(messages)
  if (several.length === 0) {
    return h(
      'div',
      { class: 'empty' },
      h('p', null, t('filter.none')),
      h('p', null, h('a', { href: '/facts' }, t('filter.clear'))),
    )
  }
  return h(
    'div',
    { class: 'empty' },
    h('p', null, t('filter.which')),
    h(
      'ul',
      null,
      ...several.map(({ id, name }) =>
        h(
          'li',
          null,
          h('a', { href: addressOf('/facts', { ...wanted, institution: id }) }, say.text(name)),
        ),
      ),
    ),
  )
}

interface Shown {
  readonly wanted: Wanted
  readonly names: Names
  readonly now: Date
  readonly isPaged: boolean
  readonly actor: Actor | undefined
}

function listPart(say: Say, { items, next }: FactPage, shown: Shown): ComponentChildren {
  const t = say.of(messages)
  const { wanted, names, now, isPaged, actor } = shown
  const isNarrowed = Object.values(wanted).some((value) => value !== undefined)
  const isClosed =
    wanted.type !== undefined && !isPublicType(wanted.type) && !(actor && seesCountry(actor))
  return [
    isNarrowed ? h('p', null, h('a', { href: '/facts' }, t('filter.clear'))) : null,
    table({
      caption: t('list.caption'),
      unseenCaption: true,
      rows: items,
      columns: [
        { label: t('col.fact'), cell: (fact) => factCell(say, fact) },
        { label: t('col.about'), cell: (fact) => subjectLink(say, names, fact) },
        {
          label: t('col.source'),
          cell: (fact) => [sourceTag(say, fact.source), ' ', standingTag(say, fact, now)],
        },
        { label: t('col.observed'), cell: (fact) => asOf(say, fact) },
      ],
      empty: [
        h('p', null, t('list.empty')),
        h('p', null, t(isClosed ? 'list.empty.private' : 'list.empty.next')),
      ],
    }),
    pager(say, {
      next: next === undefined ? undefined : addressOf('/facts', { ...wanted, before: next }),
      first: isPaged ? addressOf('/facts', wanted) : undefined,
    }),
  ]
}

/** What it is, leading to it, and what it says. */
export function factCell(say: Say, fact: FactView): ComponentChildren {
  return [
    h('a', { href: `/facts/${fact.id}` }, typeWords(say, fact.type)),
    h('br', null),
    valueLine(say, fact),
  ]
}
