import { choiceGroup, input, select } from '@mtandao/ui'
import { h } from 'preact'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import {
  changeCost,
  changeHosting,
  changeSource,
  recordAssessment,
} from '../records/change-record.ts'
import { costPart, hostingPart, securityPart, sourcePart } from '../records/parts.ts'
import { sourceOwners } from '../records/record.ts'
import { version } from '../shapes.ts'
import { approvalStateOf } from '../sites/approval-state.ts'
import { listSites } from '../sites/keep-sites.ts'
import type { Site } from '../sites/site-store.ts'
import { form, value } from './common.ts'
import { messages } from './messages.ts'
import { at, ownFile, partPage, saved, who } from './part-form.ts'
import { systemMessages } from './system-messages.ts'

/** The parts that only the institution and the country's readers see. */
export function detailForms(deps: RegisterDeps) {
  return [hostingForm(deps), securityForm(deps), sourceForm(deps), costForm(deps)]
}

/** Approved centres, and the one that stands there though it is approved no longer. */
function siteChoices(sites: readonly Site[], today: string, chosen: readonly string[]) {
  return sites.filter(
    ({ id, approvals }) => approvalStateOf(approvals, today) === 'approved' || chosen.includes(id),
  )
}

function hostingForm(deps: RegisterDeps) {
  return form({
    path: '/systems/{id}/edit/hosting',
    who,
    at,
    fields: hostingPart.extend({ version }),
    start: async (visit, { id }) => {
      const detail = (await ownFile(deps, visit, id)).record?.detail
      return {
        hostingSite: value(detail?.hostingSite),
        hostingOther: value(detail?.hostingOther),
        recoverySite: value(detail?.recoverySite),
        recoveryOther: value(detail?.recoveryOther),
        rtoHours: value(detail?.rtoHours),
        rpoHours: value(detail?.rpoHours),
        drilledOn: value(detail?.drilledOn),
      }
    },
    show: async (visit, { id }, state) => {
      const { say, actor, now } = visit
      const t = say.of(systemMessages)
      const none = say.of(messages)('form.none')
      const common = { say, state, optional: true }
      const chosen = [state.values['hostingSite'], state.values['recoverySite']].map(String)
      const sites = siteChoices(await listSites(deps, actor), dayOf(now), chosen).map((site) => ({
        value: site.id,
        label: say.data(`${site.name} (${site.place})`),
      }))
      return await partPage(deps, visit, { id, part: 'hosting', state }, () => [
        select({
          ...common,
          name: 'hostingSite',
          label: t('field.hostingSite'),
          none,
          choices: sites,
        }),
        input({
          ...common,
          name: 'hostingOther',
          label: t('field.hostingOther'),
          hint: t('field.hostingOther.hint'),
        }),
        select({
          ...common,
          name: 'recoverySite',
          label: t('field.recoverySite'),
          none,
          choices: sites,
        }),
        input({ ...common, name: 'recoveryOther', label: t('field.recoveryOther') }),
        input({
          ...common,
          name: 'rtoHours',
          label: t('field.rto'),
          hint: t('field.rto.hint'),
          size: 8,
        }),
        input({
          ...common,
          name: 'rpoHours',
          label: t('field.rpo'),
          hint: t('field.rpo.hint'),
          size: 8,
        }),
        input({ ...common, name: 'drilledOn', label: t('field.drilledOn'), type: 'date' }),
      ])
    },
    submit: async ({ actor }, { id }, { version: read, ...fields }) => {
      await changeHosting(deps, actor, { id, version: read }, fields)
      return { redirect: `/systems/${id}`, notice: saved }
    },
  })
}

function securityForm(deps: RegisterDeps) {
  return form({
    path: '/systems/{id}/edit/security',
    who,
    at,
    fields: securityPart.extend({ version }),
    show: (visit, { id }, state) => {
      const { say } = visit
      const t = say.of(systemMessages)
      const note = h('p', null, t('security.note'))
      return partPage(
        deps,
        visit,
        { id, part: 'security', state },
        () => [
          input({ say, state, name: 'on', label: t('security.on'), type: 'date' }),
          input({ say, state, name: 'assessor', label: t('security.assessor') }),
        ],
        note,
      )
    },
    submit: async ({ actor }, { id }, { version: read, ...fields }) => {
      await recordAssessment(deps, actor, { id, version: read }, fields)
      return { redirect: `/systems/${id}`, notice: saved }
    },
  })
}

function sourceForm(deps: RegisterDeps) {
  return form({
    path: '/systems/{id}/edit/source',
    who,
    at,
    fields: sourcePart.extend({ version }),
    start: async (visit, { id }) => {
      const detail = (await ownFile(deps, visit, id)).record?.detail
      return {
        sourceOwner: value(detail?.sourceOwner),
        repository: value(detail?.repository),
        escrow: value(detail?.escrow),
        documentation: value(detail?.documentation),
        builtOn: value(detail?.builtOn),
      }
    },
    show: (visit, { id }, state) => {
      const { say } = visit
      const t = say.of(systemMessages)
      const common = { say, state, optional: true }
      return partPage(deps, visit, { id, part: 'source', state }, () => [
        choiceGroup({
          ...common,
          name: 'sourceOwner',
          label: t('asked.sourceOwner'),
          choices: sourceOwners.map((one) => ({ value: one, label: t(`source.${one}`) })),
        }),
        input({
          ...common,
          name: 'repository',
          label: t('asked.repository'),
          hint: t('field.repository.hint'),
        }),
        input({
          ...common,
          name: 'escrow',
          label: t('asked.escrow'),
          hint: t('field.escrow.hint'),
        }),
        input({
          ...common,
          name: 'documentation',
          label: t('asked.documentation'),
          hint: t('field.documentation.hint'),
        }),
        input({ ...common, name: 'builtOn', label: t('asked.build'), type: 'date' }),
      ])
    },
    submit: async ({ actor }, { id }, { version: read, ...fields }) => {
      await changeSource(deps, actor, { id, version: read }, fields)
      return { redirect: `/systems/${id}`, notice: saved }
    },
  })
}

function costForm(deps: RegisterDeps) {
  return form({
    path: '/systems/{id}/edit/cost',
    who,
    at,
    fields: costPart.extend({ version }),
    start: async (visit, { id }) => {
      const detail = (await ownFile(deps, visit, id)).record?.detail
      return { vendor: value(detail?.vendor), yearlyCostTzs: value(detail?.yearlyCostTzs) }
    },
    show: (visit, { id }, state) => {
      const { say } = visit
      const t = say.of(systemMessages)
      const common = { say, state, optional: true }
      return partPage(deps, visit, { id, part: 'cost', state }, () => [
        input({ ...common, name: 'vendor', label: t('asked.vendor') }),
        input({
          ...common,
          name: 'yearlyCostTzs',
          label: t('field.cost'),
          hint: t('field.cost.hint'),
          inputmode: 'numeric',
          size: 20,
        }),
      ])
    },
    submit: async ({ actor }, { id }, { version: read, ...fields }) => {
      await changeCost(deps, actor, { id, version: read }, fields)
      return { redirect: `/systems/${id}`, notice: saved }
    },
  })
}
