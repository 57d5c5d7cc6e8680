import { exchangeWeb, type ExchangeWebDeps } from '@mtandao/exchange'
import type { Role, Who } from '@mtandao/identity/contract'
import { registerWeb } from '@mtandao/register'
import { describe, expect, test } from 'vitest'
import type { DirectivesDeps } from '../modules/directives/src/deps.ts'
import { ruleNames } from '../modules/directives/src/model.ts'
import { factPlaces, placeFor, type Asked } from '../modules/directives/src/owed/fact-places.ts'
import { messages } from '../modules/directives/src/owed/messages.ts'
import { owedWeb } from '../modules/directives/src/owed/web.ts'

/** Every next step of an obligation leads to a page that is there, and that whoever is led there may open. */

// Routes are made before anything is asked of what they are made of.
const nobody = {}
const routes = [
  ...registerWeb(nobody as Parameters<typeof registerWeb>[0]).routes,
  ...exchangeWeb({ gatewayOpsUrls: [] } as unknown as ExchangeWebDeps).routes,
  ...owedWeb(nobody as DirectivesDeps).routes,
].filter(({ kind }) => kind !== 'action')

const insiders: readonly Role[] = [
  'head',
  'ict-officer',
  'secretary',
  'data-protection-officer',
  'ega-officer',
]
const systems = [[], ['maji.ankara'], ['maji.ankara', 'maji.visima']]
const reasons = [
  'joined-silent',
  'joined-no-client',
  'declared-not-seen',
  'evidence-none',
  'evidence-waits',
]

function whoOpens(href: string): Who | undefined {
  const { pathname } = new URL(href, 'http://portal.example')
  const fits = (path: string) =>
    new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname)
  // A path without members is meant before one with them.
  return (routes.find(({ path }) => path === pathname) ?? routes.find(({ path }) => fits(path)))
    ?.who as Who | undefined
}

const asked = (why: string, concerned: readonly string[]): Asked => ({
  obligation: 'kikao-kazi-3-6-kujiunga',
  period: null,
  systems: concerned,
  why,
})

describe.each(ruleNames)('the next step of %s', (rule) => {
  test('is somewhere for everybody of the institution, and they may go there', () => {
    for (const role of insiders)
      for (const why of reasons)
        for (const concerned of systems) {
          const place = placeFor(rule, [role], asked(why, concerned))
          const who = place && whoOpens(place.href)
          const may = who === 'anyone' || who === 'signed-in' || who?.includes(role) === true
          expect([role, place?.href, may]).toEqual([role, place?.href, true])
          expect(messages).toHaveProperty([place?.label ?? ''])
        }
  })

  test('has a way for everybody at the end', () => {
    expect(factPlaces[rule].flatMap(({ who }) => who)).toEqual(
      expect.arrayContaining([...insiders]),
    )
  })
})

test('of one system the step leads to its own form', () => {
  const place = placeFor('hosting-approved', ['ict-officer'], asked('', ['maji.ankara']))
  expect(place?.href).toBe('/systems/maji.ankara/edit/hosting')
})
