import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { speak, type Page } from '@mtandao/ui'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { ListedAct } from '../acts/list-acts.ts'
import { actPage } from './act-page.ts'
import { actions } from './actions.ts'
import { actsCsv } from './csv.ts'
import { listPage } from './list-page.ts'
import { logPage } from './log-page.ts'
import { auditUrl, filterOf, WantedTyped } from './shapes.ts'

const act: ListedAct = {
  id: '01890000-0000-7000-8000-000000000000',
  at: new Date('2026-11-23T21:30:00Z'),
  logIndex: 12,
  person: 'p1',
  personName: '=Neema "N", Mfano',
  institution: 'ega',
  roles: ['ega-officer'],
  agent: null,
  action: 'exchange.agreement-suspended',
  subjectType: 'agreement',
  subjectId: 'a-1',
  institutions: ['ega', 'nida'],
  detail: { reason: 'kazi' },
  standing: 'recorded',
}
const names = new Map([['ega', { sw: 'Mamlaka', en: 'Authority' }]])
const qq = speak('qq')

/** Text of a page outside of what was said, of code and of times. */
function outside({ content }: Page): string {
  let depth = 0
  let rest = ''
  const html = renderToString(h('div', null, content))
    .replaceAll(/<(code|pre|time)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
  for (const sign of html) {
    if (sign === '⟧') depth -= 1
    if (depth === 0 && sign !== '⟦' && sign !== '⟧') rest += sign
    if (sign === '⟦') depth += 1
  }
  return rest.replaceAll(/[^\p{L}]+/gu, '')
}

test('every word of the pages is translated', () => {
  const standings = ['recorded', 'waiting', 'changed', 'unknown'] as const
  const acts = standings.map((standing) => ({ ...act, standing }))
  const guest = { ...act, agent: 'guest', person: null, personName: null, action: 'x.unheard-of' }
  const view = {
    list: { acts: [...acts, guest], next: 3 },
    wanted: { type: 'agreement', id: 'a-1', person: 'Neema' },
    paged: true,
    actions: ['exchange.agreement-ended', 'x.unheard-of'],
    names,
    country: true,
    mayVerify: true,
    csvMax: 10_000,
  }
  expect(outside(listPage(qq, view))).toBe('')
  expect(outside(listPage(qq, { ...view, list: { acts: [], next: undefined } }))).toBe('')
  expect(outside(actPage(qq, { act, names, country: false }))).toBe('')
  const verification = {
    at: act.at,
    size: 4,
    root: 'ab',
    waiting: 0,
    changed: [1],
    changedCount: 1,
    forked: [3],
    broken: 'tile',
  }
  const log = { halt: 'rows-lost', verification, head: 'x', vkey: 'k' } as const
  expect(outside(logPage(qq, log))).toBe('')
  expect(
    outside(logPage(qq, { ...log, halt: undefined, verification: undefined, head: undefined })),
  ).toBe('')
})

test('every action that the modules record has words', () => {
  const modules = fileURLToPath(new URL('../../../', import.meta.url))
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .filter((file) => /src.*\.ts$/.test(file) && !/\.test\.ts$|node_modules/.test(file))
    .map((file) => readFileSync(join(modules, file), 'utf8'))
    .filter((text) => text.includes('audit'))
  const recorded = files.flatMap((text) =>
    [
      ...text.matchAll(
        /action:\s*'((?:directives|exchange|facts|identity|register)\.[a-z0-9-]+)'/g,
      ),
    ].map(([, action = '']) => action),
  )
  expect(recorded.length).toBeGreaterThan(20)
  expect(recorded.filter((action) => !(action in actions))).toEqual([])
})

test('days are those of East Africa Time, both included', () => {
  const wanted = WantedTyped.parse({ from: '2026-11-23', to: '2026-11-23', person: ' ', id: '' })
  expect(filterOf(wanted)).toMatchObject({
    from: new Date('2026-11-22T21:00:00Z'),
    until: new Date('2026-11-23T21:00:00Z'),
  })
  expect(auditUrl('/audit', { ...wanted, before: 0 })).toBe(
    '/audit?from=2026-11-23&to=2026-11-23&before=0',
  )
})

test('a table for spreadsheets computes nothing and keeps its columns', () => {
  const [, row = ''] = actsCsv([act]).split('\r\n')
  expect(row).toContain(`"'=Neema ""N"", Mfano"`)
  expect(row).toContain('"{""reason"":""kazi""}"')
})
