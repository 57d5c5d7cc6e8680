import { scopeOf, type Role } from '@mtandao/identity/contract'
import { back, button, form as formOf, input, select, area } from '@mtandao/ui'
import { h } from 'preact'
import { z } from 'zod'
import { id as idShape } from '../shapes.ts'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { appointHead, headChange } from '../institutions/appoint-head.ts'
import { changeName, nameChange } from '../institutions/change-name.ts'
import { changeStanding, standingChange } from '../institutions/change-standing.ts'
import { addWebsite, closeWebsite, website } from '../institutions/change-websites.ts'
import { describeInstitution } from '../institutions/describe-institution.ts'
import {
  resumeInstitution,
  statusChange,
  suspendInstitution,
} from '../institutions/suspend-institution.ts'
import { keepers } from '../keepers.ts'
import { kinds } from '../lists/kinds.ts'
import { offeredOn } from '../lists/listed.ts'
import { regions } from '../lists/regions.ts'
import { titles } from '../lists/titles.ts'
import { action, choicesOf, form, nowhere, span, value, type SignedIn } from './common.ts'
import { messages } from './messages.ts'

/** Whose institution a form changes: one's own, or the one in e-GA's address. */
interface Whose<At extends z.ZodObject> {
  readonly base: '/institution' | '/admin/institutions/{id}'
  readonly who: readonly Role[]
  readonly at: At
  idOf(visit: SignedIn, at: z.output<At>): string
}

const own: Whose<typeof nowhere> = {
  base: '/institution',
  who: [...keepers, 'ega-officer'],
  at: nowhere,
  idOf: ({ actor }) => actor.institution,
}
const ofCountry: Whose<z.ZodObject<{ id: z.ZodString }>> = {
  base: '/admin/institutions/{id}',
  who: ['ega-officer'],
  at: z.object({ id: idShape }),
  idOf: (_, { id }) => id,
}

export function institutionForms(deps: RegisterDeps) {
  return [
    nameForm(deps, own),
    headForm(deps, own),
    websiteForm(deps, own),
    websiteEnd(deps, own),
    nameForm(deps, ofCountry),
    headForm(deps, ofCountry),
    websiteForm(deps, ofCountry),
    websiteEnd(deps, ofCountry),
    standingForm(deps),
    statusForm(deps, 'suspend'),
    statusForm(deps, 'resume'),
  ]
}

const placeOf = (base: string, id: string) => base.replace('{id}', id)

function nameForm<At extends z.ZodObject>(deps: RegisterDeps, whose: Whose<At>) {
  const { base, who, at: shape, idOf } = whose
  return form({
    path: `${base}/name`,
    who,
    at: shape,
    fields: nameChange,
    start: async (visit, at) => {
      const id = idOf(visit, at)
      const within = deps.database.within(scopeOf(visit.actor))
      const { name, acronym } = await describeInstitution(within, id)
      return { nameSw: name.sw, nameEn: name.en, acronym: value(acronym), from: dayOf(visit.now) }
    },
    show: async (visit, at, state) => {
      const { say } = visit
      const t = say.of(messages)
      const place = placeOf(base, idOf(visit, at))
      const common = { say, state }
      return {
        title: t('edit.name'),
        content: h(
          'div',
          null,
          back(place, t('back.institution')),
          h('h1', null, t('edit.name')),
          formOf(
            { say, state, submit: t('save'), cancel: { href: place } },
            input({ ...common, name: 'nameSw', label: t('edit.name.sw'), lang: 'sw' }),
            input({ ...common, name: 'nameEn', label: t('edit.name.en'), lang: 'en' }),
            input({
              ...common,
              name: 'acronym',
              label: t('institution.acronym'),
              optional: true,
              size: 16,
            }),
            input({
              ...common,
              name: 'from',
              label: t('field.from'),
              hint: t('field.from.hint'),
              type: 'date',
            }),
            input({
              ...common,
              name: 'citation',
              label: t('field.citation'),
              hint: t('field.citation.hint'),
              optional: true,
            }),
          ),
        ),
      }
    },
    submit: async (visit, at, fields) => {
      const id = idOf(visit, at)
      await changeName(deps, visit.actor, id, fields)
      return { redirect: placeOf(base, id), notice: messages['edit.name.done'] }
    },
  })
}

function headForm<At extends z.ZodObject>(deps: RegisterDeps, whose: Whose<At>) {
  const { base, who, at: shape, idOf } = whose
  return form({
    path: `${base}/head`,
    who,
    at: shape,
    fields: headChange,
    start: async ({ now }) => ({ from: dayOf(now) }),
    show: async (visit, at, state) => {
      const { say } = visit
      const t = say.of(messages)
      const place = placeOf(base, idOf(visit, at))
      const common = { say, state }
      return {
        title: t('edit.head'),
        content: h(
          'div',
          null,
          back(place, t('back.institution')),
          h('h1', null, t('edit.head')),
          h('p', null, t('edit.head.note')),
          formOf(
            { say, state, submit: t('save'), cancel: { href: place } },
            input({ ...common, name: 'name', label: t('edit.head.name') }),
            select({
              ...common,
              name: 'title',
              label: t('institution.headTitle'),
              choices: choicesOf(say, titles),
            }),
            input({
              ...common,
              name: 'from',
              label: t('field.from'),
              hint: t('field.from.hint'),
              type: 'date',
            }),
          ),
        ),
      }
    },
    submit: async (visit, at, fields) => {
      const id = idOf(visit, at)
      await appointHead(deps, visit.actor, id, fields)
      return {
        redirect: placeOf(base, id),
        notice: { sw: 'Kiongozi ameandikwa', en: 'The head is recorded' },
      }
    },
  })
}

