import {
  area,
  back,
  choiceGroup,
  form as formOf,
  input,
  type FormState,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { capabilities } from '../lists/capabilities.ts'
import { entities, userGroups } from '../lists/entities.ts'
import { codesOf, type Listed } from '../lists/listed.ts'
import { changeData, changePurpose, confirmRecord } from '../records/change-record.ts'
import { purposePart } from '../records/parts.ts'
import { lifecycles } from '../records/record.ts'
import { line, systemCode, version, words } from '../shapes.ts'
import { addSystem } from '../systems/add-system.ts'
import { action, choicesOf, countChosen, folded, form, link, renameField, value } from './common.ts'
import { at, ownFile, partPage, saved, who } from './part-form.ts'
import { systemMessages } from './system-messages.ts'

export function systemForms(deps: RegisterDeps) {
  return [
    newForm(deps),
    purposeForm(deps),
    dataForm(deps),
    action({
      path: '/systems/{id}/confirm',
      who,
      at,
      fields: z.strictObject({ version }),
      act: async ({ actor }, { id }, fields) => {
        await confirmRecord(deps, actor, { id, version: fields.version })
        return { redirect: `/systems/${id}`, notice: systemMessages['system.confirmed.notice'] }
      },
    }),
  ]
}

function newForm(deps: RegisterDeps) {
  return form({
    path: '/systems/new',
    who,
    // Who came here to join the bus goes on with that.
    // oxlint-disable-next-line unicorn/no-thenable -- the address's own word, as for signing in
    at: z.object({ then: z.literal('/join').optional() }),
    fields: z.strictObject({
      short: systemCode,
      nameSw: line(300),
      nameEn: line(300),
      purposeSw: words(2000),
      purposeEn: words(2000),
    }),
    show: async ({ say }, _, state) => {
      const t = say.of(systemMessages)
      const common = { say, state }
      return {
        title: t('systems.new'),
        content: h(
          'div',
          null,
          back('/systems', t('system.back')),
          h('h1', null, t('systems.new')),
          h('p', { class: 'lead' }, t('new.lead')),
          h('p', null, link('/systems?of=all', t('new.duplicates'))),
          formOf(
            { say, state, submit: t('systems.new'), cancel: { href: '/systems' } },
            input({ ...common, name: 'nameSw', label: t('field.name.sw'), lang: 'sw' }),
            input({ ...common, name: 'nameEn', label: t('field.name.en'), lang: 'en' }),
            area({
              ...common,
              name: 'purposeSw',
              label: t('field.purpose.sw'),
              hint: t('field.purpose.hint'),
            }),
            area({ ...common, name: 'purposeEn', label: t('field.purpose.en') }),
            input({
              ...common,
              name: 'short',
              label: t('new.code'),
              hint: t('new.code.hint'),
              size: 30,
              code: true,
            }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { then }, { short, ...fields }) => {
      const system = await addSystem(deps, actor, { code: short, ...fields }).catch(
        renameField('code', 'short'),
      )
      return {
        redirect: then === '/join' ? `/systems/${system.id}/join` : `/systems/${system.id}`,
        notice: { sw: 'Mfumo umesajiliwa', en: 'The system is registered' },
      }
    },
  })
}

function purposeForm(deps: RegisterDeps) {
  return form({
    path: '/systems/{id}/edit/purpose',
    who,
    at,
    fields: purposePart.extend({ version }),
    start: async (visit, { id }) => {
      const { name, record } = await ownFile(deps, visit, id)
      return {
        nameSw: name.sw,
        nameEn: name.en,
        purposeSw: value(record?.purpose.sw),
        purposeEn: value(record?.purpose.en),
        lifecycle: record?.lifecycle ?? 'live',
        lifecycleSince: record?.lifecycleSince ?? dayOf(visit.now),
        capabilities: record?.capabilities ?? [],
        userGroups: record?.userGroups ?? [],
        owner: value(record?.owner),
        replacedBy: value(record?.replacedBy),
      }
    },
    show: (visit, { id }, state) => {
      return partPage(deps, visit, { id, part: 'purpose', state }, () =>
        purposeFields(visit.say, state),
      )
    },
    submit: async ({ actor }, { id }, { version: read, ...fields }) => {
      await changePurpose(deps, actor, { id, version: read }, fields)
      return { redirect: `/systems/${id}`, notice: saved }
    },
  })
}

function purposeFields(say: Say, state: FormState): JSX.Element[] {
  const t = say.of(systemMessages)
  const common = { say, state }
  return [
    input({ ...common, name: 'nameSw', label: t('field.name.sw'), lang: 'sw' }),
    input({ ...common, name: 'nameEn', label: t('field.name.en'), lang: 'en' }),
    area({
      ...common,
      name: 'purposeSw',
      label: t('field.purpose.sw'),
      hint: t('field.purpose.hint'),
    }),
    area({ ...common, name: 'purposeEn', label: t('field.purpose.en') }),
    choiceGroup({
      ...common,
      name: 'lifecycle',
      label: t('system.lifecycle'),
      choices: lifecycles.map((one) => ({ value: one, label: t(`lifecycle.${one}`) })),
    }),
    input({ ...common, name: 'lifecycleSince', label: t('field.since'), type: 'date' }),
    boxes(say, state, {
      name: 'capabilities',
      label: t('asked.capabilities'),
      hint: t('field.capabilities.hint'),
      list: capabilities,
    }),
    boxes(say, state, { name: 'userGroups', label: t('asked.userGroups'), list: userGroups }),
    input({
      ...common,
      name: 'owner',
      label: t('asked.owner'),
      hint: t('field.owner.hint'),
      optional: true,
    }),
    input({
      ...common,
      name: 'replacedBy',
      label: t('asked.replacedBy'),
      hint: t('field.replacedBy.hint'),
      optional: true,
      size: 40,
      code: true,
    }),
  ]
}

function boxes(
  say: Say,
  state: FormState,
  field: {
    readonly name: string
    readonly label: string
    readonly hint?: string
    readonly list: readonly Listed[]
  },
): JSX.Element {
  const { name, label, hint, list: options } = field
  const count = countChosen(state, name)
  return folded(
    state,
    name,
    say.of(systemMessages)('field.folded', { label, count }),
    choiceGroup({
      say,
      state,
      name,
      label,
      hint,
      many: true,
      optional: true,
      choices: choicesOf(say, options),
    }),
  )
}

const entityCodes = codesOf(entities)
const list = z.array(z.string().max(100)).max(60)
const lines = z
  .string()
  .max(4000)
  .transform((text) =>
    text
      .split(/\r?\n/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
  .pipe(z.array(line(100)).max(30))

function dataForm(deps: RegisterDeps) {
  return form({
    path: '/systems/{id}/edit/data',
    who,
    at,
    fields: z.strictObject({ version, master: list, copy: list, masterOwn: lines, copyOwn: lines }),
    start: async (visit, { id }) => {
      const { record } = await ownFile(deps, visit, id)
      const held = (role: string) =>
        (record?.data ?? []).filter((one) => one.role === role).map(({ entity }) => entity)
      const own = (role: string) =>
        held(role)
          .filter((one) => !entityCodes.has(one))
          .join('\n')
      return {
        master: held('master'),
        copy: held('copy'),
        masterOwn: own('master'),
        copyOwn: own('copy'),
      }
    },
    show: (visit, { id }, state) => {
      const { say } = visit
      const t = say.of(systemMessages)
      const common = { say, state, optional: true }
      return partPage(deps, visit, { id, part: 'data', state }, () => [
        boxes(say, state, { name: 'master', label: t('field.master'), list: entities }),
        area({
          ...common,
          name: 'masterOwn',
          label: t('field.masterOwn'),
          hint: t('field.own.hint'),
          rows: 3,
        }),
        boxes(say, state, { name: 'copy', label: t('field.copy'), list: entities }),
        area({
          ...common,
          name: 'copyOwn',
          label: t('field.copyOwn'),
          hint: t('field.own.hint'),
          rows: 3,
        }),
      ])
    },
    submit: async ({ actor }, { id }, fields) => {
      const held = (names: readonly string[], role: 'master' | 'copy') =>
        names.map((entity) => ({ entity, role }))
      const data = [
        ...held(
          [...fields.master.filter((one) => entityCodes.has(one)), ...fields.masterOwn],
          'master',
        ),
        ...held([...fields.copy.filter((one) => entityCodes.has(one)), ...fields.copyOwn], 'copy'),
      ]
      await changeData(deps, actor, { id, version: fields.version }, { data })
      return { redirect: `/systems/${id}`, notice: saved }
    },
  })
}
