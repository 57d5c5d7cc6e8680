import { mountOperations, mountPages, type Web } from '@mtandao/http'
import { Hono } from 'hono'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Actor } from '../src/contract.ts'
import type { IdentityParts } from '../src/index.ts'
import { Jar } from './world.ts'

/** The pages and operations of a web over HTTP, as the platform mounts them, with a plain document around each page. */
export function openSite(web: Web<Actor>, identity: IdentityParts, origin: string) {
  const app = new Hono()
  const defects: unknown[] = []
  const reportDefect = (...said: readonly unknown[]) => void defects.push(said)
  app.all('/auth/*', (context) => identity.authHandler(context.req.raw, '192.0.2.7'))
  for (const { path, type, body } of web.assets) {
    app.get(path, (context) => context.body(body, 200, { 'content-type': type }))
  }
  mountOperations(app, web.operations, { actorOf: identity.actorOf, reportDefect })
  mountPages(app, web.routes, {
    actorOf: identity.actorOf,
    keptForms: identity.keptForms,
    shell: ({ say }, page, notice) =>
      renderToString(
        h(
          'html',
          { lang: say.htmlLang },
          ...(page.scripts ?? []).map((name) => {
            const asset = web.assets.find((one) => one.name === name)
            return h('script', { src: asset?.path, type: 'module' })
          }),
          h('body', null, h('p', { id: 'notice' }, notice), page.content),
        ),
      ),
    refusal: ({ say }, said) => ({
      title: said.code,
      content: h('p', null, h('code', null, said.code), say.text(said.detail ?? said.kind.title)),
    }),
    publicOrigin: origin,
    signInPath: '/sign-in',
    now: () => new Date(),
    addressOf: () => '192.0.2.7',
    countPost: () => Promise.resolve(),
    pseudoLanguage: true,
    reportDefect,
  })

  const ask = async (jar: Jar, path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    const cookie = jar.headers.get('cookie')
    if (cookie !== null) headers.set('cookie', cookie)
    const answer = await app.request(`${origin}${path}`, { ...init, headers })
    jar.keep(answer.headers)
    const text = await answer.text()
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      text,
      headers: answer.headers,
    }
  }
  return {
    app,
    defects,
    get: (jar: Jar, path: string) => ask(jar, path),
    post: (jar: Jar, path: string, fields: Readonly<Record<string, string>> = {}) =>
      ask(jar, path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        body: new URLSearchParams(fields).toString(),
      }),
    api: (token: string, method: string, path: string, body?: unknown) =>
      ask(new Jar(), `/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  }
}

export type Site = ReturnType<typeof openSite>
