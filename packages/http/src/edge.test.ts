import { defineProblems } from '@mtandao/problem'
import { form as formOf, input } from '@mtandao/ui'
import { Hono } from 'hono'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeOperations, edge, mountOperations, mountPages, type Caller } from './index.ts'

interface Person extends Caller {
  readonly name: string
}
const people: Readonly<Record<string, Person>> = {
  asha: { name: 'Asha', roles: ['officer'], suspended: false },
  juma: { name: 'Juma', roles: ['reader'], suspended: false },
  pili: { name: 'Pili', roles: ['officer'], suspended: false },
  zawadi: { name: 'Zawadi', roles: ['officer'], suspended: true },
}
const actorOf = (headers: Headers) =>
  Promise.resolve(people[headers.get('x-who') ?? ''] ?? undefined)
const problem = defineProblems('test', {
  taken: { status: 409, title: { sw: 'Limechukuliwa', en: 'Taken' }, retry: 'after-correction' },
  gone: { status: 404, title: { sw: 'Halipo', en: 'Gone' }, retry: 'never' },
})

const { page, form, action, operation } = edge<Person>()
const done: string[] = []
const routes = [
  page({
    path: '/open',
    who: 'anyone',
    at: z.object({}),
    show: async ({ actor }) => ({ title: 'open', content: actor?.name ?? 'nobody' }),
  }),
  page({
    path: '/open.csv',
    who: 'anyone',
    at: z.object({}),
    show: async ({ say }) => ({ body: say.language, type: 'text/csv' }),
  }),
  form({
    path: '/things/{id}/name',
    who: ['officer'],
    at: z.object({ id: z.string().regex(/^\d+$/) }),
    fields: z.object({ name: z.string().min(2).max(10), list: z.array(z.string()).default([]) }),
    start: async () => ({ name: 'before' }),
    show: async ({ say }, { id }, state) => ({
      title: id,
      content: formOf(
        { say, state, submit: 'ok' },
        input({ say, state, name: 'name', label: 'n' }),
      ),
    }),
    submit: async ({ actor }, { id }, { name, list }) => {
      if (name === 'taken') throw problem('taken', { extra: { field: 'name' } })
      if (name === 'gone') throw problem('gone')
      done.push(`${actor.name} ${id} ${name} ${list.join('+')}`)
      return { redirect: '/open', notice: { sw: 'Imehifadhiwa', en: 'Saved' } }
    },
  }),
  action({
    path: '/things/{id}/end',
    who: 'signed-in',
    at: z.object({ id: z.string() }),
    fields: z.object({}),
    act: async (_visit, { id }) => {
      done.push(`end ${id}`)
      return { redirect: '/open' }
    },
  }),
]
const operations = [
  operation({
    id: 'test.rename-thing',
    method: 'PUT',
    path: '/things/{id}',
    who: ['officer'],
    summary: { sw: 'Badili jina', en: 'Rename' },
    input: z.strictObject({
      id: z.string(),
      name: z.string().max(5),
      day: z.iso.date().optional(),
    }),
    output: z.object({ name: z.string() }),
    run: async (_actor, { name }) => ({ name, secret: 'never leaves' }),
  }),
  operation({
    id: 'test.break',
    method: 'GET',
    path: '/break',
    who: 'anyone',
    summary: { sw: 'Vunja', en: 'Break' },
    input: z.strictObject({}),
    output: null,
    run: () => Promise.reject(new Error('a secret of ours')),
  }),
]

const keptForms = new Map<string, Readonly<Record<string, string | readonly string[]>>>()
const defects: unknown[] = []
function makeApp(): Hono {
  const app = new Hono()
  mountPages(app, routes, {
    actorOf,
    keptForms: {
      keep: async (path, fields) => {
        keptForms.set(`k ${path}`, fields)
        return 'k'
      },
      take: async (id, path) => keptForms.get(`${id} ${path}`),
    },
    shell: ({ say }, page_, notice) =>
      `<!doctype html>${renderToString(h('html', { lang: say.htmlLang }, h('p', null, notice ?? ''), page_.content))}`,
    refusal: ({ say }, said, incident) => ({
      title: said.code,
      content: `${said.code} ${say.text(said.kind.title)} ${incident ?? ''}`,
    }),
    publicOrigin: 'https://portal.example',
    signInPath: '/sign-in',
    now: () => new Date(0),
    addressOf: () => '192.0.2.1',
    countPost: async (_address, actor) => {
      if (actor?.name === 'Pili') throw problem('gone')
    },
    pseudoLanguage: true,
    reportDefect: (...said) => defects.push(said),
  })
  mountOperations(app, operations, { actorOf, reportDefect: (...said) => defects.push(said) })
  return app
}
const app = makeApp()
const get = (path: string, who = '') =>
  app.request(`http://portal${path}`, { headers: { 'x-who': who } })
