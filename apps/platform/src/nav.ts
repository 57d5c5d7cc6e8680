import type { Role, Who } from '@mtandao/identity/contract'
import type { MessageKey } from './messages.ts'

/** A place in the navigation, and whose work it is. What a person may open is decided by each route, not here. */
interface Place {
  readonly href: string
  readonly key: MessageKey
  readonly who: Who
}

const inside: readonly Role[] = ['ict-officer', 'head', 'secretary', 'data-protection-officer']
const country: readonly Role[] = ['ega-officer', 'auditor']

/** For people who have not signed in: the public's places. */
const open: readonly Place[] = [
  { href: '/', key: 'nav.home', who: 'anyone' },
  { href: '/catalogue', key: 'nav.catalogue', who: 'anyone' },
  { href: '/figures', key: 'nav.figures', who: 'anyone' },
  { href: '/institutions', key: 'nav.institutions', who: 'anyone' },
]

const signedIn: readonly Place[] = [
  { href: '/desk', key: 'nav.desk', who: 'signed-in' },
  { href: '/admin/approvals', key: 'nav.approvals', who: ['ega-officer'] },
  { href: '/systems', key: 'nav.systems', who: ['ict-officer', 'head', 'secretary'] },
  { href: '/join', key: 'nav.clients', who: ['ict-officer'] },
  { href: '/services', key: 'nav.services', who: ['ict-officer'] },
  { href: '/agreements', key: 'nav.agreements', who: [...inside, ...country] },
  { href: '/exchanges', key: 'nav.exchanges', who: [...inside, ...country] },
  { href: '/deliveries', key: 'nav.deliveries', who: ['ict-officer', ...country] },
  { href: '/findings', key: 'nav.findings', who: ['ict-officer', 'head', ...country] },
  { href: '/institution', key: 'nav.institution', who: ['ict-officer', 'head', 'secretary'] },
  { href: '/people', key: 'nav.people', who: ['head', 'ict-officer', 'ega-officer'] },
  { href: '/audit', key: 'nav.audit', who: ['head', ...country] },
  { href: '/catalogue', key: 'nav.catalogue', who: 'signed-in' },
  { href: '/figures', key: 'nav.figures', who: 'signed-in' },
  { href: '/institutions', key: 'nav.institutions', who: 'signed-in' },
]

export function placesFor(roles: readonly Role[] | undefined): readonly Place[] {
  if (!roles) return open
  return signedIn.filter(
    ({ who }) => typeof who === 'string' || roles.some((role) => who.includes(role)),
  )
}
