import type { Detail, HeldData } from '../records/record.ts'

/**
 * What the demo country's register holds. All of it is made up: people are called Mfano, centres and vendors say
 * «(mfano)», and no cost, date or approval is anybody's. Systems are those of the demo country's enrolment, by id.
 */

export interface DemoSite {
  readonly name: string
  readonly operator: string
  readonly place: string
  readonly region: string
  /** Days before now; a negative number lies ahead. Null: never approved. */
  readonly approved: { readonly from: number; readonly until: number | null } | null
}

export const demoSites: readonly DemoSite[] = [
  {
    name: 'Kituo cha Data Dodoma (mfano)',
    operator: 'Mamlaka ya Serikali Mtandao',
    place: 'Dodoma',
    region: 'dodoma',
    approved: { from: 900, until: -400 },
  },
  {
    name: 'Kituo cha Data Dar es Salaam (mfano)',
    operator: 'Shirika la Mawasiliano Tanzania',
    place: 'Dar es Salaam',
    region: 'dar-es-salaam',
    approved: { from: 700, until: null },
  },
  {
    name: 'Kituo cha Kujikinga na Majanga Mwanza (mfano)',
    operator: 'Mamlaka ya Serikali Mtandao',
    place: 'Mwanza',
    region: 'mwanza',
    approved: { from: 1200, until: 45 },
  },
  {
    name: 'Chumba cha seva Arusha (mfano)',
    operator: 'Taasisi ya Mfano',
    place: 'Arusha',
    region: 'arusha',
    approved: null,
  },
]
const [dodoma, dar, mwanza] = demoSites.map(({ name }) => name)

export interface DemoRecord {
  readonly system: string
  readonly sw: string
  readonly en: string
  readonly lifecycle: 'building' | 'live' | 'retiring'
  readonly capabilities: readonly string[]
  readonly userGroups: readonly string[]
  readonly owner: string | null
  readonly data: readonly HeldData[]
  /** Days since somebody confirmed it. */
  readonly confirmed: number
  /** Sites by name. */
  readonly detail: Partial<Detail>
  /** Days since each assessment. */
  readonly assessed: readonly number[]
}

const master = (entity: string): HeldData => ({ entity, role: 'master' })
const copy = (entity: string): HeldData => ({ entity, role: 'copy' })

const whole: Partial<Detail> = {
  hostingSite: dodoma ?? null,
  recoverySite: dar ?? null,
  rtoHours: 4,
  rpoHours: 1,
  drilledOn: '2026-05-20',
  sourceOwner: 'government',
  repository: 'Hifadhi ya programu chanzo ya Serikali (mfano)',
  escrow: 'Nakala kwa e-GA (mfano)',
  documentation: 'Maktaba ya nyaraka ya taasisi (mfano)',
  builtOn: '2026-06-30',
  vendor: 'Timu ya ndani',
  yearlyCostTzs: 180_000_000,
}

