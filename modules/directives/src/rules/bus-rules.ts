import type { SeenFact } from '../engine/fact-index.ts'
import { dayAt, dayMs } from '../quarter.ts'
import { overSystems } from './each-system.ts'
import { reason, unknownVerdict, type Case, type Rule, type Verdict } from './rule.ts'
import { daysSince, flagIn, numberIn, textIn } from './values.ts'

/** Directive 6: joined means a system of the institution exchanged something, lately; papers alone are half of it. */
export const joinedGovesb: Rule = {
  name: 'joined-govesb',
  version: 1,
  reads: ['bus.seen', 'bus.rights', 'bus.joined'],
  settings: ['days'],
  judge: (asked) => {
    const { institution, facts } = asked
    const days = asked.setting('days')
    const seen = lastExchange(asked, days)
    if (seen?.exchanging) {
      const why = reason('joined-exchanged', { ago: seen.ago, days })
      return { result: 'met', why, change: null, facts: [seen.fact] }
    }
    const change = reason('exchange-something', { days })
    if (seen) {
      // Fallen silent of late, before the limit: the bus no longer sees it, and how many days ago would say nothing.
      const why =
        seen.ago <= days
          ? reason('joined-stopped', { last: seen.lastOn })
          : reason('joined-silent', { ago: seen.ago, days })
      return { result: 'partly', why, change, facts: [seen.fact] }
    }
    const rights = facts.current('institution', institution.id, 'bus.rights', 'seen')
    const clients = rights && numberIn(rights.value, 'clients')
    const agreements = rights && numberIn(rights.value, 'agreements')
    if (rights && (clients ?? 0) + (agreements ?? 0) > 0) {
      const why = reason('joined-never-exchanged', {
        clients: clients ?? 0,
        agreements: agreements ?? 0,
      })
      return { result: 'partly', why, change, facts: [rights] }
    }
    return saidOnly(asked, rights && (clients ?? agreements) !== undefined ? rights : undefined)
  },
}

function saidOnly({ institution, facts }: Case, rights: SeenFact | undefined): Verdict {
  // Another institution that vouches for it has not seen it on the bus either.
  const said = (source: 'declared' | 'verified') =>
    facts.current('institution', institution.id, 'bus.joined', source)
  const declared = said('declared') ?? said('verified')
  const change = reason('join-and-exchange')
  if (declared && flagIn(declared.value, 'joined') === true) {
    const used = rights ? [declared, rights] : [declared]
    return { result: 'not-met', why: reason('declared-not-seen'), change, facts: used }
  }
  if (rights) return { result: 'not-met', why: reason('joined-no-client'), change, facts: [rights] }
  return unknownVerdict('bus-tells-nothing', 'join-and-exchange')
}

interface LastExchange {
  readonly fact: SeenFact
  readonly lastOn: string
  /** Whole days since. */
  readonly ago: number
  readonly exchanging: boolean
}

/** The system that exchanges, or else the one that did so last. `lastOn` says when; without it, the observation does. */
function lastExchange({ institution, facts, at }: Case, days: number): LastExchange | undefined {
  let last: LastExchange | undefined
  for (const { id } of institution.systems) {
    const fact = facts.current('system', id, 'bus.seen', 'machine')
    if (!fact) continue
    const ago = daysSince(fact.value, 'lastOn', at) ?? Math.floor((at - fact.observedAt) / dayMs)
    const exchanging = flagIn(fact.value, 'exchanging') !== false && ago <= days
    const lastOn = textIn(fact.value, 'lastOn') ?? dayAt(fact.observedAt)
    const one = { fact, lastOn, ago, exchanging }
    if (!last || isBetter(one, last)) last = one
  }
  return last
}

function isBetter(one: LastExchange, other: LastExchange): boolean {
  if (one.exchanging !== other.exchanging) return one.exchanging
  return one.ago === other.ago ? one.fact.id < other.fact.id : one.ago < other.ago
}

/** Nothing of the institution's is on the bus that the register does not describe. */
export const unregisteredOnBus: Rule = {
  name: 'unregistered-on-bus',
  version: 1,
  reads: ['bus.unregistered'],
  settings: [],
  judge: ({ institution, facts }) => {
    const fact = facts.current('institution', institution.id, 'bus.unregistered', 'seen')
    const count = fact && numberIn(fact.value, 'count')
    if (!fact || count === undefined)
      return unknownVerdict('bus-not-compared', 'wait-for-comparison')
    if (count === 0)
      return { result: 'met', why: reason('all-on-bus-registered'), change: null, facts: [fact] }
    const change = reason('register-those', { count })
    return { result: 'not-met', why: reason('unregistered-seen', { count }), change, facts: [fact] }
  },
}

/** Keys of systems are changed in time. */
export const keyRotation: Rule = {
  name: 'key-rotation',
  version: 1,
  reads: ['bus.key'],
  settings: ['days'],
  judge: (asked) => {
    const days = asked.setting('days')
    return overSystems(
      { ...asked, institution: onBus(asked) },
      'bus.key',
      ({ value }) => {
        const age = daysSince(value, 'since', asked.at)
        return age === undefined ? undefined : age <= days ? 'good' : 'bad'
      },
      { about: 'keys', change: 'rotate-keys' },
    )
  },
}

function onBus({ institution }: Case) {
  return { ...institution, systems: institution.systems.filter((system) => system.onBus) }
}
