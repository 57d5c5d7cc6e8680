import type { Fact } from '@mtandao/facts/contract'
import { assess } from '../src/engine/assess.ts'
import { FactIndex } from '../src/engine/fact-index.ts'
import type { InstitutionSeen } from '../src/model.ts'
import type { ReportInputs } from '../src/report/content.ts'
import { momentOf, type MomentAsked } from '../src/report/moment.ts'
import { firstRuleSet } from '../src/seed/settings.ts'
import {
  acceptance,
  directiveOf,
  issuances,
  obligations,
  resolutions,
  thirdSession,
} from '../src/seed/third-session.ts'

/** A country of invented institutions with the third session, as reports read it. */

const latest = Date.parse('2026-11-24T06:00:00Z')
const dayMs = 86_400_000

function institution(at: number): InstitutionSeen {
  const id = `taasisi-${String(at).padStart(4, '0')}`
  return {
    id,
    kind: at % 3 === 0 ? 'ministry' : 'authority',
    systems: [{ id: `${id}.mfumo`, citizenData: at % 2 === 0, onBus: true }],
  }
}

/** What is known of an institution goes by its number, so that every result is there. */
export function factsAbout(count: number): Fact[] {
  const facts: Fact[] = []
  const add = (
    { id }: InstitutionSeen,
    type: string,
    value: unknown,
    more: Partial<Fact> = {},
  ): void => {
    const at = new Date(Date.parse('2026-09-01T06:00:00Z') + facts.length * 1_000)
    facts.push({
      id: `f${String(facts.length).padStart(6, '0')}`,
      subject: { type: 'institution', id },
      institution: id,
      type,
      value,
      observedAt: at,
      recordedAt: at,
      validUntil: null,
      source: 'machine',
      collector: 'mfano',
      evidence: null,
      supersedes: null,
      ...more,
    })
  }
  for (let at = 0; at < count; at += 1) {
    const one = institution(at)
    const system = { type: 'system', id: `${one.id}.mfumo` }
    if (at % 5 === 0)
      add(
        one,
        'bus.seen',
        { exchanging: true, firstOn: '2026-08-30', lastOn: '2026-09-20' },
        { subject: system },
      )
    else if (at % 5 === 1) add(one, 'bus.rights', { clients: 1, agreements: 0 })
    else if (at % 5 === 2) {
      add(one, 'bus.rights', { clients: 0, agreements: 0 })
      add(one, 'bus.joined', { joined: true }, { source: 'declared' })
    }
    if (at % 4 !== 3)
      add(one, 'committee.constituted', { constituted: at % 4 !== 2, members: 4 + (at % 4) * 3 })
    add(one, 'hosting.site', { approved: at % 2 === 0 }, { subject: system })
  }
  return facts
}

export const indexOf = (facts: readonly Fact[]): FactIndex => {
  const index = new FactIndex()
  for (const fact of facts) index.add(fact)
  return index
}

/** The third session as it was recorded. */
function recorded() {
  const { citation, presenters: _presenters, pillarNames: _names, ...session } = thirdSession
  return {
    sessions: [{ ...session, citation }],
    resolutions: resolutions.map(({ number, reconstructed, title, sentence }) => ({
      id: directiveOf(number),
      session: session.id,
      number,
      reconstructed,
      title,
      sentence,
      citation,
      directive: directiveOf(number),
      acceptance: {
        resolution: directiveOf(number),
        office: acceptance.office,
        holder: acceptance.holder,
        on: acceptance.on,
        text: { sw: sentence, en: title.en },
        amended: acceptance.amended,
        contentHash: 'a'.repeat(64),
        citation,
      },
    })),
    directives: resolutions.map(({ number, title }) => ({
      id: directiveOf(number),
      resolution: directiveOf(number),
      title,
    })),
    issuances: resolutions.flatMap(({ number }) =>
      issuances
        .filter(({ directive }) => directive === directiveOf(number))
        .map((one, at) => ({ ...one, number: at + 1 })),
    ),
  }
}

export function reportInputs({
  count = 12,
  asked = { asOf: '2026-09-30' },
  facts = factsAbout(count),
}: {
  readonly count?: number
  readonly asked?: MomentAsked
  readonly facts?: readonly Fact[]
} = {}): ReportInputs {
  const moment = momentOf(asked, latest)
  const institutions = Array.from({ length: count }, (_, at) => institution(at))
  const inputs = {
    ruleSet: firstRuleSet,
    obligations: [...obligations],
    exemptions: [
      {
        obligation: `${directiveOf(6)}-kujiunga`,
        institution: 'taasisi-0003',
        from: '2026-07-01',
        until: '2026-12-31',
      },
    ],
    register: { institutions },
  }
  return {
    moment,
    ruleSet: firstRuleSet,
    registerKeptAt: latest - 90 * dayMs,
    institutions: institutions.map(({ id, kind }, at) => ({
      id,
      kind,
      name: { sw: `Taasisi ya Mfano Namba ${at}`, en: `Example Institution Number ${at}` },
      acronym: at % 4 === 1 ? null : `TMN${at}`,
    })),
    ...recorded(),
    obligations: [...obligations],
    results: assess(inputs, { at: moment.at, knownBy: moment.knownBy }, indexOf(facts)),
    previous: {
      period: '2025/26-Q4',
      edition: 1,
      asOf: '2026-06-30T20:59:59.999Z',
      hash: 'b'.repeat(64),
      results: institutions.map(({ id }, at) => ({
        institution: id,
        obligation: `${directiveOf(6)}-kujiunga`,
        directive: directiveOf(6),
        period: null,
        result: at % 2 === 0 ? 'not-met' : 'met',
      })),
    },
  }
}
