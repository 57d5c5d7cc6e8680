import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centralGovernment } from '../addressees.ts'
import { results } from '../model.ts'
import { planReminders, type Holder, type Plan } from './plan-reminders.ts'
import {
  Memory,
  addDays,
  isSilent,
  keyOf,
  memoryDays,
  stepOn,
  type OwedItem,
  type ReminderSettings,
  type Saying,
} from './schedule.ts'

const settings: ReminderSettings = {
  beforeDays: [30, 14, 7, 1],
  afterDays: { officers: 1, head: 14, ega: 30 },
  everyDays: { officers: 7, head: 28, ega: 28 },
}

const item = (more: Partial<OwedItem> = {}): OwedItem => ({
  institution: 'maji',
  obligation: 'tovuti',
  period: null,
  dueOn: '2026-12-31',
  result: 'unknown',
  ...more,
})

const holders: readonly Holder[] = [
  { institution: 'maji', role: 'ict-officer', person: 'maji-tehama' },
  { institution: 'maji', role: 'head', person: 'maji-mkuu' },
  { institution: 'fedha', role: 'head', person: 'fedha-mkuu' },
  // Serves two institutions.
  { institution: 'fedha', role: 'ict-officer', person: 'wawili' },
  { institution: 'nida', role: 'ict-officer', person: 'wawili' },
  { institution: 'ega', role: 'ega-officer', person: 'ega-afisa' },
  { institution: 'ega', role: 'ict-officer', person: 'ega-afisa' },
]

/** The worker's days one after the other, some of them left out, some of them twice. */
function live(days: readonly string[], itemsOn: (day: string) => readonly OwedItem[]) {
  const said = new Map<string, { readonly day: string; readonly saying: Saying }>()
  const written = new Map<string, Set<string>>()
  const history: { readonly day: string; readonly plan: Plan }[] = []
  for (const day of days) {
    const memory = addDays(day, -memoryDays(settings))
    const today = written.get(day) ?? new Set<string>()
    const plan = planReminders({
      day,
      settings,
      items: itemsOn(day),
      said: remembered([...said.values()].filter((one) => one.day >= memory)),
      holders,
      ega: 'ega',
      writtenToday: today,
    })
    for (const one of plan.sayings) {
      // The primary key of the table.
      if (said.has(keyOf(one))) throw new Error(`said twice: ${keyOf(one)}`)
      said.set(keyOf(one), { day, saying: one })
    }
    for (const { person } of plan.digests) {
      if (today.has(person)) throw new Error(`two letters a day: ${person}`)
      today.add(person)
    }
    written.set(day, today)
    history.push({ day, plan })
  }
  return history
}

function remembered(said: readonly { readonly day: string; readonly saying: Saying }[]): Memory {
  const memory = new Memory()
  for (const { day, saying } of said) memory.add(saying, day)
  return memory
}

const daysFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, at) => addDays(first, at))

const lettersTo = (history: ReturnType<typeof live>, person: string) =>
  history
    .filter(({ plan }) => plan.digests.some((digest) => digest.person === person))
    .map(({ day }) => day)

describe('one obligation, day after day', () => {
  const history = live(daysFrom('2026-11-01', 150), () => [item()])

  test('its officer hears 30, 14, 7 and 1 days before, when it is late, and then on Mondays', () => {
    expect(lettersTo(history, 'maji-tehama').slice(0, 8)).toEqual([
      '2026-12-01',
      '2026-12-17',
      '2026-12-24',
      '2026-12-30',
      '2027-01-01',
      '2027-01-11',
      '2027-01-18',
      '2027-01-25',
    ])
  })

  test('the head hears two weeks after the due day, e-GA after thirty days, each then every fourth week at most', () => {
    const head = lettersTo(history, 'maji-mkuu')
    const ega = lettersTo(history, 'ega-afisa')
    expect([head[0], ega[0]]).toEqual(['2027-01-14', '2027-01-30'])
    for (const heard of [head, ega])
      for (const [at, day] of heard.slice(1).entries())
        expect(day >= addDays(heard[at] ?? '', 14)).toBe(true)
  })
})

test('who was away on the day hears the step that stands now, and not those that are past', () => {
  const [first, second] = live(['2026-12-26', '2026-12-27'], () => [item()])
  expect(first?.plan.sayings).toMatchObject([{ step: 'before', round: 7, people: 1 }])
  expect(second?.plan.sayings).toEqual([])
})

test('a due day that moved begins anew', () => {
  const history = live(daysFrom('2026-12-01', 52), (day) => [
    item({ dueOn: day < '2026-12-05' ? '2026-12-31' : '2027-01-20' }),
  ])
  expect(lettersTo(history, 'maji-tehama')).toEqual([
    '2026-12-01',
    '2026-12-21',
    '2027-01-06',
    '2027-01-13',
    '2027-01-19',
    '2027-01-21',
  ])
})

test('what is late for years comes in one letter a week, however much it is', () => {
  const backlog = Array.from({ length: 20 }, (_, at) =>
    item({ obligation: `o-${at}`, dueOn: at % 2 ? '2023-02-10' : '2025-07-30', result: 'not-met' }),
  )
  const history = live(daysFrom('2026-11-24', 28), () => backlog)
  const heard = lettersTo(history, 'maji-tehama')
  expect(heard).toEqual(['2026-11-24', '2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21'])
  expect(
    history[0]?.plan.digests.find(({ person }) => person === 'maji-tehama')?.sayings,
  ).toHaveLength(20)
})

