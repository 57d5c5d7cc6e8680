import type { Messages } from '@mtandao/ui'

export const messages = {
  title: { sw: 'Vikumbusho', en: 'Reminders' },
  lead: {
    sw: 'Kile ambacho mfumo umekumbusha kuhusu wajibu, uliambia wadhifa gani, lini, na kitakachofuata. Mtu hapati barua zaidi ya moja kwa siku, na hatua moja haisemwi mara mbili.',
    en: 'What the platform has reminded of, which office it told and when, and what comes next. Nobody gets more than one letter a day, and no step is said twice.',
  },
  'lead.of': { sw: 'Kuhusu {name}.', en: 'About {name}.' },
  'all.country': { sw: 'Taasisi zote', en: 'All institutions' },
  mute: {
    sw: 'Barua pepe hazijawashwa kwenye mfumo huu (SMTP_URL): vikumbusho vinaonekana hapa na kwenye dawati tu.',
    en: 'Letters are not switched on here (SMTP_URL): reminders are seen here and on the desk alone.',
  },
  'unheard.officers': {
    sw: 'Hakuna Afisa TEHAMA wala Mkuu wa Taasisi aliyeteuliwa: hakuna wa kukumbushwa.',
    en: 'Neither an ICT officer nor a head is appointed: there is nobody to remind.',
  },
  'unheard.head': {
    sw: 'Hakuna Mkuu wa Taasisi aliyeteuliwa: kinachochelewa hakimfikii mtu anayewajibika.',
    en: 'No head is appointed: what is late reaches nobody who answers for it.',
  },
  'unheard.do': { sw: 'Teua watu', en: 'Appoint people' },

  'audience.officers': {
    sw: 'Afisa TEHAMA (asipokuwepo, Mkuu wa Taasisi)',
    en: 'ICT officer (the head where there is none)',
  },
  'audience.head': { sw: 'Mkuu wa Taasisi', en: 'Head of the institution' },
  'audience.ega': { sw: 'Maafisa wa e-GA', en: 'e-GA’s officers' },
  'filter.audience': { sw: 'Aliyeambiwa', en: 'Who was told' },
  'filter.any': { sw: 'wote', en: 'anybody' },
  'filter.submit': { sw: 'Onyesha', en: 'Show' },

  'coming.title': { sw: 'Kitakachosemwa', en: 'What will be said' },
  'coming.lead': {
    sw: 'Siku arobaini zijazo, kama hakuna kitakachobadilika. Kinachotimizwa hakisemwi tena.',
    en: 'In the next forty days, if nothing changes. What is fulfilled is not said again.',
  },
  'coming.empty': {
    sw: 'Hakuna wajibu uliochelewa wala unaokaribia tarehe yake.',
    en: 'Nothing is late and nothing is due soon.',
  },
  'coming.caption': { sw: 'Vikumbusho vijavyo', en: 'Reminders to come' },
  'said.title': { sw: 'Kilichosemwa', en: 'What was said' },
  'said.caption': { sw: 'Vikumbusho vilivyotolewa', en: 'Reminders given' },
  'said.empty': {
    sw: 'Bado hakuna kilichosemwa. Vikumbusho hutolewa kila siku saa ya mpangilio.',
    en: 'Nothing has been said yet. Reminders are given every day at the set hour.',
  },
  'column.day': { sw: 'Siku', en: 'Day' },
  'column.institution': { sw: 'Taasisi', en: 'Institution' },
  'column.to': { sw: 'Kwa', en: 'To' },
  'column.what': { sw: 'Kuhusu', en: 'About' },
  mailed: {
    sw: { one: 'mtu 1, kwa barua pepe', other: 'watu {count}, kwa barua pepe' },
    en: { one: '1 person, by e-mail', other: '{count} people, by e-mail' },
  },
  portal: {
    sw: { one: 'mtu 1, kwenye portal tu', other: 'watu {count}, kwenye portal tu' },
    en: { one: '1 person, in the portal alone', other: '{count} people, in the portal alone' },
  },
  count: {
    sw: 'wajibu {count}',
    en: { one: '1 obligation', other: '{count} obligations' },
  },
  more: { sw: 'na mengine {count}', en: 'and {count} more' },
  'step.before': { sw: 'unakaribia: {day}', en: 'due {day}' },
  'step.late': { sw: 'umechelewa tangu {day}', en: 'late since {day}' },
  'step.overdue': { sw: 'bado umechelewa tangu {day}', en: 'still late since {day}' },

  'settings.title': { sw: 'Siku za vikumbusho', en: 'Days of reminders' },
  'settings.unverified': { sw: 'ya kuthibitishwa', en: 'to be confirmed' },
  'settings.source': { sw: 'Chanzo', en: 'Source' },
  'setting.hour': { sw: 'Saa ya kila siku (Tanzania)', en: 'Hour of the day (Tanzania)' },
  'setting.before-days': {
    sw: 'Siku kabla ya tarehe ya mwisho',
    en: 'Days before the due day',
  },
  'setting.officers-after-days': {
    sw: 'Afisa TEHAMA: siku baada ya tarehe ya mwisho',
    en: 'ICT officer: days after the due day',
  },
  'setting.head-after-days': {
    sw: 'Mkuu wa Taasisi: siku baada ya tarehe ya mwisho',
    en: 'Head: days after the due day',
  },
  'setting.ega-after-days': {
    sw: 'e-GA: siku baada ya tarehe ya mwisho',
    en: 'e-GA: days after the due day',
  },
  'setting.officers-every-days': {
    sw: 'Afisa TEHAMA: muhtasari wa vilivyochelewa, kila siku',
    en: 'ICT officer: digest of what is late, once in days',
  },
  'setting.head-every-days': {
    sw: 'Mkuu wa Taasisi: muhtasari, kila siku',
    en: 'Head: digest, once in days',
  },
  'setting.ega-every-days': {
    sw: 'e-GA: muhtasari, kila siku',
    en: 'e-GA: digest, once in days',
  },
} as const satisfies Messages

export type ReminderMessage = keyof typeof messages
