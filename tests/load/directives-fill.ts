import type { Fact } from '@mtandao/facts/contract'
import {
  ruleNames,
  type InstitutionSeen,
  type Obligation,
  type RegisterView,
} from '../../modules/directives/src/index.ts'

/** A made-up country: the same every time. Facts lie in the 1,000 days before `start`. */

export const start = Date.parse('2026-11-01T09:00:00Z')
const systemsEach = 5
const obligationsEach = 60
const batchSize = 10_000

export interface Country {
  readonly register: RegisterView
  readonly obligations: readonly Obligation[]
}

export function makeCountry(institutions: number): Country {
  const made = Array.from({ length: institutions }, (_, at): InstitutionSeen => {
    const id = `taasisi-${at}`
    const systems = Array.from({ length: systemsEach }, (_system, number) => ({
      id: `${id}.mfumo-${number}`,
      citizenData: number === 0,
      onBus: number < 3,
    }))
    return { id, kind: at % 3 === 0 ? 'ministry' : 'agency', systems }
  })
  const obligations = Array.from({ length: obligationsEach }, (_, at): Obligation => {
    const rule = ruleNames[at % ruleNames.length] ?? 'manual-evidence'
    return {
      id: `wajibu-${at}`,
      directive: `elekezo-${at % 12}`,
      title: { sw: rule, en: rule },
      addressee: { type: 'institutions', which: { is: 'all' } },
      due: { type: 'from', day: '2026-06-01' },
      rule,
      citation: 'mfano',
      verified: false,
    }
  })
  return { register: { institutions: made }, obligations }
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Types with the value of an observation; the number decides what it says. */
const systemTypes: readonly (readonly [string, (at: number, ms: number) => unknown])[] = [
  ['bus.seen', () => ({})],
  ['bus.key', (at, ms) => ({ since: day(ms - (at % 500) * 86_400_000) })],
  ['register.record', (at, ms) => ({ registered: at % 9 !== 0, confirmedOn: day(ms) })],
  ['hosting.site', (at) => ({ approved: at % 4 !== 0 })],
  ['recovery.site', (at, ms) => ({ recorded: at % 3 !== 0, drilledOn: day(ms) })],
  ['security.assessment', (_, ms) => ({ assessedOn: day(ms) })],
  ['source.ownership', (at) => ({ recorded: at % 5 !== 0, repository: 'hifadhi' })],
  [
    'system.sustainability',
    (at) => ({ documented: at % 2 === 0, sourceOwned: true, costRecorded: true }),
  ],
]
const ownTypes: readonly (readonly [string, (at: number) => unknown])[] = [
  ['bus.rights', (at) => ({ clients: at % 3, agreements: at % 2 })],
  ['bus.unregistered', (at) => ({ count: at % 3 })],
  ['committee.constituted', (at) => ({ constituted: at % 4 !== 0, members: at % 9 })],
  ['staff.vetting', (at) => ({ staff: 5, vetted: at % 6, sworn: at % 6 })],
]

function factAt({ register }: Country, at: number, ms: number): Fact {
  const { institutions } = register
  const institution = institutions[at % institutions.length]
  if (!institution) throw new Error('no institution')
  const turn = Math.floor(at / institutions.length)
  const system = institution.systems[turn % systemsEach]
  const own = turn % 7 === 0 || !system
  const types = own ? ownTypes : systemTypes
  const [type, value] = types[Math.floor(turn / systemsEach) % types.length] ?? [
    'bus.seen',
    () => ({}),
  ]
  return {
    id: `0198${at.toString(16).padStart(28, '0')}`,
    subject: own ? { type: 'institution', id: institution.id } : { type: 'system', id: system.id },
    institution: institution.id,
    type,
    value: value(at, ms),
    observedAt: new Date(ms),
    recordedAt: new Date(ms),
    validUntil: null,
    source: 'machine',
    collector: 'mfano',
    evidence: null,
    supersedes: null,
  }
}

export function* factBatches(country: Country, count: number): Generator<readonly Fact[]> {
  const first = start - 1_000 * 86_400_000
  const step = (start - first) / count
  for (let from = 0; from < count; from += batchSize) {
    const size = Math.min(batchSize, count - from)
    yield Array.from({ length: size }, (_, at) =>
      factAt(country, from + at, first + (from + at) * step),
    )
  }
}

/** What comes next, after everything else. */
export function oneFact(country: Country, at: number): Fact {
  return { ...factAt(country, at * 37, start + at), id: `0199${at.toString(16).padStart(28, '0')}` }
}
