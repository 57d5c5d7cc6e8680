import { back, choiceGroup, form as formOf, input, table, tick } from '@mtandao/ui'
import { h } from 'preact'
import { z } from 'zod'
import type { RegisterDeps } from '../deps.ts'
import { isEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import { changeSetting, listSettings, settingChange } from '../settings/change-setting.ts'
import { line, sought } from '../shapes.ts'
import { form, nowhere, on, page } from './common.ts'
import { messages } from './messages.ts'
import { peopleMessages } from './people-messages.ts'
import { settingName, settingValue } from './setting-words.ts'

const bases = ['practice', 'product', 'statute'] as const

/** The dated rules of the register: whoever is signed in reads them, e-GA writes them. */
export function settingPages(deps: RegisterDeps) {
  return [
    page({
      path: '/register/settings',
      who: 'signed-in',
      at: nowhere,
      show: async ({ actor, say }) => {
        const t = say.of(peopleMessages)
        const settings = await listSettings(deps, actor)
        return {
          title: t('settings.title'),
          content: h(
            'div',
            null,
            h('h1', null, t('settings.title')),
            h('p', { class: 'lead' }, t('settings.lead')),
            table({
              caption: t('settings.title'),
              unseenCaption: true,
              rows: settings,
              empty: null,
              columns: [
                { label: t('setting.key'), cell: (one) => settingName(say, one) },
                { label: t('setting.value'), cell: (one) => settingValue(say, one) },
                { label: say.of(messages)('field.from'), cell: ({ from }) => on(from, say) },
                {
                  label: t('setting.citation'),
                  cell: ({ basis, verified, citation }) =>
                    h(
                      'span',
                      null,
                      t(`basis.${basis}`),
                      ' · ',
                      t(verified ? 'setting.yes' : 'setting.no'),
                      h('small', { class: 'soft block' }, say.data(citation)),
                    ),
                },
                ...(isEga(actor)
                  ? [
                      {
                        label: t('setting.edit'),
                        cell: ({ key }: { readonly key: string }) =>
                          h(
                            'a',
                            {
                              href: `/register/settings/${key}`,
                              'aria-label': t('setting.edit.label', { name: key }),
                            },
                            t('setting.edit'),
                          ),
                      },
                    ]
                  : []),
              ],
            }),
          ),
        }
      },
    }),
    settingForm(deps),
  ]
}

function settingForm(deps: RegisterDeps) {
  return form({
    path: '/register/settings/{key}',
    who: ['ega-officer'],
    at: z.object({ key: sought(60) }),
    fields: z.strictObject({
      value: line(40),
      basis: z.enum(bases),
      citation: line(500),
      verified: z.literal('yes').optional(),
    }),
    start: async ({ actor }, { key }) => {
      const setting = (await listSettings(deps, actor)).find((one) => one.key === key)
      if (!setting) throw problem('not-found')
      const { value, basis, citation, verified } = setting
      return { value: String(value), basis, citation, verified: verified ? 'yes' : '' }
    },
    show: async ({ say }, { key }, state) => {
      const t = say.of(peopleMessages)
      const common = { say, state }
      return {
        title: settingName(say, { key }),
        content: h(
          'div',
          null,
          back('/register/settings', t('settings.back')),
          h('h1', null, settingName(say, { key })),
          formOf(
            {
              say,
              state,
              submit: say.of(messages)('save'),
              cancel: { href: '/register/settings' },
            },
            input({ ...common, name: 'value', label: t('setting.value'), size: 16 }),
            choiceGroup({
              ...common,
              name: 'basis',
              label: t('setting.basis'),
              choices: bases.map((one) => ({ value: one, label: t(`basis.${one}`) })),
            }),
            input({ ...common, name: 'citation', label: t('setting.citation') }),
            tick({ ...common, name: 'verified', label: t('setting.verified') }),
          ),
        ),
      }
    },
    submit: async ({ actor }, { key }, { value, basis, citation, verified }) => {
      const known = settingChange.shape.key.safeParse(key)
      if (!known.success) throw problem('not-found')
      const given = /^\d{1,9}$/.test(value) ? Number(value) : value
      await changeSetting(deps, actor, {
        key: known.data,
        value: given,
        basis,
        citation,
        verified: verified === 'yes',
      })
      return {
        redirect: '/register/settings',
        notice: { sw: 'Utaratibu umehifadhiwa', en: 'The rule is saved' },
      }
    },
  })
}
