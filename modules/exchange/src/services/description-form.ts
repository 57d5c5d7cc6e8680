import { area, choiceGroup, input, type FormState, type Say } from '@mtandao/ui'
import type { JSX } from 'preact'
import { messages } from './messages.ts'

/** What a provider says of a service, the same for a new one and a known one. */
export function descriptionInputs(
  say: Say,
  state: FormState,
  kind?: 'pull' | 'push',
): JSX.Element[] {
  const t = say.of(messages)
  const inputs = [
    input({ say, state, name: 'nameSw', label: t('field.name-sw'), lang: 'sw' }),
    input({ say, state, name: 'nameEn', label: t('field.name-en'), lang: 'en' }),
    area({
      say,
      state,
      name: 'summarySw',
      label: t('field.summary-sw'),
      hint: t('field.summary.hint'),
      rows: 3,
    }),
    area({ say, state, name: 'summaryEn', label: t('field.summary-en'), rows: 3 }),
    choiceGroup({
      say,
      state,
      name: 'audience',
      label: t('field.audience'),
      choices: (['public', 'institutions'] as const).map((one) => ({
        value: one,
        label: t(`field.audience.${one}`),
      })),
    }),
    choiceGroup({
      say,
      state,
      name: 'personal',
      label: t('field.personal'),
      choices: (['yes', 'no'] as const).map((one) => ({
        value: one,
        label: t(`field.personal.${one}`),
      })),
    }),
    choiceGroup({
      say,
      state,
      name: 'format',
      label: t('field.format'),
      choices: [
        { value: 'json', label: say.data('JSON') },
        { value: 'xml', label: say.data('XML') },
      ],
    }),
    input({
      say,
      state,
      name: 'contact',
      label: t('field.contact'),
      hint: t('field.contact.hint'),
    }),
  ]
  if (kind === 'push') return inputs
  const mode = choiceGroup({
    say,
    state,
    name: 'mode',
    label: t('field.mode'),
    choices: (['sync', 'async'] as const).map((one) => ({
      value: one,
      label: t(`field.mode.${one}`),
    })),
  })
  return [...inputs.slice(0, 6), mode, ...inputs.slice(6)]
}
