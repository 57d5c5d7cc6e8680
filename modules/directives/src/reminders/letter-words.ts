import type { Messages } from '@mtandao/ui'

/** What letters say; the greeting is identity's. */
export const letterWords = {
  'subject.late': {
    sw: 'wajibu {count} umechelewa',
    en: { one: '1 obligation late', other: '{count} obligations late' },
  },
  'subject.soon': {
    sw: 'wajibu {count} unakaribia tarehe',
    en: { one: '1 due soon', other: '{count} due soon' },
  },
  'subject.ega': {
    sw: 'wajibu {count} wa taasisi umechelewa mno',
    en: {
      one: '1 obligation of institutions long overdue',
      other: '{count} obligations of institutions long overdue',
    },
  },
  'own.head': {
    sw: 'Unaandikiwa kama mkuu wa taasisi kwa sababu tarehe ya mwisho imepita na wajibu bado haujatekelezwa.',
    en: 'You are written to as head of the institution because the due day has passed and the obligation is still open.',
  },
  'own.late': {
    sw: 'Umechelewa ({count}):',
    en: 'Late ({count}):',
  },
  'own.soon': {
    sw: 'Unakaribia tarehe ya mwisho ({count}):',
    en: 'Due soon ({count}):',
  },
  'own.open': {
    sw: 'Sababu, taarifa za ushahidi na hatua inayofuata:',
    en: 'The reason, the facts and the next step:',
  },
  'item.late': {
    sw: 'tarehe ya mwisho ilikuwa {day}, siku {count} zilizopita',
    en: { one: 'was due {day}, 1 day ago', other: 'was due {day}, {count} days ago' },
  },
  'item.soon': {
    sw: 'tarehe ya mwisho ni {day}, zimebaki siku {count}',
    en: { one: 'due {day}, in 1 day', other: 'due {day}, in {count} days' },
  },
  'result.met': { sw: 'imetekelezwa', en: 'met' },
  'result.partly': { sw: 'imetekelezwa kwa sehemu', en: 'partly met' },
  'result.not-met': { sw: 'haijatekelezwa', en: 'not met' },
  'result.unknown': {
    sw: 'haijulikani: hakuna taarifa za ushahidi za kutosha',
    en: 'unknown: there are too few facts',
  },
  'result.not-applicable': { sw: 'haihusiki', en: 'not applicable' },
  'result.exempt': { sw: 'imeruhusiwa', en: 'exempt' },
  more: { sw: 'na mwingine {count}', en: 'and {count} more' },
  'institutions.more': {
    sw: 'Na taasisi zako nyingine {count}: badili taasisi kwenye tovuti.',
    en: 'And {count} more of your institutions: switch to them in the portal.',
  },
  'ega.why': {
    sw: 'Taasisi {institutions} zina wajibu {count} ambao tarehe yake ya mwisho imepita kwa muda mrefu. Maafisa na wakuu wao wamekwisha kukumbushwa kwa utaratibu huohuo.',
    en: '{institutions} institutions have {count} obligations whose due day is long past. Their officers and heads are reminded in the same way.',
  },
  'ega.count': { sw: 'wajibu {count}', en: { one: '1 obligation', other: '{count} obligations' } },
  'ega.open': { sw: 'Hali ya nchi nzima:', en: 'The whole country:' },
  foot: {
    sw: 'Barua hii huandikwa na mitambo, si zaidi ya moja kwa siku. Wajibu ukitekelezwa, hutaandikiwa tena kuuhusu.',
    en: 'A machine writes this letter, at most once a day. What has been fulfilled is not written about again.',
  },
} as const satisfies Messages
