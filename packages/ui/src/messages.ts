import type { Messages } from './say.ts'

/** Words of the kit itself. */
export const messages = {
  'form.optional': { sw: '(si lazima)', en: '(optional)' },
  'form.cancel': { sw: 'Acha', en: 'Cancel' },
  'form.fault': { sw: 'Kosa:', en: 'Error:' },
  'form.faults': {
    sw: { one: 'Kuna kosa moja la kurekebisha', other: 'Kuna makosa {count} ya kurekebisha' },
    en: { one: 'There is one thing to correct', other: 'There are {count} things to correct' },
  },
  'page.fault': { sw: 'Kosa: {title}', en: 'Error: {title}' },
  'pager.label': { sw: 'Kurasa za orodha', en: 'Pages of the list' },
  'pager.older': { sw: 'Zinazofuata', en: 'Next' },
  'pager.newer': { sw: 'Mwanzo wa orodha', en: 'Start of the list' },
  'tabs.label': { sw: 'Sehemu za ukurasa', en: 'Parts of the page' },
  'chart.table': { sw: 'Takwimu za mchoro kama jedwali', en: 'The chart as a table' },
  'chart.thousands': { sw: 'maelfu', en: 'thousands' },
  'chart.millions': { sw: 'mamilioni', en: 'millions' },
  'chart.none': { sw: 'haijulikani', en: 'not known' },
  'copy.label': { sw: 'Maandishi ya kunakili', en: 'Text to copy' },
  'facts.none': { sw: 'Haijajazwa', en: 'Not given' },
} as const satisfies Messages
