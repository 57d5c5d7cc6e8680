import type { Messages, Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'

const messages = {
  label: { sw: 'Kurasa zinazohusiana', en: 'Related pages' },
  directives: { sw: 'Maelekezo yote', en: 'All directives' },
  country: { sw: 'Utekelezaji nchini', en: 'The whole country' },
  report: { sw: 'Taarifa ya utekelezaji', en: 'Implementation report' },
  tables: { sw: 'Majedwali ya robo mwaka', en: 'Quarterly tables' },
  rules: { sw: 'Kanuni za tathmini', en: 'Rules' },
  facts: { sw: 'Taarifa za ushahidi', en: 'Facts' },
} as const satisfies Messages

export type RelatedPage = Exclude<keyof typeof messages, 'label'>

const places: readonly RelatedPage[] = [
  'directives',
  'country',
  'report',
  'tables',
  'rules',
  'facts',
]

/** From one of the pages about the whole country to the others: no reader is left at the end of one. */
export function relatedPages(say: Say, current: RelatedPage): JSX.Element {
  const t = say.of(messages)
  return h(
    'nav',
    { class: 'links apart related', 'aria-label': t('label') },
    ...places
      .filter((place) => place !== current)
      .map((place) => h('a', { href: `/${place}` }, t(place))),
  )
}
