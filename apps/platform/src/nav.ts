import type { Role, Who } from '@mtandao/identity/contract'
import type { MessageKey } from './messages.ts'

/** A place in the navigation, and whose work it is. What a person may open is decided by each route, not here. */
interface Place {
  readonly href: string
  readonly key: MessageKey
  readonly who: Who
  /** Other paths that belong to it. */
  readonly also?: readonly string[]
}

/** What belongs together; it is entered by its first place. */
interface Section {
  readonly key: MessageKey
  readonly places: readonly Place[]
}

const inside: readonly Role[] = ['ict-officer', 'head', 'secretary', 'data-protection-officer']
const overseers: readonly Role[] = ['ega-officer', 'auditor']

const directives: Place = {
  href: '/directives',
  key: 'nav.directives',
  who: 'anyone',
  also: ['/sessions', '/rules', '/tables', '/admin/directives', '/admin/rules', '/admin/tables'],
}
const country: Place = { href: '/country', key: 'nav.country', who: 'anyone' }
const report: Place = { href: '/report', key: 'nav.report', who: 'anyone' }
const catalogue: Place = { href: '/catalogue', key: 'nav.catalogue', who: 'anyone' }
const figures: Place = { href: '/figures', key: 'nav.figures', who: 'anyone' }
const institutions = { href: '/institutions', key: 'nav.institutions' } as const

/** For people who have not signed in: the public's places. */
const open: readonly Section[] = [
  { key: 'nav.home', places: [{ href: '/', key: 'nav.home', who: 'anyone' }] },
  { key: 'nav.directives', places: [directives] },
  { key: 'nav.country', places: [country] },
  { key: 'nav.catalogue', places: [catalogue] },
  { key: 'nav.figures', places: [figures] },
  { key: 'nav.institutions', places: [{ ...institutions, who: 'anyone' }] },
]

/** One line of sections, and one of the places in the section where the reader is. */
const signedIn: readonly Section[] = [
  { key: 'nav.desk', places: [{ href: '/desk', key: 'nav.desk', who: 'signed-in' }] },
  {
    key: 'nav.directives',
    places: [
      { href: '/owed', key: 'nav.owed', who: inside },
      directives,
      country,
      { href: '/facts', key: 'nav.facts', who: 'signed-in', also: ['/evidence'] },
      { href: '/reminders', key: 'nav.reminders', who: ['ega-officer', ...inside] },
      report,
    ],
  },
  {
    key: 'nav.bus',
    places: [
      { href: '/join', key: 'nav.join', who: ['ict-officer'], also: ['/clients'] },
      { href: '/admin/approvals', key: 'nav.approvals', who: ['ega-officer'] },
      { href: '/clients', key: 'nav.clients', who: overseers },
      { href: '/services', key: 'nav.services', who: ['ict-officer'] },
      { href: '/agreements', key: 'nav.agreements', who: [...inside, ...overseers] },
      { href: '/exchanges', key: 'nav.exchanges', who: [...inside, ...overseers] },
      {
        href: '/deliveries',
        key: 'nav.deliveries',
        who: ['ict-officer', 'head', 'data-protection-officer', ...overseers],
      },
      { href: '/debugger', key: 'nav.debugger', who: ['ict-officer', 'ega-officer'] },
      { href: '/admin/networks', key: 'nav.networks', who: ['ega-officer'] },
      catalogue,
      figures,
    ],
  },
  {
    key: 'nav.register',
    places: [
      {
        href: '/institution',
        key: 'nav.institution',
        who: ['ict-officer', 'head', 'secretary'],
        also: ['/staff', '/committees'],
      },
      {
        href: '/systems',
        key: 'nav.systems',
        who: ['ict-officer', 'head', 'secretary', ...overseers],
      },
      { href: '/findings', key: 'nav.findings', who: ['ict-officer', 'head', ...overseers] },
      {
        href: '/admin/institutions',
        key: 'nav.institutions',
        who: ['ega-officer'],
        also: ['/institutions'],
      },
      { ...institutions, who: [...inside, 'auditor', 'minister-office'] },
      { href: '/sites', key: 'nav.sites', who: 'signed-in' },
      { href: '/people', key: 'nav.people', who: ['head', 'ict-officer', 'ega-officer'] },
    ],
  },
  {
    key: 'nav.audit',
    places: [{ href: '/audit', key: 'nav.audit', who: ['head', ...overseers] }],
  },
]

/** At the foot of every page, for everybody. */
export const footPlaces = [
  { href: '/', key: 'nav.home' },
  { href: '/directives', key: 'nav.directives' },
  { href: '/country', key: 'nav.country' },
  { href: '/report', key: 'nav.report' },
  { href: '/catalogue', key: 'nav.catalogue' },
  { href: '/figures', key: 'nav.figures' },
  { href: '/institutions', key: 'nav.institutions' },
  { href: '/sites', key: 'nav.sites' },
  { href: '/api', key: 'nav.api' },
] as const satisfies readonly Omit<Place, 'who'>[]

/** Sections of those roles; none is empty. */
export function sectionsFor(roles: readonly Role[] | undefined): readonly Section[] {
  if (!roles) return open
  return signedIn
    .map(({ key, places }) => ({
      key,
      places: places.filter(
        ({ who }) => typeof who === 'string' || roles.some((role) => who.includes(role)),
      ),
    }))
    .filter(({ places }) => places.length > 0)
}

/** Whether a path is the place or lies within it. */
export function isHere({ href, also = [] }: Place, path: string): boolean {
  return [href, ...also].some((at) => path === at || (at !== '/' && path.startsWith(`${at}/`)))
}
