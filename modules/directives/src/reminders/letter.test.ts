import { describe, expect, test } from 'vitest'
import { letterOf, type LetterAbout } from './letter.ts'
import type { OwedItem, Saying } from './schedule.ts'

const day = '2026-11-24'
const publicUrl = 'https://mtandao.example'
const owed = (more: Partial<OwedItem> = {}): OwedItem => ({
  institution: 'maji',
  obligation: 'kujiunga',
  period: null,
  dueOn: '2025-07-30',
  result: 'not-met',
  ...more,
})
const late = (item: OwedItem, audience: Saying['audience'] = 'officers'): Saying => ({
  item,
  audience,
  step: 'overdue',
  round: 1,
})
const soon = (item: OwedItem): Saying => ({ item, audience: 'officers', step: 'before', round: 30 })

const about = (sayings: readonly Saying[], more: Partial<LetterAbout> = {}): LetterAbout => ({
  digest: { person: 'p', sayings },
  day,
  publicUrl,
  titles: new Map([
    ['kujiunga', { sw: 'Jiunge na GovESB', en: 'Join GovESB' }],
    ['tovuti', { sw: 'Huisha tovuti', en: 'Renew the website' }],
  ]),
  institutions: new Map([['maji', { sw: 'Wizara ya Maji', en: 'Ministry of Water' }]]),
  ...more,
})

test('one letter says what is late and what comes, with days, results and where to go', () => {
  const { subject, body } = letterOf(
    about([
      soon(owed({ obligation: 'tovuti', dueOn: '2026-12-24', result: 'unknown' })),
      late(owed()),
    ]),
  )
  expect(subject).toEqual({
    sw: 'wajibu 1 umechelewa, wajibu 1 unakaribia tarehe',
    en: '1 obligation late, 1 due soon',
  })
  expect(body.sw).toMatchInlineSnapshot(`
    "WIZARA YA MAJI

    Umechelewa (1):
    - Jiunge na GovESB
      tarehe ya mwisho ilikuwa 30 Julai 2025, siku 482 zilizopita;
      haijatekelezwa

    Unakaribia tarehe ya mwisho (1):
    - Huisha tovuti
      tarehe ya mwisho ni 24 Desemba 2026, zimebaki siku 30; haijulikani:
      hakuna taarifa za ushahidi za kutosha

    Sababu, taarifa za ushahidi na hatua inayofuata:
    https://mtandao.example/owed

    Barua hii huandikwa na mitambo, si zaidi ya moja kwa siku. Wajibu
    ukitekelezwa, hutaandikiwa tena kuuhusu."
  `)
  expect(body.en).toMatchInlineSnapshot(`
    "MINISTRY OF WATER

    Late (1):
    - Join GovESB
      was due 30 July 2025, 482 days ago; not met

    Due soon (1):
    - Renew the website
      due 24 December 2026, in 30 days; unknown: there are too few facts

    The reason, the facts and the next step:
    https://mtandao.example/owed

    A machine writes this letter, at most once a day. What has been
    fulfilled is not written about again."
  `)
})

test('who is officer and head at once reads each thing once, and as head', () => {
  const { body, subject } = letterOf(about([late(owed()), late(owed(), 'head')]))
  expect(body.sw.match(/Jiunge na GovESB/g)).toHaveLength(1)
  expect(body.sw).toContain('mkuu wa taasisi')
  expect(subject.en).toBe('1 obligation late')
})

test('e-GA reads counts by institution, most first', () => {
  const { subject, body } = letterOf(
    about([
      late(owed({ institution: 'fedha' }), 'ega'),
      late(owed(), 'ega'),
      late(owed({ obligation: 'tovuti' }), 'ega'),
    ]),
  )
  expect(subject.en).toBe('3 obligations of institutions long overdue')
  expect(body.en.indexOf('Ministry of Water: 2 obligations')).toBeGreaterThan(0)
  expect(body.en.indexOf('fedha: 1 obligation')).toBeGreaterThan(body.en.indexOf('Ministry'))
  expect(body.en).toContain(`\n${publicUrl}/country\n`)
})

describe('however much there is', () => {
  const long = 'maneno marefu yasiyoisha '.repeat(20)
  const institutions = Array.from({ length: 40 }, (_, at) => `taasisi-${at}`)
  const sayings = institutions.flatMap((institution) =>
    Array.from({ length: 20 }, (_, at) => owed({ institution, obligation: `o-${at}` })).flatMap(
      (item) => [late(item), late(item, 'ega')],
    ),
  )
  const { subject, body } = letterOf(
    about(sayings, {
      titles: new Map(Array.from({ length: 20 }, (_, at) => [`o-${at}`, { sw: long, en: long }])),
      institutions: new Map(institutions.map((id) => [id, { sw: long, en: long }])),
    }),
  )

  test('a letter stays within what identity takes, its lines short', () => {
    for (const text of [body.sw, body.en]) {
      expect(text.length).toBeLessThanOrEqual(4_900)
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(76)
    }
    for (const text of [subject.sw, subject.en]) expect(text.length).toBeLessThanOrEqual(120)
  })

  test('and says how much it left out', () => {
    expect(body.en).toContain('more of your institutions')
    expect(body.en).toMatch(/and \d+ more/)
  })
})