test('where there is no ICT officer the head hears; where nobody is, nothing counts as said', () => {
  const noOfficer = planReminders({
    day: '2026-12-01',
    settings,
    items: [item({ institution: 'posta' }), item()],
    said: new Memory(),
    holders: [{ institution: 'maji', role: 'head', person: 'maji-mkuu' }],
    ega: 'ega',
    writtenToday: new Set(),
  })
  expect(noOfficer.digests.map(({ person }) => person)).toEqual(['maji-mkuu'])
  expect(noOfficer.sayings.map(({ item: { institution } }) => institution)).toEqual(['maji'])
})

test('the Government as a whole is nobody to write to', () => {
  const history = live(['2026-11-24'], () => [
    item({ institution: centralGovernment, dueOn: '2023-02-10' }),
  ])
  expect(history[0]?.plan).toEqual({ sayings: [], digests: [] })
})

describe('whatever is owed, by whomever, on whatever days the worker runs', () => {
  const institutions = ['maji', 'fedha', 'nida', 'ega', 'posta']
  const owed = fc.record({
    institution: fc.constantFrom(...institutions),
    obligation: fc.constantFrom('a', 'b', 'c', 'd'),
    period: fc.constantFrom(null, '2026/27-Q1', '2026/27-Q2'),
    dueOn: fc.integer({ min: -1_400, max: 60 }).map((days) => addDays('2026-11-24', days)),
    result: fc.constantFrom(...results),
  })
  const country = fc.uniqueArray(owed, {
    maxLength: 30,
    selector: ({ institution, obligation, period }) => `${institution}|${obligation}|${period}`,
  })
  // Results change from day to day; days are skipped, and come twice after a restart.
  const lives = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), country), { maxLength: 25 })
  const played = (turns: readonly (readonly [number, readonly OwedItem[]])[]) => {
    let day = '2026-11-24'
    const on = turns.map(([skipped, items]) => ({ day: (day = addDays(day, skipped)), items }))
    let turn = 0
    const history = live(
      on.map((one) => one.day),
      () => on[turn++]?.items ?? [],
    )
    return history.map((one, at) => ({ ...one, items: on[at]?.items ?? [] }))
  }

  test('nobody has two letters on a day, and no step of an item is said twice', () => {
    fc.assert(
      fc.property(lives, (turns) => {
        for (const { plan } of played(turns)) {
          const people = plan.digests.map(({ person }) => person)
          expect(new Set(people).size).toBe(people.length)
        }
      }),
    )
  })

  test('nobody outside the institution and e-GA hears of it, in no other office', () => {
    fc.assert(
      fc.property(lives, (turns) => {
        for (const { plan } of played(turns))
          for (const { person, sayings } of plan.digests)
            for (const { item: about, audience } of sayings) {
              const offices = holders.filter((one) => one.person === person)
              const where = audience === 'ega' ? 'ega' : about.institution
              const roles = audience === 'ega' ? ['ega-officer'] : ['ict-officer', 'head']
              expect(
                offices.some((one) => one.institution === where && roles.includes(one.role)),
              ).toBe(true)
            }
      }),
    )
  })

  test('what is met, exempt or not applicable is silent, and so is what is not late to head and e-GA', () => {
    fc.assert(
      fc.property(lives, (turns) => {
        for (const { day, plan } of played(turns))
          for (const { item: about, audience, step } of plan.sayings) {
            expect(isSilent(about)).toBe(false)
            if (audience !== 'officers') expect(about.dueOn < day).toBe(true)
            expect(step === 'before').toBe(about.dueOn >= day)
          }
      }),
    )
  })

  test('every saying is in a letter of somebody, and no letter says what was not planned', () => {
    fc.assert(
      fc.property(lives, (turns) => {
        for (const { plan } of played(turns)) {
          const planned = new Set(plan.sayings.map(keyOf))
          const heard = new Set(plan.digests.flatMap(({ sayings }) => sayings.map(keyOf)))
          expect(heard).toEqual(planned)
        }
      }),
    )
  })

  test('an item that stays as it is, is said at most once in each round to each audience', () => {
    fc.assert(
      fc.property(owed, (one) => {
        const history = live(daysFrom('2026-11-24', 90), () => [one])
        for (const audience of ['officers', 'head', 'ega'] as const) {
          const late = history.filter(({ plan }) =>
            plan.sayings.some((said) => said.audience === audience && said.step !== 'before'),
          )
          const every = settings.everyDays[audience]
          // The first falls on any day, and the round that follows it may come early; from then on rounds are whole.
          for (const [at, { day }] of late.slice(1).entries()) {
            const least = at === 0 ? Math.ceil(every / 2) : every
            expect(day >= addDays(late[at]?.day ?? '', least)).toBe(true)
          }
        }
      }),
    )
  })
})

test('a step depends on the day alone, and never goes back', () => {
  const order = ['before', 'late', 'overdue']
  for (const audience of ['officers', 'head', 'ega'] as const) {
    let last = -1
    for (const day of daysFrom('2026-10-01', 300)) {
      const found = stepOn(item(), audience, { day, settings })
      if (!found) continue
      const place = order.indexOf(found.step)
      expect(place).toBeGreaterThanOrEqual(last)
      last = place
    }
    expect(last).toBe(2)
  }
})
