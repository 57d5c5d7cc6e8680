import { apiBase, type Operation, type Route } from '@mtandao/http'
import { roles, type Actor } from '@mtandao/identity/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillPath } from './addresses.ts'
import { everyOffice, openPortal, personOf, type Portal } from './portal.ts'

/** Every route and every operation, whoever wrote it: the stranger, the suspended officer, and each office it is not for. */

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
}, 120_000)
afterAll(() => portal.close())

type Who = Route<Actor>['who']

interface Door {
  readonly name: string
  readonly who: Who
  readonly isApi: boolean
  readonly knock: (who: Actor | undefined) => Promise<Response>
}

function doors(): Door[] {
  const ask = (path: string, init: RequestInit) => (who: Actor | undefined) =>
    portal.ask(path, who, init)
  const form = {
    method: 'POST',
    body: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
  const ofRoute = ({ path, kind, who }: Route<Actor>): Door[] => {
    const at = fillPath(path)
    const look = { name: `GET ${path}`, who, isApi: false, knock: ask(at, {}) }
    const post = { name: `POST ${path}`, who, isApi: false, knock: ask(at, form) }
    return kind === 'page' ? [look] : kind === 'action' ? [post] : [look, post]
  }
  const ofOperation = ({ id, method, path, who }: Operation<Actor>): Door => {
    const sent = method === 'POST' || method === 'PUT'
    const json = { body: '{}', headers: { 'content-type': 'application/json' } }
    const knock = ask(`${apiBase}${fillPath(path)}`, { method, ...(sent && json) })
    return { name: `${method} ${apiBase}${path} (${id})`, who, isApi: true, knock }
  }
  const { routes, operations } = portal.web
  return [...routes.flatMap(ofRoute), ...operations.map(ofOperation)]
}

/** What is wrong with a "no", in one line; nothing when it is right. */
async function faultOf(
  { name, isApi }: Door,
  answer: Response,
  expected: { readonly status: number; readonly code: string },
): Promise<string[]> {
  const text = await answer.text()
  const { status } = answer
  const told = `${name}: ${status} ${text.slice(0, 80)}`
  if (status !== expected.status || !text.includes(expected.code)) return [told]
  const type = answer.headers.get('content-type') ?? ''
  if (isApi && !type.startsWith('application/problem+json')) return [`${told} ${type}`]
  return []
}

test('there are doors to try, each with its own address', () => {
  const names = doors().map(({ name }) => name)
  expect(names.length).toBeGreaterThan(100)
  expect(new Set(names).size).toBe(names.length)
  const ids = portal.web.operations.map(({ id }) => id)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
})

test('a stranger is led to sign in, or told to, wherever it is not for anyone', async () => {
  const faults: string[] = []
  for (const door of doors()) {
    if (door.who === 'anyone') continue
    const answer = await door.knock(undefined)
    if (door.isApi) {
      faults.push(...(await faultOf(door, answer, { status: 401, code: 'http.sign-in-needed' })))
      continue
    }
    const to = answer.headers.get('location') ?? ''
    if (answer.status !== 303 || !to.startsWith('/sign-in?then='))
      faults.push(`${door.name}: ${answer.status} ${to}`)
  }
  expect(faults).toEqual([])
})

test('a suspended officer passes nowhere but where anyone may, whatever the office', async () => {
  const suspended = { ...personOf('nida', roles), suspended: true }
  const faults: string[] = []
  for (const door of doors()) {
    if (door.who === 'anyone') continue
    const answer = await door.knock(suspended)
    faults.push(...(await faultOf(door, answer, { status: 403, code: 'http.suspended' })))
  }
  expect(faults).toEqual([])
})

test('nobody passes in an office it is not for', async () => {
  const faults: string[] = []
  for (const door of doors()) {
    if (typeof door.who === 'string') continue
    for (const actor of everyOffice) {
      if (actor.roles.some((role) => door.who.includes(role))) continue
      const answer = await door.knock(actor)
      const found = await faultOf(door, answer, { status: 403, code: 'http.not-for-you' })
      faults.push(...found.map((fault) => `${actor.roles.join()} ${fault}`))
    }
  }
  expect(faults).toEqual([])
})

test('every page that is for somebody in an office opens, or says in words why not', async () => {
  const faults: string[] = []
  const before = portal.defects.length
  for (const { path, kind, who } of portal.web.routes) {
    if (kind === 'action') continue
    for (const actor of [undefined, ...everyOffice]) {
      const isLetIn =
        who === 'anyone' ||
        (actor && (who === 'signed-in' || actor.roles.some((role) => who.includes(role))))
      if (!isLetIn) continue
      const { status } = await portal.ask(fillPath(path), actor)
      const isFine = path.includes('{') ? status < 500 : status < 400 || status === 503
      if (!isFine) faults.push(`${actor?.roles.join() ?? 'stranger'} ${path}: ${status}`)
    }
  }
  expect([faults, portal.defects.slice(before)]).toEqual([[], []])
})
