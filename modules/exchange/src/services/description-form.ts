import { area, choiceGroup, group, input, type FormState, type Say } from '@mtandao/ui'
import type { JSX } from 'preact'
import { messages } from './messages.ts'

/** What a provider says of a service, the same for a new one and a known one. */
export function descriptionInputs(
  say: Say,
  state: FormState,
  kind?: 'pull' | 'push',
): JSX.Element[] {
  const t = say.of(messages)
  const common = { say, state }
  const oneOf = <Value extends string>(
    name: string,
    values: readonly Value[],
    words: (value: Value) => string,
  ) => ({
    ...common,
    name,
    choices: values.map((value) => ({ value, label: words(value) })),
  })
  return [
    group(
      t('group.what'),
      input({ ...common, name: 'nameSw', label: t('field.name-sw'), lang: 'sw' }),
      input({ ...common, name: 'nameEn', label: t('field.name-en'), lang: 'en' }),
      area({
        ...common,
        name: 'summarySw',
        label: t('field.summary-sw'),
        hint: t('field.summary.hint'),
        rows: 3,
      }),
      area({ ...common, name: 'summaryEn', label: t('field.summary-en'), rows: 3 }),
      choiceGroup({
        ...oneOf('personal', ['yes', 'no'] as const, (one) => t(`field.personal.${one}`)),
        label: t('field.personal'),
      }),
    ),
    group(
      t('group.how'),
      kind === 'push'
        ? null
        : choiceGroup({
            ...oneOf('mode', ['sync', 'async'] as const, (one) => t(`field.mode.${one}`)),
            label: t('field.mode'),
          }),
      choiceGroup({
        ...oneOf('format', ['json', 'xml'] as const, (one) => say.data(one.toUpperCase())),
        label: t('field.format'),
      }),
    ),
    group(
      t('group.who'),
      choiceGroup({
        ...oneOf('audience', ['public', 'institutions'] as const, (one) =>
          t(`field.audience.${one}`),
        ),
        label: t('field.audience'),
      }),
      input({
        ...common,
        name: 'contact',
        label: t('field.contact'),
        hint: t('field.contact.hint'),
      }),
    ),
  ]
}
