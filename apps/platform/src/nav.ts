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

const inside: readonly Role[] = ['ict-officer', 'head', 'secretary', 'data-protection-officer']
const overseers: readonly Role[] = ['ega-officer', 'auditor']

const directives: Place = {
  href: '/directives',
  key: 'nav.directives',
  who: 'anyone',
  also: ['/sessions', '/rules', '/tables', '/report', '/admin/directives', '/admin/rules'],
}
const country: Place = { href: '/country', key: 'nav.country', who: 'anyone' }

/** For people who have not signed in: the public's places. */
const open: readonly Place[] = [
  { href: '/', key: 'nav.home', who: 'anyone' },
  directives,
  country,
  { href: '/catalogue', key: 'nav.catalogue', who: 'anyone' },
  { href: '/figures', key: 'nav.figures', who: 'anyone' },
  { href: '/institutions', key: 'nav.institutions', who: 'anyone' },
]

/** One line at 1280 pixels for whoever has most of them: what is the public's stands in the foot for everybody. */
const signedIn: readonly Place[] = [
  { href: '/desk', key: 'nav.desk', who: 'signed-in' },
  { href: '/admin/approvals', key: 'nav.approvals', who: ['ega-officer'] },
  { href: '/owed', key: 'nav.owed', who: inside, also: ['/facts', '/reminders'] },
  { ...directives, who: ['ega-officer', 'auditor', 'minister-office'] },
  { ...country, who: 'signed-in' },
  { href: '/systems', key: 'nav.systems', who: ['ict-officer', 'head', 'secretary', ...overseers] },
  { href: '/join', key: 'nav.join', who: ['ict-officer'], also: ['/clients'] },
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
  { href: '/findings', key: 'nav.findings', who: ['ict-officer', 'head', ...overseers] },
  {
    href: '/institution',
    key: 'nav.institution',
    who: ['ict-officer', 'head', 'secretary'],
    also: ['/staff', '/committees'],
  },
  {
    href: '/admin/institutions',
    key: 'nav.institutions',
    who: ['ega-officer'],
    also: ['/institutions'],
  },
  { href: '/people', key: 'nav.people', who: ['head', 'ict-officer', 'ega-officer'] },
  { href: '/audit', key: 'nav.audit', who: ['head', ...overseers] },
  { href: '/catalogue', key: 'nav.catalogue', who: 'signed-in' },
  { href: '/figures', key: 'nav.figures', who: 'signed-in' },
  { href: '/institutions', key: 'nav.institutions', who: ['minister-office', 'auditor'] },
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

export function placesFor(roles: readonly Role[] | undefined): readonly Place[] {
  if (!roles) return open
  return signedIn.filter(
    ({ who }) => typeof who === 'string' || roles.some((role) => who.includes(role)),
  )
}

/** Whether a path is the place or lies within it. */
export function isHere({ href, also = [] }: Place, path: string): boolean {
  return [href, ...also].some((at) => path === at || (at !== '/' && path.startsWith(`${at}/`)))
}
