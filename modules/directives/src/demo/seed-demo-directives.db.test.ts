import type { Identity } from '@mtandao/identity/contract'
import { expect, test } from 'vitest'
import { directivesGround, personOf } from '../../test/ground.ts'
import { seedDemoDirectives } from './seed-demo-directives.ts'

const identity: Identity = {
  personNames: async () => new Map(),
  holders: async (_db, institution, [role = 'head']) => [personOf(institution, [role]).person],
}
const nobody: Identity = { ...identity, holders: async () => [] }
const bodies = ['nida', 'brela', 'mfano', 'udom', 'halmashauri-mfano', 'ega']

test('people of the demo declare, give evidence, verify, reply and exempt, once, and the log has it', async () => {
  await using ground = await directivesGround(() => new Date('2026-11-24T08:00:00Z'))
  const { deps, database, acts } = ground
  await deps.register.enrol(database, {
    institutions: bodies.map((id) => ({
      id,
      class: 'GOV',
      code: id.toUpperCase(),
      name: { sw: id, en: id },
      status: 'active',
    })),
    systems: [
      {
        id: 'udom-wanafunzi',
        institution: 'udom',
        code: 'wanafunzi',
        name: { sw: 'Wanafunzi', en: 'Students' },
        status: 'active',
      },
    ],
  })
  acts.length = 0
  await seedDemoDirectives({ ...deps, identity: nobody })
  expect(acts).toEqual([])

  await seedDemoDirectives({ ...deps, identity })
  const done = acts.map(({ action }) => action).sort()
  expect(done).toEqual([
    'directives.exemption-granted',
    'directives.result-replied',
    'directives.work-moved',
    'directives.work-moved',
    'directives.work-moved',
    'directives.work-moved',
    'facts.evidence-kept',
    'facts.evidence-kept',
    'facts.fact-declared',
    'facts.fact-declared',
    'facts.fact-declared',
    'facts.fact-declared',
    'facts.fact-verified',
  ])
  await seedDemoDirectives({ ...deps, identity })
  expect(acts).toHaveLength(done.length)

  await deps.facts.record(database, [seenNothing('halmashauri-mfano')])
  await deps.standings.refresh()
  const resultOf = (institution: string, obligation: string) => {
    const all = deps.standings.current()?.results.get(institution) ?? []
    const found = all.find((one) => one.obligation === `kikao-kazi-3-${obligation}`)
    return [found?.result, found?.why.code]
  }
  expect(resultOf('halmashauri-mfano', '6-kujiunga')).toEqual(['not-met', 'declared-not-seen'])
  expect(resultOf('nida', '4-bajeti')).toEqual(['met', 'evidence-verified'])
  expect(resultOf('brela', '5-urudufu')).toEqual(['unknown', 'evidence-waits'])
  expect(resultOf('mfano', '4-bajeti')).toEqual(['unknown', 'evidence-only-said'])
  expect(resultOf('udom', '7-majanga')[0]).toBe('exempt')
})

/** The bus gives the institution no client and no agreement. */
function seenNothing(institution: string) {
  return {
    subject: { type: 'institution', id: institution },
    institution,
    type: 'bus.rights',
    value: { clients: 0, agreements: 0 },
    observedAt: new Date('2026-11-24T08:00:00Z'),
    validUntil: null,
    source: 'machine' as const,
    collector: 'exchange-rights',
    evidence: null,
    supersedes: null,
  }
}
