import { scopeOf } from '@mtandao/identity/contract'
import {
  actionLink,
  back,
  form as formOf,
  input,
  select,
  table,
  type FormState,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import { id as idShape } from '../shapes.ts'
import { exportInstitutions } from '../csv/import-institutions.ts'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { addInstitution, newInstitution } from '../institutions/add-institution.ts'
import { describeInstitution } from '../institutions/describe-institution.ts'
import { listInstitutions } from '../institutions/list-institutions.ts'
import { kinds } from '../lists/kinds.ts'
import { offeredOn } from '../lists/listed.ts'
import { regions } from '../lists/regions.ts'
import { choicesOf, form, link, nowhere, page, perPage } from './common.ts'
import { historyParts, presentFacts } from './institution-parts.ts'
import {
  editLinks,
  institutionColumns,
  institutionFilters,
  institutionPager,
  institutionSearch,
} from './institution-pages.ts'
import { messages } from './messages.ts'

/** Where e-GA keeps the list of institutions. */
export function adminPages(deps: RegisterDeps) {
  return [listPage(deps), addForm(deps), exportPage(deps), managePage(deps)]
}

function listPage(deps: RegisterDeps) {
  return page({
    path: '/admin/institutions',
    who: ['ega-officer'],
    at: institutionSearch,
    show: async ({ actor, say }, at) => {
      const t = say.of(messages)
      const within = deps.database.within(scopeOf(actor))
      const found = await listInstitutions(within, { ...at, limit: perPage })
      return {
        title: t('admin.title'),
        content: h(
          'div',
          null,
          h('h1', null, t('admin.title')),
          h(
            'p',
            { class: 'links' },
            actionLink('/admin/institutions/new', t('admin.add')),
            ' ',
            link('/admin/institutions/import', t('admin.import')),
            ' · ',
            link('/admin/institutions/export.csv', t('admin.export')),
          ),
          institutionFilters(say, '/admin/institutions', at),
          table({
            caption: t('institutions.table'),
            rows: found.items,
            empty: h('p', null, t('institutions.empty')),
            columns: [
              ...institutionColumns(say),
              { label: t('institution.id'), cell: ({ id }) => h('code', null, id) },
              {
                label: t('admin.manage'),
                cell: ({ id, name }) =>
                  h(
                    'a',
                    {
                      href: `/admin/institutions/${id}`,
                      'aria-label': t('admin.manage.label', { name: name[say.htmlLang] }),
                    },
                    t('admin.manage'),
                  ),
              },
            ],
          }),
          institutionPager(say, '/admin/institutions', at, found.next),
        ),
      }
    },
  })
}

function exportPage(deps: RegisterDeps) {
  return page({
    path: '/admin/institutions/export.csv',
    who: ['ega-officer', 'auditor'],
    at: nowhere,
    show: async ({ actor, now }) => ({
      body: await exportInstitutions(deps, actor),
      type: 'text/csv; charset=utf-8',
      name: `taasisi-${dayOf(now)}.csv`,
    }),
  })
}

function managePage(deps: RegisterDeps) {
  return page({
    path: '/admin/institutions/{id}',
    who: ['ega-officer'],
    at: z.object({ id: idShape }),
    show: async ({ actor, say }, { id }) => {
      const t = say.of(messages)
      const institution = await describeInstitution(deps.database.within(scopeOf(actor)), id)
      const base = `/admin/institutions/${id}`
      const turn = institution.status === 'active' ? 'suspend' : 'resume'
      return {
        title: say.text(institution.name),
        content: h(
          'div',
          null,
          back('/admin/institutions', t('admin.back')),
          h('h1', null, say.text(institution.name)),
          presentFacts(say, institution),
          editLinks(say, base),
          h(
            'p',
            { class: 'links' },
            link(`${base}/standing`, t('edit.standing')),
            ' · ',
            link(`${base}/${turn}`, t(`edit.${turn}`)),
          ),
          ...historyParts(say, institution),
        ),
      }
    },
  })
}

function addForm(deps: RegisterDeps) {
  return form({
    path: '/admin/institutions/new',
    who: ['ega-officer'],
    at: nowhere,
    fields: newInstitution,
    start: async () => ({ class: 'GOV' }),
    show: async ({ say, now }, _, state) => {
      const t = say.of(messages)
      return {
        title: t('admin.add'),
        content: h(
          'div',
          null,
          back('/admin/institutions', t('admin.back')),
          h('h1', null, t('admin.add')),
          formOf(
            { say, state, submit: t('admin.add'), cancel: { href: '/admin/institutions' } },
            ...newFields(say, state, dayOf(now)),
          ),
        ),
      }
    },
    submit: async ({ actor }, _, fields) => {
      await addInstitution(deps, actor, fields)
      return {
        redirect: `/admin/institutions/${fields.id}`,
        notice: { sw: 'Taasisi imeongezwa', en: 'The institution is added' },
      }
    },
  })
}

function newFields(say: Say, state: FormState, today: string): JSX.Element[] {
  const t = say.of(messages)
  const common = { say, state }
  const none = t('form.none')
  return [
    input({ ...common, name: 'nameSw', label: t('edit.name.sw'), lang: 'sw' }),
    input({ ...common, name: 'nameEn', label: t('edit.name.en'), lang: 'en' }),
    input({
      ...common,
      name: 'acronym',
      label: t('institution.acronym'),
      optional: true,
      size: 16,
    }),
    select({
      ...common,
      name: 'kind',
      label: t('institution.kind'),
      none,
      choices: choicesOf(say, offeredOn(kinds, today)),
    }),
    input({
      ...common,
      name: 'parent',
      label: t('institution.parent'),
      hint: t('edit.parent.hint'),
      optional: true,
      size: 30,
      code: true,
    }),
    select({
      ...common,
      name: 'region',
      label: t('institution.region'),
      none,
      optional: true,
      choices: choicesOf(say, regions),
    }),
    input({
      ...common,
      name: 'id',
      label: t('institution.id'),
      hint: t('add.id.hint'),
      size: 30,
      code: true,
    }),
    input({ ...common, name: 'class', label: t('add.class'), size: 10, code: true }),
    input({
      ...common,
      name: 'address',
      label: t('add.address'),
      hint: t('add.address.hint'),
      size: 20,
      code: true,
    }),
  ]
}