const post = (path: string, who: string, body: string, origin = 'http://portal') =>
  app.request(`http://portal${path}`, {
    method: 'POST',
    headers: { 'x-who': who, origin, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  })
const put = (path: string, who: string, body: string, type = 'application/json') =>
  app.request(`http://portal/api/v1${path}`, {
    method: 'PUT',
    headers: { 'x-who': who, authorization: 'Bearer x', 'content-type': type },
    body,
  })

test('a stranger is led to sign in and back, others are told why they may not', async () => {
  const stranger = await get('/things/7/name?a=1')
  expect([stranger.status, stranger.headers.get('location')]).toEqual([
    303,
    '/sign-in?then=%2Fthings%2F7%2Fname%3Fa%3D1',
  ])
  for (const [who, code] of [
    ['juma', 'http.not-for-you'],
    ['zawadi', 'http.suspended'],
  ] as const) {
    const answer = await get('/things/7/name', who)
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain(code)
  }
  expect(await (await get('/open')).text()).toContain('nobody')
})

test('an address that does not fit its pattern has nothing', async () => {
  expect((await get('/things/x/name', 'asha')).status).toBe(404)
})

test('a form brings back what was typed with what is wrong beside it', async () => {
  const first = await (await get('/things/7/name', 'asha')).text()
  expect(first).toContain('value="before"')
  const short = await post('/things/7/name', 'asha', 'name=x')
  expect(short.status).toBe(422)
  const text = await short.text()
  expect(text).toContain('value="x"')
  expect(text).toContain('href="#f-name"')
  expect(text).toContain('Andika angalau herufi 2')
  const taken = await (await post('/things/7/name', 'asha', 'name=taken')).text()
  expect(taken).toContain('Limechukuliwa')
  expect((await post('/things/7/name', 'asha', 'name=gone')).status).toBe(404)
})

test('a form that is right leads on, with a notice that is shown once', async () => {
  const answer = await post('/things/7/name', 'asha', 'name=jina&list=a&list=b')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/open'])
  expect(done).toContain('Asha 7 jina a+b')
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const next = await app.request('http://portal/open', { headers: { cookie } })
  expect(await next.text()).toContain('Imehifadhiwa')
  expect(next.headers.get('set-cookie')).toContain('notice=;')
})

test('what was typed when the session had ended is kept and comes back', async () => {
  const answer = await post('/things/7/name', '', 'name=nimeandika')
  expect(answer.headers.get('location')).toBe('/sign-in?then=%2Fthings%2F7%2Fname%3Fkept%3Dk')
  const again = await get('/things/7/name?kept=k', 'asha')
  expect(await again.text()).toContain('value="nimeandika"')
})

test('whoever posts too much is told so before the form is read', async () => {
  expect((await post('/things/7/name', 'pili', 'name=jina')).status).toBe(404)
})

test('a method that an address does not have is refused with those it has', async () => {
  const allowOf = async (path: string, method: string) => {
    const answer = await app.request(`http://portal${path}`, { method })
    return [answer.status, answer.headers.get('allow')]
  }
  expect(await allowOf('/open', 'POST')).toEqual([405, 'GET, HEAD'])
  expect(await allowOf('/things/7/end', 'GET')).toEqual([405, 'POST'])
  expect(await allowOf('/things/7/name', 'DELETE')).toEqual([405, 'GET, HEAD, POST'])
})

test('a form from another site is refused, and so is a body that is too large', async () => {
  expect((await post('/things/7/name', 'asha', 'name=jina', 'http://evil')).status).toBe(403)
  const behindProxy = await post('/things/7/name', 'asha', 'name=jina', 'https://portal.example')
  expect(behindProxy.status).toBe(303)
  const onTheWire = await app.request('http://portal.example/things/7/name', {
    method: 'POST',
    headers: {
      'x-who': 'asha',
      origin: 'http://portal.example',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'name=jina',
  })
  expect(onTheWire.status).toBe(403)
  expect((await post('/things/7/name', 'asha', `name=${'x'.repeat(70_000)}`)).status).toBe(413)
  expect((await post('/things/7/end', 'asha', '')).status).toBe(303)
  expect((await post('/things/7/end', '', '')).headers.get('location')).toBe('/sign-in?then=%2F')
})

test('an operation gives only what it declares and says what is wrong in both languages', async () => {
  const good = await put('/things/7', 'asha', '{"name":"jina"}')
  expect(await good.json()).toEqual({ name: 'jina' })
  const bad = await put('/things/7', 'asha', '{"name":"refu mno","extra":1}')
  expect(bad.status).toBe(422)
  expect(bad.headers.get('content-type')).toBe('application/problem+json')
  expect(await bad.json()).toMatchObject({
    code: 'http.input-invalid',
    faults: [
      { field: 'name', text: { en: 'Write at most 5 characters' } },
      { field: 'extra', text: { sw: 'Sehemu hii haijulikani' } },
    ],
  })
  expect((await put('/things/7', '', '{}')).status).toBe(401)
  expect((await put('/things/7', 'juma', '{}')).status).toBe(403)
  for (const body of ['[]', '{', 'null']) {
    expect((await put('/things/7', 'asha', body)).status).toBe(400)
  }
  expect((await put('/things/7', 'asha', '{}', 'text/plain')).status).toBe(400)
})

test('text that no database keeps is refused at the edge', async () => {
  for (const text of ['a\\u0000b', '\\ud800']) {
    expect((await put('/things/7', 'asha', `{"name":"${text}"}`)).status).toBe(400)
  }
  expect((await put('/things/%00', 'asha', '{"name":"jina"}')).status).toBe(404)
  expect((await post('/things/7/name', 'asha', 'name=ji%00na')).status).toBe(400)
})

test('a body as deep as it is long is refused, and no defect', async () => {
  const deep = `{"name":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
  expect((await put('/things/7', 'asha', deep)).status).toBe(400)
})

test('cookies of a portal with https are never sent without it', async () => {
  const answer = await post('/things/7/name', 'asha', 'name=jina&list=a')
  expect(answer.headers.get('set-cookie')).toContain('; Secure')
  const chosen = await get('/open?lang=en')
  expect(chosen.headers.get('set-cookie')).toContain('; Secure')
})

test('a file is given in the language asked for, and the pages stay in theirs', async () => {
  const file = await get('/open.csv?lang=en')
  expect(await file.text()).toBe('en')
  expect(file.headers.get('set-cookie')).toBeNull()
})

test('an operation of another method is refused with those the address has', async () => {
  const answer = await app.request('http://portal/api/v1/things/7')
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'PUT'])
  expect(await answer.json()).toMatchObject({ code: 'http.method-not-allowed' })
})

test('a session without a token changes nothing over the API', async () => {
  const answer = await app.request('http://portal/api/v1/things/7', {
    method: 'PUT',
    headers: { 'x-who': 'asha', 'content-type': 'application/json' },
    body: '{"name":"jina"}',
  })
  expect(answer.status).toBe(401)
})

test('a defect is reported with a number and tells the caller nothing else', async () => {
  const answer = await app.request('http://portal/api/v1/break')
  const text = await answer.text()
  expect(answer.status).toBe(500)
  expect(text).not.toContain('a secret of ours')
  expect(JSON.stringify(defects)).toContain(JSON.parse(text).incident)
  expect((await app.request('http://portal/api/v1/nothing')).status).toBe(404)
})

test('the description names every operation with its parameters', () => {
  const described = describeOperations(operations, { title: 't', version: '1', description: '' })
  expect(described).toMatchObject({
    openapi: '3.1.1',
    paths: {
      '/api/v1/things/{id}': {
        put: {
          operationId: 'test.rename-thing',
          parameters: [{ name: 'id', in: 'path', required: true }],
          requestBody: {
            content: { 'application/json': { schema: { required: ['name'] } } },
          },
        },
      },
    },
  })
})
