import { holds, scopeOf } from '@mtandao/identity/contract'
import {
  actionLink,
  back,
  filters,
  input,
  pager,
  section,
  select,
  table,
  tag,
  type Column,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import { id as idShape } from '../shapes.ts'
import type { InstitutionView } from '../contract.ts'
import type { RegisterDeps } from '../deps.ts'
import { describeInstitution } from '../institutions/describe-institution.ts'
import { listInstitutions } from '../institutions/list-institutions.ts'
import { isEga, keepers, peopleReaders } from '../keepers.ts'
import { capabilities } from '../lists/capabilities.ts'
import { kinds } from '../lists/kinds.ts'
import { regions } from '../lists/regions.ts'
import { listSystems } from '../records/read-records.ts'
import type { SystemFile } from '../records/record.ts'
import { addressOf, choicesOf, filter, link, listedName, nowhere, page, perPage } from './common.ts'
import { historyParts, presentFacts } from './institution-parts.ts'
import { messages } from './messages.ts'

export const institutionSearch = z.object({
  search: filter,
  kind: filter,
  region: filter,
  after: filter,
})
type Search = z.output<typeof institutionSearch>

/** The public list of institutions, and each with its history and systems. */
export function institutionPages(deps: RegisterDeps) {
  return [listPage(deps), onePage(deps), ownPage(deps)]
}

function listPage(deps: RegisterDeps) {
  return page({
    path: '/institutions',
    who: 'anyone',
    at: institutionSearch,
    show: async ({ actor, say }, at) => {
      const t = say.of(messages)
      const found = await listInstitutions(deps.database.within(scopeOf(actor)), {
        ...at,
        limit: perPage,
      })
      return {
        title: t('institutions.title'),
        content: h(
          'div',
          null,
          h('h1', null, t('institutions.title')),
          h('p', { class: 'lead' }, t('institutions.lead')),
          actor && isEga(actor) ? actionLink('/admin/institutions', t('admin.title')) : null,
          institutionFilters(say, '/institutions', at),
          table({
            caption: t('institutions.table'),
            rows: found.items,
            empty: h('p', null, t('institutions.empty')),
            columns: institutionColumns(say),
          }),
          institutionPager(say, '/institutions', at, found.next),
        ),
      }
    },
  })
}

function onePage(deps: RegisterDeps) {
  return page({
    path: '/institutions/{id}',
    who: 'anyone',
    at: z.object({ id: idShape, after: filter }),
    show: async ({ actor, say }, { id, after }) => {
      const t = say.of(messages)
      const institution = await describeInstitution(deps.database.within(scopeOf(actor)), id)
      const systems = await listSystems(deps, actor, { institution: id, after, limit: perPage })
      const name = say.text(institution.name)
      return {
        title: name,
        content: h(
          'div',
          null,
          back('/institutions', t('back.institutions')),
          h('h1', null, name),
          presentFacts(say, institution),
          actor && isEga(actor) ? actionLink(`/admin/institutions/${id}`, t('admin.manage')) : null,
          systemsPart(say, systems.items, actor !== undefined),
          pager(say, {
            next: systems.next && addressOf(`/institutions/${id}`, { after: systems.next }),
            first: after && `/institutions/${id}`,
          }),
          ...historyParts(say, institution),
        ),
      }
    },
  })
}

function ownPage(deps: RegisterDeps) {
  return page({
    path: '/institution',
    who: [...keepers, 'ega-officer', 'auditor', 'data-protection-officer', 'minister-office'],
    at: nowhere,
    show: async ({ actor, say }) => {
      const t = say.of(messages)
      const within = deps.database.within(scopeOf(actor))
      const institution = await describeInstitution(within, actor.institution)
      const mayEdit = actor.roles.some((role) => [...keepers, 'ega-officer'].includes(role))
      return {
        title: t('own.title'),
        content: h(
          'div',
          null,
          h('h1', null, say.text(institution.name)),
          h('p', { class: 'lead' }, t('own.lead')),
          presentFacts(say, institution),
          mayEdit ? editLinks(say, '/institution') : null,
          section(
            'others',
            t('own.links'),
            h(
              'ul',
              null,
              h('li', null, link('/systems', t('institution.systems'))),
              ...(holds(actor, ...peopleReaders)
                ? [
                    h('li', null, link('/staff', t('own.staff'))),
                    h('li', null, link('/committees', t('own.committees'))),
                  ]
                : []),
              h('li', null, link(`/institutions/${actor.institution}`, t('own.public'))),
            ),
          ),
          ...historyParts(say, institution),
        ),
      }
    },
  })
}

/** Links to the forms that change an institution; `base` is whose. */
export function editLinks(say: Say, base: string): JSX.Element {
  const t = say.of(messages)
  return h(
    'p',
    { class: 'links' },
    link(`${base}/name`, t('edit.name')),
    ' · ',
    link(`${base}/head`, t('edit.head')),
    ' · ',
    link(`${base}/websites`, t('institution.websites')),
  )
}

export function institutionFilters(say: Say, path: string, at: Search): JSX.Element {
  const t = say.of(messages)
  const state = {
    values: { search: at.search ?? '', kind: at.kind ?? '', region: at.region ?? '' },
    faults: [],
  }
  const common = { say, state, optional: false }
  return filters(
    { action: path, submit: t('list.show') },
    input({
      ...common,
      name: 'search',
      label: t('list.search'),
      hint: t('institutions.search.hint'),
      type: 'search',
    }),
    select({
      ...common,
      name: 'kind',
      label: t('institution.kind'),
      none: t('list.any'),
      choices: choicesOf(say, kinds),
    }),
    select({
      ...common,
      name: 'region',
      label: t('institution.region'),
      none: t('list.any'),
      choices: choicesOf(say, regions),
    }),
  )
}

export function institutionPager(say: Say, path: string, at: Search, next: string | undefined) {
  const { after, ...filtersOnly } = at
  return pager(say, {
    next: next && addressOf(path, { ...filtersOnly, after: next }),
    first: after && addressOf(path, filtersOnly),
  })
}

export function institutionColumns(say: Say): Column<InstitutionView>[] {
  const t = say.of(messages)
  return [
    {
      label: t('institution.name'),
      cell: ({ id, name, status }) =>
        h(
          'span',
          null,
          link(`/institutions/${id}`, say.text(name)),
          status === 'suspended' ? [' ', tag('bad', t('institution.suspended'))] : null,
        ),
    },
    { label: t('institution.acronym'), cell: ({ acronym }) => acronym && say.data(acronym) },
    { label: t('institution.kind'), cell: ({ kind }) => listedName(say, kinds, kind) },
    { label: t('institution.region'), cell: ({ region }) => listedName(say, regions, region) },
  ]
}

function systemsPart(say: Say, systems: readonly SystemFile[], signedIn: boolean): JSX.Element {
  const t = say.of(messages)
  return section(
    'systems',
    t('institution.systems'),
    table({
      caption: t('institution.systems'),
      unseenCaption: true,
      rows: systems,
      empty: h('p', null, t('institution.systems.empty')),
      columns: [
        {
          label: t('institution.name'),
          cell: ({ id, name }) => {
            const said = say.text(name)
            return signedIn ? link(`/systems/${id}`, said) : said
          },
        },
        {
          label: t('institution.capabilities'),
          cell: ({ record }) =>
            record
              ? record.capabilities.map((code) => listedName(say, capabilities, code)).join('; ')
              : h('span', { class: 'soft' }, t('institution.unregistered')),
        },
      ],
    }),
  )
}
