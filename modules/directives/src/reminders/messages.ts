import type { Messages } from '@mtandao/ui'

export const messages = {
  title: { sw: 'Vikumbusho', en: 'Reminders' },
  lead: {
    sw: 'Vikumbusho vya wajibu: nani ameambiwa, lini, na kitakachofuata. Mtu hapati barua zaidi ya moja kwa siku, na jambo lilelile halisemwi mara mbili kwa hatua moja.',
    en: 'Reminders of what is owed: who was told, when, and what comes next. Nobody gets more than one letter a day, and no step is said twice.',
  },
  'lead.of': { sw: 'Kuhusu {name}.', en: 'About {name}.' },
  'all.country': { sw: 'Taasisi zote', en: 'All institutions' },
  mute: {
    sw: 'Barua pepe hazijawashwa kwenye jukwaa hili (SMTP_URL): vikumbusho vinaonekana hapa na kwenye dawati tu.',
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

  'audience.officers': { sw: 'Afisa TEHAMA', en: 'ICT officer' },
  'audience.head': { sw: 'Mkuu wa Taasisi', en: 'Head of the institution' },
  'audience.ega': { sw: 'Maafisa wa e-GA', en: 'e-GA’s officers' },
  'filter.audience': { sw: 'Aliyeambiwa', en: 'Who was told' },
  'filter.any': { sw: 'wote', en: 'anybody' },
  'filter.submit': { sw: 'Onyesha', en: 'Show' },

  'coming.title': { sw: 'Kitakachosemwa', en: 'What will be said' },
  'coming.lead': {
    sw: 'Siku arobaini zijazo, kama hakuna kitakachobadilika. Kinachotekelezwa hakisemwi tena.',
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
    sw: 'Bado hakuna kilichosemwa. Vikumbusho hutolewa kila siku kwa saa iliyowekwa.',
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
    sw: { one: 'mtu 1, kwenye tovuti tu', other: 'watu {count}, kwenye tovuti tu' },
    en: { one: '1 person, in the portal alone', other: '{count} people, in the portal alone' },
  },
  count: {
    sw: 'wajibu {count}',
    en: { one: '1 obligation', other: '{count} obligations' },
  },
  more: { sw: 'na mwingine {count}', en: 'and {count} more' },
  'step.before': { sw: 'unakaribia: {day}', en: 'due {day}' },
  'step.late': { sw: 'umechelewa tangu {day}', en: 'late since {day}' },
  'step.overdue': { sw: 'bado umechelewa tangu {day}', en: 'still late since {day}' },

  'settings.title': { sw: 'Siku za vikumbusho', en: 'Days of reminders' },
  'settings.unverified': { sw: 'ya kuthibitishwa', en: 'to be confirmed' },
  'settings.source': { sw: 'Chanzo', en: 'Source' },
  'settings.hour': { sw: 'Saa', en: 'Time of day' },
  'settings.hour.value': {
    sw: '{hour} kila siku, saa za Tanzania',
    en: '{hour} every day, in Tanzania',
  },
  'settings.before': { sw: 'Kabla ya tarehe ya mwisho', en: 'Before the due day' },
  'settings.before.value': {
    sw: 'Afisa TEHAMA: siku {days} kabla',
    en: 'ICT officer: {days} days before',
  },
  'settings.late': { sw: 'Tarehe ikipita', en: 'When it has passed' },
  'settings.late.value': {
    sw: '{who}: baada ya siku {after}, kisha muhtasari si zaidi ya mara moja kila siku {every}',
    en: '{who}: after {after} days, then one digest in {every} days at most',
  },
  'settings.fallback': {
    sw: 'Pasipo na Afisa TEHAMA, huambiwa Mkuu wa Taasisi.',
    en: 'Where there is no ICT officer, the head is told.',
  },
} as const satisfies Messages
