import { holds, seesCountry, type Actor } from '@mtandao/identity/contract'
import {
  actionLink,
  back,
  button,
  filters,
  input,
  moment,
  notice,
  pager,
  section,
  select,
  table,
  tabs,
  type Column,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import { id as idShape } from '../shapes.ts'
import type { RegisterDeps } from '../deps.ts'
import type { Finding } from '../findings/finding-store.ts'
import { findingsOfSystems } from '../findings/list-findings.ts'
import { keeps } from '../keepers.ts'
import { capabilities } from '../lists/capabilities.ts'
import { completenessOf } from '../records/completeness.ts'
import { listRevisions, listSystems, showSystem } from '../records/read-records.ts'
import { lifecycles, type SystemFile, type SystemRecord } from '../records/record.ts'
import type { RevisionView } from '../revision-store.ts'
import { listSites } from '../sites/keep-sites.ts'
import { addressOf, choicesOf, filter, link, page, perPage, type SignedIn } from './common.ts'
import { findingSentence } from './finding-words.ts'
import { messages } from './messages.ts'
import { systemMessages } from './system-messages.ts'
import {
  completenessBar,
  dataPart,
  detailParts,
  lifecycleTag,
  missingPart,
  purposePart,
} from './system-parts.ts'

export function systemPages(deps: RegisterDeps) {
  return [listPage(deps), historyPage(deps), showPage(deps)]
}

const listAt = z.object({
  of: z.enum(['own', 'all']).optional(),
  search: filter,
  capability: filter,
  lifecycle: filter,
  after: filter,
})

function listPage(deps: RegisterDeps) {
  return page({
    path: '/systems',
    who: 'signed-in',
    at: listAt,
    show: async (visit, at) => {
      const { actor, say } = visit
      const t = say.of(systemMessages)
      // Who keeps no institution's systems comes to look at the country's.
      const all = (at.of ?? (seesCountry(actor) ? 'all' : 'own')) === 'all'
      const found = await listSystems(deps, actor, {
        ...at,
        institution: all ? undefined : actor.institution,
        limit: perPage,
      })
      const ids = found.items.map(({ id }) => id)
      const findings = await findingsOfSystems(deps, actor, ids)
      const title = t(all ? 'systems.all.title' : 'systems.title')
      const { after, ...rest } = at
      const query = { ...rest, of: all ? 'all' : 'own' }
      return {
        title,
        wide: all,
        content: h(
          'div',
          null,
          h('h1', null, title),
          all ? h('p', { class: 'lead' }, t('systems.all.lead')) : null,
          keeps(actor, actor.institution) ? actionLink('/systems/new', t('systems.new')) : null,
          tabs(say, [
            { href: '/systems?of=own', label: t('systems.own'), current: !all },
            { href: '/systems?of=all', label: t('systems.all'), current: all },
          ]),
          systemFilters(say, query),
          table({
            caption: t('systems.table'),
            rows: found.items,
            empty: h('p', null, t(isSearch(at) || all ? 'systems.empty.search' : 'systems.empty')),
            columns: systemColumns(visit, findings, all),
          }),
          pager(say, {
            next: found.next && addressOf('/systems', { ...query, after: found.next }),
            first: after && addressOf('/systems', query),
          }),
        ),
      }
    },
  })
}

const isSearch = (at: z.output<typeof listAt>) =>
  [at.search, at.capability, at.lifecycle, at.after].some((one) => one !== undefined)

function systemFilters(say: Say, at: Readonly<Record<string, string | undefined>>): JSX.Element {
  const t = say.of(systemMessages)
  const m = say.of(messages)
  const values = Object.fromEntries(Object.entries(at).map(([name, text]) => [name, text ?? '']))
  const common = { say, state: { values, faults: [] } }
  return filters(
    { action: '/systems', submit: m('list.show') },
    h('input', { type: 'hidden', name: 'of', value: at['of'] ?? 'own' }),
    input({
      ...common,
      name: 'search',
      label: m('list.search'),
      hint: t('systems.search.hint'),
      type: 'search',
    }),
    select({
      ...common,
      name: 'capability',
      label: t('asked.capabilities'),
      none: m('list.any'),
      choices: choicesOf(say, capabilities),
    }),
    select({
      ...common,
      name: 'lifecycle',
      label: t('system.lifecycle'),
      none: m('list.any'),
      choices: [...lifecycles, 'unregistered' as const].map((one) => ({
        value: one,
        label: t(`lifecycle.${one}`),
      })),
    }),
  )
}

function systemColumns(
  { actor, say, now }: SignedIn,
  findings: ReadonlyMap<string, readonly Finding[]>,
  all: boolean,
): Column<SystemFile>[] {
  const t = say.of(systemMessages)
  const sees = (file: SystemFile) => seesCountry(actor) || file.institution === actor.institution
  return [
    {
      label: t('system.name'),
      cell: ({ id, name }) =>
        h('span', null, link(`/systems/${id}`, say.text(name)), ' ', h('code', null, id)),
    },
    ...(all
      ? [
          {
            label: t('system.institution'),
            cell: ({ institution, institutionName }: SystemFile) =>
              link(`/institutions/${institution}`, say.text(institutionName)),
          },
        ]
      : []),
    { label: t('system.lifecycle'), cell: (file) => lifecycleTag(say, file) },
    {
      label: t('system.completeness'),
      cell: ({ record }) =>
        record?.detail ? completenessBar(say, completenessOf(record, record.detail)) : null,
    },
    {
      label: t('system.age'),
      cell: ({ record }) => record && say.ago(record.confirmedAt, now),
    },
    {
      label: t('system.findings'),
      number: true,
      cell: (file) => {
        const count = findings.get(file.id)?.length ?? 0
        if (!sees(file)) return null
        return count === 0
          ? t('system.findings.none')
          : link(`/systems/${file.id}`, say.number(count))
      },
    },
  ]
}

function showPage(deps: RegisterDeps) {
  return page({
    path: '/systems/{id}',
    who: 'signed-in',
    at: z.object({ id: idShape }),
    show: async ({ actor, say, now }, { id }) => {
      const t = say.of(systemMessages)
      const file = await showSystem(deps, actor, id)
      const findings = (await findingsOfSystems(deps, actor, [id])).get(id) ?? []
      const mine = keeps(actor, file.institution)
      const { record } = file
      return {
        title: say.text(file.name),
        content: h(
          'div',
          null,
          back('/systems', t('system.back')),
          h('h1', null, say.text(file.name), ' ', lifecycleTag(say, file)),
          findingsPart(say, findings),
          record
            ? await recordParts(deps, actor, say, { ...file, record }, now)
            : unregistered(say, file, mine),
        ),
      }
    },
  })
}

function unregistered(say: Say, { id }: SystemFile, mine: boolean): JSX.Element {
  const t = say.of(systemMessages)
  return notice(
    'open',
    { title: t('system.unregistered') },
    h('p', null, t('system.unregistered.note')),
    mine ? actionLink(`/systems/${id}/edit/purpose`, t('system.fill')) : null,
  )
}

function findingsPart(say: Say, findings: readonly Finding[]): JSX.Element | null {
  if (findings.length === 0) return null
  const t = say.of(systemMessages)
  return notice(
    'bad',
    { title: t('system.findings') },
    h('ul', null, ...findings.map((one) => h('li', null, findingSentence(say, one)))),
  )
}

async function recordParts(
  deps: RegisterDeps,
  actor: Actor,
  say: Say,
  file: SystemFile & { record: SystemRecord },
  now: Date,
): Promise<JSX.Element> {
  const t = say.of(systemMessages)
  const { id, record, institution } = file
  const mine = keeps(actor, institution)
  const edit = (part: string) =>
    mine
      ? h(
          'p',
          null,
          link(
            `/systems/${id}/edit/${part}`,
            t('system.edit', { part: t(`part.${part as 'purpose'}`) }),
          ),
        )
      : null
  const { detail } = record
  if (detail === null) {
    return h(
      'div',
      null,
      purposePart(say, file, edit),
      dataPart(say, record, edit),
      h('p', { class: 'soft' }, t('system.hidden')),
    )
  }
  const completeness = completenessOf(record, detail)
  const sites = await listSites(deps, actor)
  return h(
    'div',
    null,
    h(
      'p',
      null,
      completenessBar(say, completeness),
      ' · ',
      t('system.age'),
      ' ',
      say.ago(record.confirmedAt, now),
      ', ',
      say.data(record.confirmedBy),
    ),
    mine
      ? h(
          'div',
          { class: 'links' },
          button({
            action: `/systems/${id}/confirm`,
            label: t('system.confirm'),
            quiet: true,
            fields: { version: String(record.version) },
          }),
          ' ',
          holds(actor, 'ict-officer') ? link('/join', t('system.join')) : null,
        )
      : null,
    h('p', null, link(`/systems/${id}/history`, t('system.history'))),
    purposePart(say, file, edit),
    dataPart(say, record, edit),
    ...detailParts(say, { ...record, detail }, sites, edit),
    missingPart(say, completeness),
  )
}

function historyPage(deps: RegisterDeps) {
  return page({
    path: '/systems/{id}/history',
    who: 'signed-in',
    at: z.object({ id: idShape }),
    show: async ({ actor, say }, { id }) => {
      const t = say.of(systemMessages)
      const revisions = await listRevisions(deps, actor, id)
      const { name } = await showSystem(deps, actor, id)
      return {
        title: t('system.history'),
        content: h(
          'div',
          null,
          back(`/systems/${id}`, say.text(name)),
          h('h1', null, t('system.history')),
          section(
            'changes',
            say.text(name),
            table({
              caption: t('system.history'),
              unseenCaption: true,
              rows: revisions,
              empty: h('p', null, t('history.empty')),
              columns: historyColumns(say),
            }),
          ),
        ),
      }
    },
  })
}

function historyColumns(say: Say): Column<RevisionView>[] {
  const t = say.of(systemMessages)
  const side = (values: RevisionView['before']) =>
    values &&
    h(
      'ul',
      { class: 'plain' },
      ...Object.entries(values).map(([name, value]) =>
        h('li', null, h('code', null, `${name}: ${asText(value)}`)),
      ),
    )
  return [
    { label: t('history.when'), cell: ({ at }) => moment(say, at) },
    { label: t('history.who'), cell: ({ personName }) => say.data(personName) },
    { label: t('history.part'), cell: ({ part }) => t(`part.${part as 'purpose'}`) },
    { label: t('history.before'), cell: ({ before, after }) => side(changed(before, after)) },
    { label: t('history.after'), cell: ({ before, after }) => side(changed(after, before)) },
  ]
}

/** Only what is not the same on the other side. */
function changed(
  values: RevisionView['before'],
  other: RevisionView['before'],
): RevisionView['before'] {
  if (!values || !other) return values
  const pairs = Object.entries(values).filter(
    ([name, value]) => asText(value) !== asText(other[name]),
  )
  return Object.fromEntries(pairs)
}

const asText = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null)