/** Most systems; the others are on the bus unregistered, so that the findings have something to find. */
export const demoRecords: readonly DemoRecord[] = [
  {
    system: 'nida-utambulisho',
    sw: 'Kuthibitisha utambulisho wa mtu kwa namba yake, kwa taasisi zenye makubaliano.',
    en: 'Confirms the identity of a person by number, for institutions with an agreement.',
    lifecycle: 'live',
    capabilities: ['identity-verification', 'civil-registration'],
    userGroups: ['other-institutions', 'machines'],
    owner: 'Kurugenzi ya TEHAMA',
    data: [master('person')],
    confirmed: 20,
    detail: whole,
    assessed: [120, 480],
  },
  {
    system: 'brela-makampuni',
    sw: 'Daftari la kampuni na biashara, kwa uhakiki wa wazabuni na wateja.',
    en: 'The registry of companies and businesses, for checking tenderers and customers.',
    lifecycle: 'live',
    capabilities: ['business-registration', 'licensing'],
    userGroups: ['businesses', 'other-institutions'],
    owner: 'Idara ya Usajili',
    data: [master('company'), copy('person')],
    confirmed: 60,
    detail: { ...whole, recoverySite: mwanza ?? null, escrow: null },
    assessed: [300],
  },
  {
    system: 'heslb-mikopo',
    sw: 'Kupokea maombi ya mikopo ya wanafunzi, kupanga na kufuatilia marejesho.',
    en: 'Receives student loan applications, allocates and follows up repayments.',
    lifecycle: 'live',
    capabilities: ['student-finance', 'billing'],
    userGroups: ['students', 'citizens'],
    owner: 'Kurugenzi ya Upangaji na Utoaji Mikopo',
    data: [master('loan'), copy('student'), copy('person')],
    confirmed: 35,
    detail: { ...whole, drilledOn: null, builtOn: null },
    assessed: [200],
  },
  {
    system: 'tanesco-umeme',
    sw: 'Kusoma mita na kutoa taarifa za matumizi ya umeme.',
    en: 'Reads meters and tells the consumption of electricity.',
    lifecycle: 'live',
    capabilities: ['energy-supply', 'billing'],
    userGroups: ['citizens', 'businesses'],
    owner: 'Idara ya Huduma kwa Wateja',
    data: [master('meter')],
    confirmed: 410,
    detail: { hostingOther: 'Chumba cha seva cha taasisi (mfano)', vendor: 'Kampuni ya Mfano' },
    assessed: [],
  },
  {
    system: 'maji-ankara',
    sw: 'Kutoa ankara za maji na kupokea uthibitisho wa malipo.',
    en: 'Issues water bills and takes confirmations of payment.',
    lifecycle: 'live',
    capabilities: ['water-supply', 'billing'],
    userGroups: ['citizens', 'other-institutions'],
    owner: 'Idara ya Usambazaji Maji',
    data: [master('bill'), copy('meter')],
    confirmed: 12,
    detail: { ...whole, hostingSite: dar ?? null, recoverySite: null, repository: null },
    assessed: [90],
  },
  {
    system: 'tcra-leseni',
    sw: 'Kutoa na kuhakiki leseni za mawasiliano.',
    en: 'Issues and checks communication licences.',
    lifecycle: 'live',
    capabilities: ['licensing', 'communications-regulation'],
    userGroups: ['businesses'],
    owner: null,
    data: [master('licence')],
    confirmed: 150,
    detail: { hostingSite: mwanza ?? null, sourceOwner: 'vendor', vendor: 'Kampuni ya Mfano' },
    assessed: [],
  },
  {
    system: 'fedha-mapato',
    sw: 'Kutoa taarifa za mapato ya taasisi kila siku.',
    en: 'Tells the revenue of institutions each day.',
    lifecycle: 'live',
    capabilities: ['revenue-collection', 'statistics'],
    userGroups: ['other-institutions'],
    owner: 'Idara ya Mapato',
    data: [master('payment')],
    confirmed: 5,
    detail: whole,
    assessed: [60],
  },
  {
    system: 'bot-akaunti',
    sw: 'Kuthibitisha akaunti za taasisi za umma kabla ya malipo.',
    en: 'Confirms the accounts of public institutions before payment.',
    lifecycle: 'live',
    capabilities: ['accounting'],
    userGroups: ['other-institutions'],
    owner: 'Kurugenzi ya Huduma za Benki',
    data: [master('account')],
    confirmed: 80,
    detail: { ...whole, yearlyCostTzs: null },
    assessed: [30],
  },
  {
    system: 'udom-wanafunzi',
    sw: 'Usajili wa wanafunzi, matokeo na taarifa zao.',
    en: 'Registration of students, their results and records.',
    lifecycle: 'retiring',
    capabilities: ['education-management', 'examinations'],
    userGroups: ['students', 'own-staff'],
    owner: 'Ofisi ya Msajili',
    data: [master('student')],
    confirmed: 240,
    detail: { hostingSite: dodoma ?? null, sourceOwner: 'institution', vendor: 'Timu ya ndani' },
    assessed: [],
  },
  {
    system: 'ppra-zabuni',
    sw: 'Kutangaza zabuni za umma kwa taasisi na wazabuni.',
    en: 'Announces public tenders to institutions and tenderers.',
    lifecycle: 'live',
    capabilities: ['procurement', 'public-information'],
    userGroups: ['businesses', 'other-institutions'],
    owner: 'Kitengo cha TEHAMA',
    data: [master('tender'), copy('company')],
    confirmed: 100,
    detail: { ...whole, rtoHours: null, rpoHours: null },
    assessed: [],
  },
  {
    system: 'ega-orodha',
    sw: 'Orodha ya taasisi za umma, kwa mifumo ya taasisi nyingine.',
    en: 'The list of public institutions, for systems of other institutions.',
    lifecycle: 'live',
    capabilities: ['data-exchange', 'public-information'],
    userGroups: ['machines', 'other-institutions'],
    owner: 'Kurugenzi ya Miundombinu',
    data: [master('institution')],
    confirmed: 3,
    detail: whole,
    assessed: [15],
  },
]

