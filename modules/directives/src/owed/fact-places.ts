import type { Role } from '@mtandao/identity/contract'
import { owedHref } from '../parts.ts'
import type { RuleName } from '../model.ts'

/** What the next step is about. */
export interface Asked {
  readonly obligation: string
  readonly period: string | null
  /** Systems of the institution that keep it from being met, as far as is known. */
  readonly systems: readonly string[]
  /** Code of the reason of the result. */
  readonly why: string
}

/** A page of the portal, and what the link to it says: a key of `messages.ts`. */
export interface Place {
  readonly href: string
  readonly label: `place.${string}`
}

const keepers: readonly Role[] = ['ict-officer', 'secretary', 'head']
const everyone: readonly Role[] = [...keepers, 'data-protection-officer', 'ega-officer']

/** For whom: whoever may not open one is led to the next, so that no link ends at a refusal. */
interface Way {
  readonly who: readonly Role[]
  to(asked: Asked): Place
}

const way = (who: readonly Role[], label: Place['label'], href: (asked: Asked) => string): Way => ({
  who,
  to: (asked) => ({ href: href(asked), label }),
})
const systemHref = (system: string, part = '') => `/systems/${encodeURIComponent(system)}${part}`

/** The concrete system's form where it is one system; the list of systems where there are more, or nobody knows which. */
function ofSystem(label: Place['label'], part: string): readonly Way[] {
  const one = ({ systems }: Asked) => (systems.length === 1 ? systems[0] : undefined)
  const look = way(everyone, 'place.systems', (asked) => {
    const system = one(asked)
    return system === undefined ? '/systems' : systemHref(system)
  })
  const change: Way = {
    who: [...keepers, 'ega-officer'],
    to: (asked) => {
      const system = one(asked)
      return system === undefined ? look.to(asked) : { href: systemHref(system, part), label }
    },
  }
  return [change, look]
}

/** Institutions on the bus that are silent need no new papers: their clients do. */
const onBus = new Set(['joined-silent', 'joined-never-exchanged', 'joined-exchanged'])

/** Where the fact is made that a rule reads. The first way that the reader may go counts. */
export const factPlaces: Readonly<Record<RuleName, readonly Way[]>> = {
  'joined-govesb': [
    {
      who: ['ict-officer'],
      to: ({ why }) =>
        onBus.has(why)
          ? { href: '/clients', label: 'place.clients' }
          : { href: '/join', label: 'place.join' },
    },
    way(['head', 'data-protection-officer', 'ega-officer'], 'place.clients', () => '/clients'),
    way(everyone, 'place.systems', () => '/systems'),
  ],
  'registered-systems': ofSystem('place.system', ''),
  // Not the findings: they list what was seen exchanging, and come later.
  'unregistered-on-bus': [
    way(everyone, 'place.findings', () => '/systems?of=own&lifecycle=unregistered'),
  ],
  'committee-constituted': [
    way([...keepers, 'ega-officer'], 'place.committee', () => '/committees'),
    way(everyone, 'place.institution', () => '/institution'),
  ],
  'hosting-approved': ofSystem('place.hosting', '/edit/hosting'),
  'recovery-site-and-drill': ofSystem('place.recovery', '/edit/hosting'),
  'security-assessment-age': ofSystem('place.security', '/edit/security'),
  'source-ownership': ofSystem('place.source', '/edit/source'),
  'sustainable-systems': ofSystem('place.source', '/edit/source'),
  'staff-vetted-and-sworn': [
    way([...keepers, 'ega-officer'], 'place.staff', () => '/staff'),
    way(everyone, 'place.institution', () => '/institution'),
  ],
  'key-rotation': [
    way(
      ['ict-officer', 'head', 'data-protection-officer', 'ega-officer'],
      'place.keys',
      () => '/clients',
    ),
    ...ofSystem('place.systems', ''),
  ],
  'manual-evidence': [
    {
      who: everyone,
      to: (asked) =>
        asked.why === 'evidence-waits'
          ? { href: owedHref(asked), label: 'place.waiting' }
          : { href: `${owedHref(asked)}#ushahidi`, label: 'place.evidence' },
    },
  ],
}

/** One link for this reader, or none where nobody of theirs can do anything there. */
export function placeFor(rule: RuleName, roles: readonly Role[], asked: Asked): Place | undefined {
  return factPlaces[rule].find(({ who }) => who.some((role) => roles.includes(role)))?.to(asked)
}
