import type { Actor } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exchangeMigrations } from '../index.ts'
import { adoptEnrolledServices } from '../services/adopt-enrolled.ts'
import {
  getCatalogueEntry,
  getDocument,
  listProviders,
  searchCatalogue,
  type CatalogueDeps,
} from './see-catalogue.ts'
import { simulate } from './simulate.ts'

let db: TestDatabase
let deps: CatalogueDeps

const officer: Actor = {
  person: { id: 'p', name: 'Asha', email: 'a@mfano.go.tz' },
  institution: 'heslb',
  institutionName: { sw: 'HESLB', en: 'HESLB' },
  roles: ['ict-officer'],
  appointments: [],
  suspended: false,
}

const document = (title: string, audience: string, summary: string) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      'x-mtandao': {
        audience,
        personalData: audience !== 'public',
        summary: { sw: summary, en: summary },
      },
    },
    paths: {
      '/': {
        post: {
          responses: {
            200: {
              description: 'Sawa',
              content: { 'application/json': { example: { jina: title } } },
            },
          },
        },
      },
    },
  })

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  const register = createRegister()
  deps = { database: db.database, register }
  const both = (text: string) => ({ sw: text, en: text })
  await register.enrol(db.database, {
    institutions: [
      {
        id: 'brela',
        class: 'GOV',
        code: 'BRELA',
        name: both('Wakala wa Usajili'),
        status: 'active',
      },
    ],
    systems: [
      {
        id: 'brela.daftari',
        institution: 'brela',
        code: 'daftari',
        name: both('Daftari'),
        status: 'active',
      },
    ],
  })
  const services: readonly (readonly [string, string, string, string, string])[] = [
    ['makampuni', 'Taarifa za kampuni', 'Company details', 'public', 'Nani anamiliki'],
    ['majina', 'Majina ya biashara', 'Business names', 'public', 'Yanahusu kampuni pia'],
    ['hisa', 'Wanahisa', 'Shareholders', 'institutions', 'Watu na hisa zao'],
  ]
  for (const [id, sw, en, audience, summary] of services) {
    await db.database.rows(
      `insert into exchange.service (id, name_sw, name_en, version, mode, status, format, timeout_ms, concurrency,
         answer_bytes_max, endpoints, system, code, kind, esb_code, openapi)
       values ($1, $2, $3, 'v1', 'sync', 'active', 'json', 100, 1, 2048, '[]', 'brela.daftari', $1, 'pull', $1, $4)`,
      [id, sw, en, document(sw, audience, summary)],
    )
  }
  await adoptEnrolledServices({ ...deps, now: () => new Date('2026-03-02T09:00:00Z') })
})
afterAll(() => db.close())

async function found(search: string | undefined, who?: Actor, more: object = {}) {
  const { items } = await searchCatalogue(deps, who, { search, limit: 20, ...more })
  return items.map(({ service }) => service.id)
}

test('what is public is found by anyone, in both languages, by beginnings and other words, names first', async () => {
  expect(await found(undefined)).toEqual(['majina', 'makampuni'])
  expect(await found('KAMPUNI')).toEqual(['makampuni', 'majina'])
  expect(await found('comp det')).toEqual(['makampuni'])
  expect(await found('wakala')).toEqual(['majina', 'makampuni'])
  expect(await found('business')).toEqual(['majina', 'makampuni'])
  expect(await found('hakuna')).toEqual([])
  expect(await found("'; drop table x --")).toEqual([])
})

test('what is for institutions is found by whoever acts for one, and by nobody else', async () => {
  expect(await found('wanahisa')).toEqual([])
  expect(await found('wanahisa', { ...officer, suspended: true })).toEqual([])
  expect(await found('wanahisa', officer)).toEqual(['hisa'])
  expect(await found(undefined, officer, { personalData: true })).toEqual(['hisa'])
  for (const call of [
    getCatalogueEntry(deps, undefined, 'hisa'),
    getDocument(deps, undefined, 'hisa', 1),
  ]) {
    await expect(call).rejects.toMatchObject({ code: 'services.not-found' })
  }
  expect((await getCatalogueEntry(deps, officer, 'hisa')).contract.title).toBe('Wanahisa')
  expect(await listProviders(deps, undefined)).toEqual([
    { id: 'brela', name: { sw: 'Wakala wa Usajili', en: 'Wakala wa Usajili' } },
  ])
})

test('pages follow one another without a gap', async () => {
  const seen: string[] = []
  let after: readonly [number, string, string] | undefined
  do {
    const page = await searchCatalogue(deps, officer, { search: 'kampuni', limit: 1, after })
    seen.push(...page.items.map(({ service }) => service.id))
    after = page.next
  } while (after)
  expect(seen).toEqual(['makampuni', 'majina'])
})

test('the simulator answers for every published service from its examples', async () => {
  const call = { method: 'POST', path: '', headers: {}, body: Buffer.from('{}') }
  const { status, body } = await simulate(deps, 'hisa', call)
  expect([status, body.toString()]).toEqual([200, '{"jina":"Wanahisa"}'])
  await expect(simulate(deps, 'haipo', call)).rejects.toMatchObject({ code: 'services.not-found' })
})