/**
 * An invented council that says it has joined the bus and has a system to show for it; nothing of it was ever seen there. Its papers
 * are in better order than most.
 */
export const demoCouncil = {
  id: 'halmashauri-mfano',
  class: 'GOV',
  code: 'HW-MFANO',
  name: { sw: 'Halmashauri ya Wilaya ya Mfano (mfano)', en: 'Mfano District Council (demo)' },
  acronym: null,
  kind: 'district-council',
  parent: 'tamisemi',
  region: null,
} as const

/** Kinds of those that the enrolment brings without one. */
export const demoKinds: readonly { readonly institution: string; readonly kind: string }[] = [
  { institution: 'nida', kind: 'authority' },
  { institution: 'brela', kind: 'agency' },
  { institution: 'mfano', kind: 'other' },
]

interface DemoUnseen {
  readonly institution: string
  readonly code: string
  readonly name: { readonly sw: string; readonly en: string }
  readonly record: Omit<DemoRecord, 'system'>
}

const facilities: DemoUnseen = {
  institution: 'afya',
  code: 'vituo',
  name: { sw: 'Daftari la vituo vya afya (mfano)', en: 'Registry of health facilities (demo)' },
  record: {
    sw: 'Orodha ya vituo vya afya nchini na huduma zinazotolewa.',
    en: 'The list of health facilities in the country and what each offers.',
    lifecycle: 'live',
    capabilities: ['health-facilities'],
    userGroups: ['health-workers', 'citizens'],
    owner: 'Idara ya Tiba',
    data: [master('health-facility')],
    confirmed: 45,
    detail: { hostingSite: dodoma ?? null },
    assessed: [],
  },
}

const councilRevenue: DemoUnseen = {
  institution: demoCouncil.id,
  code: 'mapato',
  name: { sw: 'Mfumo wa mapato ya ndani (mfano)', en: 'Own-source revenue (demo)' },
  record: {
    sw: 'Kukusanya mapato ya ndani ya halmashauri na kutoa stakabadhi.',
    en: 'Collects the council’s own revenue and issues receipts.',
    lifecycle: 'live',
    capabilities: ['revenue-collection'],
    userGroups: ['citizens', 'businesses'],
    owner: 'Kitengo cha Fedha na Uhasibu',
    data: [master('payment'), copy('person')],
    confirmed: 8,
    detail: { ...whole, hostingSite: dar ?? null, recoverySite: dodoma ?? null },
    assessed: [70],
  },
}

/** Registered as live, and never seen on the bus. */
export const demoUnseen: readonly DemoUnseen[] = [facilities, councilRevenue]

export const demoHeads: readonly (readonly [institution: string, title: string, name: string])[] = [
  ['ega', 'director-general', 'Tumaini Mfano'],
  ['maji', 'permanent-secretary', 'Rehema Mfano'],
  ['fedha', 'permanent-secretary', 'Baraka Mfano'],
  ['bot', 'governor', 'Amani Mfano'],
  ['heslb', 'executive-director', 'Neema Mfano'],
  ['udom', 'vice-chancellor', 'Furaha Mfano'],
  [demoCouncil.id, 'executive-director', 'Subira Mfano'],
]

/** ICT staff serving, by institution: how their vetting stands, in order. */
export const demoStaff: readonly (readonly [institution: string, vetting: readonly string[]])[] = [
  ['ega', ['cleared', 'cleared', 'cleared', 'in-progress']],
  ['maji', ['cleared', 'requested', 'not-requested']],
  ['heslb', ['cleared', 'cleared', 'not-requested']],
  ['bot', ['cleared', 'in-progress']],
  ['udom', ['not-requested', 'not-requested']],
  [demoCouncil.id, ['cleared', 'cleared']],
]

export const demoNames = ['Asha', 'Juma', 'Zawadi', 'Tumaini', 'Imani', 'Subira', 'Heri'] as const

/** With a committee; the last one is smaller than usual. */
export const demoCommittees: readonly (readonly [institution: string, members: number])[] = [
  ['ega', 7],
  ['maji', 6],
  [demoCouncil.id, 6],
  ['heslb', 4],
]
