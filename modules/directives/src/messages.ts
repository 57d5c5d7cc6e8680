import type { Messages } from '@mtandao/ui'

/** What all pages about directives say alike: results, statuses, days. */
export const messages = {
  'result.met': { sw: 'imetekelezwa', en: 'met' },
  'result.partly': { sw: 'kwa sehemu', en: 'partly' },
  'result.not-met': { sw: 'haijatekelezwa', en: 'not met' },
  'result.unknown': { sw: 'haijulikani', en: 'unknown' },
  'result.not-applicable': { sw: 'haihusiki', en: 'not applicable' },
  'result.exempt': { sw: 'imeruhusiwa', en: 'exempt' },
  'result.exempt-until': { sw: 'imeruhusiwa hadi {day}', en: 'exempt until {day}' },
  'result.declared': { sw: 'imetangazwa, haijaonekana', en: 'declared, not seen' },

  'legend.title': { sw: 'Maana ya alama', en: 'What the signs mean' },
  'legend.met': {
    sw: 'taarifa za ushahidi zinaonyesha kuwa wajibu umetekelezwa',
    en: 'facts show that it is done',
  },
  'legend.partly': {
    sw: 'taarifa za ushahidi zinaonyesha sehemu tu ya kinachotakiwa',
    en: 'facts show that a part of it is done',
  },
  'legend.not-met': {
    sw: 'taarifa za ushahidi zinaonyesha kuwa wajibu haujatekelezwa',
    en: 'facts show that it is not done',
  },
  'legend.declared': {
    sw: 'taasisi inasema imetekeleza, lakini mitambo haijaona; huhesabiwa pia kama haijatekelezwa',
    en: 'the institution says it is done, but nothing was seen; counted among not met',
  },
  'legend.unknown': {
    sw: 'hakuna taarifa za ushahidi za kutosha; si sawa na kutotekeleza',
    en: 'there are too few facts; that is not the same as not met',
  },
  'legend.exempt': {
    sw: 'e-GA imetoa msamaha wa muda, hadi siku iliyotajwa',
    en: 'e-GA has granted an exemption until the day shown',
  },
  'legend.not-applicable': {
    sw: 'hakuna kinachohusika kwenye taasisi hii',
    en: 'the institution has nothing that this concerns',
  },

  'status.to-do': { sw: 'haijaanza', en: 'to do' },
  'status.submitted': { sw: 'imewasilishwa', en: 'submitted' },
  'status.in-review': { sw: 'inapitiwa', en: 'in review' },
  'status.closed': { sw: 'imefungwa', en: 'closed' },

  'due.on': { sw: 'ifikapo {day}', en: 'by {day}' },
  'due.from': { sw: 'kuanzia {day}', en: 'from {day} on' },
  'due.every-quarter': { sw: 'kila robo mwaka', en: 'every quarter' },
  quarter: { sw: 'robo ya {number}, {year}', en: 'quarter {number}, {year}' },
  'late.days': {
    sw: { one: 'imechelewa siku 1', other: 'imechelewa siku {count}' },
    en: { one: '1 day late', other: '{count} days late' },
  },
  'late.none': { sw: 'haijachelewa', en: 'not late' },
  'late.left': {
    sw: { one: 'imebaki siku 1', other: 'zimebaki siku {count}' },
    en: { one: '1 day left', other: '{count} days left' },
  },

  'counts.label': { sw: 'Idadi ya matokeo', en: 'How many results of each kind' },
  'counts.declared': {
    sw: 'kati yake {count}: imetangazwa, haijaonekana',
    en: '{count} of these: declared, not seen',
  },
  'reason.hidden': {
    sw: 'Sababu na takwimu zake huonwa na taasisi yenyewe na wanaosimamia nchi nzima tu.',
    en: 'The reason and its figures are for the institution itself and those who see the country.',
  },
  'reason.not-public': { sw: 'si ya umma', en: 'not public' },
  'as-of': {
    sw: 'Hali ya {at}, kwa kanuni za tathmini toleo la {version}.',
    en: 'As of {at}, by rule set version {version}.',
  },
  'not-yet': {
    sw: 'Matokeo yanahesabiwa. Fungua ukurasa huu tena baada ya sekunde chache.',
    en: 'Results are being worked out. Open this page again in a few seconds.',
  },
} as const satisfies Messages
