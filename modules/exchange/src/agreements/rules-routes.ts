import { h } from 'preact'
import { edge, type Route } from '@mtandao/http'
import { holds, type Actor } from '@mtandao/identity/contract'
import {
  back,
  form,
  input,
  section,
  select,
  table,
  tick,
  type FormState,
  type Say,
} from '@mtandao/ui'
import { z } from 'zod'
import type { AgreementDeps } from './deps.ts'
import { messages } from './messages.ts'
import { ruleNames } from './rule-store.ts'
import { someText } from './shapes.ts'
import { readRules, setRule } from './set-rule.ts'
import { typedNumber } from './terms-form.ts'

const { form: formRoute } = edge<Actor>()

/** `/agreements/rules`: settings with their dates and sources; e-GA adds to them. */
export function rulesRoute(deps: AgreementDeps): Route<Actor> {
  return formRoute({
    path: '/agreements/rules',
    who: 'signed-in',
    at: z.object({}),
    fields: z.object({
      rule: z.enum(ruleNames),
      value: typedNumber(0, 3650),
      fromDay: z.iso.date(),
      citation: someText(500).min(1),
      verified: z.literal('yes').optional(),
    }),
    show: async ({ actor, say }, _at, state) => {
      const t = say.of(messages)
      const rows = await readRules(deps)
      return {
        title: t('rules.title'),
        content: [
          back('/agreements', t('one.back')),
          h('h1', null, t('rules.title')),
          h('p', { class: 'lead' }, t('rules.lead')),
          table({
            caption: t('rules.caption'),
            unseenCaption: true,
            columns: [
              { label: t('rules.rule'), cell: ({ rule }) => t(`rule.${rule}`) },
              { label: t('rules.value'), cell: ({ value }) => say.number(value), number: true },
              { label: t('rules.from'), cell: ({ fromDay }) => say.date(fromDay) },
              { label: t('rules.citation'), cell: ({ citation }) => say.data(citation) },
              {
                label: t('rules.verified'),
                cell: ({ verified }) => t(verified ? 'content.yes' : 'content.no'),
              },
            ],
            rows,
            empty: null,
          }),
          holds(actor, 'ega-officer') ? ruleForm(say, state) : null,
        ],
      }
    },
    submit: async ({ actor }, _at, { verified, ...rule }) => {
      await setRule(deps, actor, { ...rule, verified: verified === 'yes' })
      const { sw, en } = messages['rules.saved']
      return { redirect: '/agreements/rules', notice: { sw, en } }
    },
  })
}

function ruleForm(say: Say, state: FormState) {
  const t = say.of(messages)
  const common = { say, state }
  return section(
    'new-rule',
    t('rules.new'),
    form(
      { ...common, submit: t('rules.new') },
      select({
        ...common,
        name: 'rule',
        label: t('rules.rule'),
        choices: ruleNames.map((value) => ({ value, label: t(`rule.${value}`) })),
      }),
      input({
        ...common,
        name: 'value',
        label: t('rules.value'),
        hint: t('rules.valueHint'),
        inputmode: 'numeric',
        size: 8,
      }),
      input({ ...common, name: 'fromDay', label: t('rules.from'), type: 'date', size: 12 }),
      input({
        ...common,
        name: 'citation',
        label: t('rules.citation'),
        hint: t('rules.citationHint'),
      }),
      tick({ ...common, name: 'verified', label: t('rules.verified') }),
    ),
  )
}
