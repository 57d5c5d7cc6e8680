import { facts, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { Setting } from '../settings/setting-store.ts'
import { peopleMessages } from './people-messages.ts'

export function settingName(say: Say, { key }: Pick<Setting, 'key'>): string {
  const known = `key.${key}`
  return known in peopleMessages
    ? say.of(peopleMessages)(known as 'key.committee.chair')
    : say.data(key)
}

export function settingValue(say: Say, { value }: Pick<Setting, 'value'>): string {
  if (typeof value === 'number') return say.number(value)
  const known = `value.${String(value)}`
  return known in peopleMessages
    ? say.of(peopleMessages)(known as 'value.head')
    : say.data(String(value))
}

/** Each rule with what it says and where it comes from. */
export function settingFacts(say: Say, settings: readonly Setting[]): JSX.Element {
  const t = say.of(peopleMessages)
  return facts(
    settings.map((setting) => [
      settingName(say, setting),
      h(
        'span',
        null,
        settingValue(say, setting),
        h(
          'small',
          { class: 'soft block' },
          t(`basis.${setting.basis}`),
          ' · ',
          t(setting.verified ? 'setting.yes' : 'setting.no'),
          ' · ',
          say.data(setting.citation),
        ),
      ),
    ]),
  )
}