function websiteForm<At extends z.ZodObject>(deps: RegisterDeps, whose: Whose<At>) {
  const { base, who, at: shape, idOf } = whose
  return form({
    path: `${base}/websites`,
    who,
    at: shape,
    fields: website,
    show: async (visit, at, state) => {
      const { say, actor } = visit
      const t = say.of(messages)
      const id = idOf(visit, at)
      const place = placeOf(base, id)
      const { websites } = await describeInstitution(deps.database.within(scopeOf(actor)), id)
      const open = websites.filter(({ to }) => to === null)
      return {
        title: t('institution.websites'),
        content: h(
          'div',
          null,
          back(place, t('back.institution')),
          h('h1', null, t('institution.websites')),
          h(
            'ul',
            null,
            ...open.map(({ url, from, to }) =>
              h(
                'li',
                null,
                say.data(url),
                ' ',
                span(say, from, to),
                ' ',
                button({
                  action: `${place}/websites/end`,
                  label: t('edit.website.end', { url: url.replace(/^https?:\/\//, '') }),
                  quiet: true,
                  fields: { url },
                }),
              ),
            ),
          ),
          formOf(
            { say, state, submit: t('edit.website'), cancel: { href: place } },
            input({
              say,
              state,
              name: 'url',
              label: t('edit.website.url'),
              hint: t('edit.website.hint'),
              type: 'url',
            }),
          ),
        ),
      }
    },
    submit: async (visit, at, fields) => {
      const id = idOf(visit, at)
      await addWebsite(deps, visit.actor, id, fields)
      return {
        redirect: `${placeOf(base, id)}/websites`,
        notice: { sw: 'Tovuti imeongezwa', en: 'The website is added' },
      }
    },
  })
}

function websiteEnd<At extends z.ZodObject>(deps: RegisterDeps, whose: Whose<At>) {
  const { base, who, at: shape, idOf } = whose
  return action({
    path: `${base}/websites/end`,
    who,
    at: shape,
    fields: website,
    act: async (visit, at, fields) => {
      const id = idOf(visit, at)
      await closeWebsite(deps, visit.actor, id, fields)
      return {
        redirect: `${placeOf(base, id)}/websites`,
        notice: { sw: 'Tovuti imefungwa', en: 'The website is closed' },
      }
    },
  })
}

function standingForm(deps: RegisterDeps) {
  const { base, who, at: shape } = ofCountry
  return form({
    path: `${base}/standing`,
    who,
    at: shape,
    fields: standingChange,
    start: async ({ actor, now }, { id }) => {
      const within = deps.database.within(scopeOf(actor))
      const { kind, parent, region } = await describeInstitution(within, id)
      return { kind: value(kind), parent: value(parent), region: value(region), from: dayOf(now) }
    },
    show: async ({ say, now }, { id }, state) => {
      const t = say.of(messages)
      const place = placeOf(base, id)
      const common = { say, state }
      const none = t('form.none')
      const chosen = [value(state.values['kind'] as string)]
      return {
        title: t('edit.standing'),
        content: h(
          'div',
          null,
          back(place, t('back.institution')),
          h('h1', null, t('edit.standing')),
          formOf(
            { say, state, submit: t('save'), cancel: { href: place } },
            select({
              ...common,
              name: 'kind',
              label: t('institution.kind'),
              none,
              choices: choicesOf(say, offeredOn(kinds, dayOf(now), chosen)),
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
              name: 'from',
              label: t('field.from'),
              hint: t('field.from.hint'),
              type: 'date',
            }),
            input({
              ...common,
              name: 'citation',
              label: t('field.citation'),
              hint: t('field.citation.hint'),
              optional: true,
            }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { id }, fields) => {
      await changeStanding(deps, actor, id, fields)
      return {
        redirect: placeOf(base, id),
        notice: { sw: 'Badiliko limehifadhiwa', en: 'The change is saved' },
      }
    },
  })
}

function statusForm(deps: RegisterDeps, to: 'suspend' | 'resume') {
  const { base, who, at: shape } = ofCountry
  return form({
    path: `${base}/${to}`,
    who,
    at: shape,
    fields: statusChange,
    show: async ({ say, actor }, { id }, state) => {
      const t = say.of(messages)
      const place = placeOf(base, id)
      const { name } = await describeInstitution(deps.database.within(scopeOf(actor)), id)
      return {
        title: t(`edit.${to}`),
        content: h(
          'div',
          null,
          back(place, say.text(name)),
          h('h1', null, t(`edit.${to}`)),
          h('p', null, say.text(name)),
          to === 'suspend' ? h('p', null, t('edit.suspend.note')) : null,
          formOf(
            {
              say,
              state,
              submit: t(`edit.${to}`),
              danger: to === 'suspend',
              cancel: { href: place },
            },
            area({ say, state, name: 'reason', label: t('edit.reason') }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { id }, fields) => {
      if (to === 'suspend') await suspendInstitution(deps, actor, id, fields)
      else await resumeInstitution(deps, actor, id, fields)
      return {
        redirect: placeOf(base, id),
        notice:
          to === 'suspend'
            ? { sw: 'Taasisi imesimamishwa', en: 'The institution is suspended' }
            : { sw: 'Taasisi imerejeshwa', en: 'The institution is resumed' },
      }
    },
  })
}
