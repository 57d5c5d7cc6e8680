import type { Fact, FactSource } from '@mtandao/facts/contract'
import fc from 'fast-check'
import { FactIndex } from '../src/engine/fact-index.ts'
import type { AsOf, InstitutionSeen, Obligation, RuleName } from '../src/model.ts'

/** Facts of one small institution, good, bad, stale and odd, for properties of the rules. */

export const institution: InstitutionSeen = {
  id: 'maji',
  kind: 'ministry',
  systems: [
    { id: 'maji-ankara', citizenData: true, onBus: true },
    { id: 'maji-visima', citizenData: false, onBus: true },
  ],
}

export const now = Date.parse('2025-09-01T09:00:00Z')
export const asOf: AsOf = { at: now, knownBy: now }
const dayMs = 86_400_000

export function obligationOf(rule: RuleName): Obligation {
  return {
    id: `o-${rule}`,
    directive: 'd',
    title: { sw: rule, en: rule },
    addressee: { type: 'institutions', which: { is: 'all' } },
    due: { type: 'from', day: '2025-01-01' },
    rule,
    citation: 'mfano',
    verified: false,
  }
}

const day = (ago: number) => new Date(now - ago * dayMs).toISOString().slice(0, 10)
const flag = fc.boolean()
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const past = fc.integer({ min: 0, max: 800 }).map(day)

/** Values by type of fact; some are of no shape at all. */
const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'bus.seen': fc.record({ exchanging: some(flag), lastOn: some(past) }),
  'bus.rights': fc.record({ clients: fc.nat(2), agreements: fc.nat(2) }),
  'bus.joined': fc.record({ joined: flag }),
  'bus.unregistered': fc.record({ count: fc.nat(2) }),
  'bus.key': fc.record({ since: past }),
  'register.record': fc.record({ registered: flag, confirmedOn: some(past) }),
  'hosting.site': fc.record({ approved: flag }),
  'recovery.site': fc.record({ recorded: flag, drilledOn: some(past) }),
  'security.assessment': fc.record({ assessed: flag, assessedOn: some(past) }),
  'source.ownership': fc.record({ recorded: flag, repository: some(fc.constant('hifadhi')) }),
  'system.sustainability': fc.record({ documented: flag, sourceOwned: flag, costRecorded: flag }),
  'committee.constituted': fc.record({ constituted: flag, members: fc.nat(9) }),
  'staff.vetting': fc.record({ staff: fc.nat(3), vetted: fc.nat(3), sworn: fc.nat(3) }),
  'obligation.evidence': fc.record({ fulfilled: flag }),
}
export const factTypes: readonly string[] = Object.keys(values)

const subjects: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  institution: [['institution', 'maji']],
  obligation: [['obligation', 'maji/o-manual-evidence']],
  system: institution.systems.map(({ id }) => ['system', id] as const),
}
const aboutInstitution = [
  'bus.rights',
  'bus.joined',
  'bus.unregistered',
  'committee.constituted',
  'staff.vetting',
]

function subjectOf(type: string): fc.Arbitrary<readonly [string, string]> {
  const about =
    type === 'obligation.evidence'
      ? 'obligation'
      : aboutInstitution.includes(type)
        ? 'institution'
        : 'system'
  return fc.constantFrom(...(subjects[about] ?? []))
}

const sources: readonly FactSource[] = ['machine', 'declared', 'verified']

/** Facts about the institution of these types, ids in order of no meaning. */
export function factsOf(types: readonly string[]): fc.Arbitrary<Fact[]> {
  const one = fc.constantFrom(...types).chain((type) =>
    fc.record({
      type: fc.constant(type),
      subject: subjectOf(type),
      value: fc.oneof(
        { weight: 9, arbitrary: values[type] ?? fc.anything() },
        { weight: 1, arbitrary: fc.jsonValue() },
      ),
      ago: fc.integer({ min: -5, max: 400 }),
      late: fc.nat(20),
      valid: some(fc.integer({ min: 1, max: 600 })),
      source: fc.constantFrom(...sources),
      evidence: flag,
      corrects: some(fc.nat(12)),
    }),
  )
  return fc.array(one, { maxLength: 12 }).map((list) =>
    list.map((made, at) => ({
      id: `f${String(at).padStart(3, '0')}`,
      subject: { type: made.subject[0], id: made.subject[1] },
      institution: institution.id,
      type: made.type,
      value: made.value,
      observedAt: new Date(now - made.ago * dayMs),
      recordedAt: new Date(now - (made.ago - made.late) * dayMs),
      validUntil: made.valid === undefined ? null : new Date(now - (made.ago - made.valid) * dayMs),
      source: made.source,
      collector: 'mfano',
      evidence: made.evidence ? 'a'.repeat(64) : null,
      supersedes:
        made.corrects === undefined || made.corrects >= at
          ? null
          : `f${String(made.corrects).padStart(3, '0')}`,
    })),
  )
}

export function indexOf(facts: readonly Fact[]): FactIndex {
  const index = new FactIndex()
  for (const fact of facts) index.add(fact)
  return index
}
