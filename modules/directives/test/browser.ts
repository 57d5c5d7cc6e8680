import { mountOperations, mountPages, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { Hono } from 'hono'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** The pages and operations of one area as a browser and a program get them, without the app's shell. */
export function browse(web: Web<Actor>, people: Readonly<Record<string, Actor>>, now: () => Date) {
  const app = new Hono()
  const actorOf = (headers: Headers) => Promise.resolve(people[headers.get('x-who') ?? ''])
  const reportDefect = (_incident: string, path: string, error: unknown) => {
    throw new Error(`defect at ${path}`, { cause: error })
  }
  mountPages(app, web.routes, {
    actorOf,
    keptForms: { keep: () => Promise.resolve('k'), take: () => Promise.resolve(undefined) },
    shell: ({ say }, page, notice) =>
      `<html lang="${say.htmlLang}"><title>${page.title}</title><main>${notice ?? ''}${renderToString(h('div', null, page.content))}</main>`,
    refusal: (_visit, said) => ({ title: said.code, content: said.code }),
    publicOrigin: 'http://localhost',
    addressOf: () => '192.0.2.1',
    countPost: () => Promise.resolve(),
    signInPath: '/sign-in',
    now,
    pseudoLanguage: true,
    reportDefect,
  })
  mountOperations(app, web.operations, { actorOf, reportDefect })

  interface Sent {
    readonly method?: string
    readonly body?: string | FormData
    readonly type?: string
  }
  async function ask(path: string, who: string, { type, ...init }: Sent = {}) {
    const response = await app.request(`http://localhost${path}`, {
      ...init,
      headers: {
        'x-who': who,
        origin: 'http://localhost',
        authorization: 'Bearer x',
        ...(type !== undefined && { 'content-type': type }),
      },
    })
    const { status, headers } = response
    const location = headers.get('location') ?? ''
    return { status, location, text: await response.text(), headers }
  }
  return {
    get: (path: string, who = '') => ask(path, who),
    /** A file, as its bytes. */
    file: async (path: string) => {
      const response = await app.request(`http://localhost${path}`)
      const type = response.headers.get('content-type')
      return { type, bytes: new Uint8Array(await response.arrayBuffer()) }
    },
    post: (path: string, who: string, fields: Readonly<Record<string, string | Blob>>) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      return ask(path, who, { method: 'POST', body })
    },
    call: (method: string, path: string, who: string, input?: unknown) =>
      ask(`/api/v1${path}`, who, {
        method,
        ...(input !== undefined && { body: JSON.stringify(input), type: 'application/json' }),
      }),
  }
}

/** Every text that a reader sees and that did not come through the words of the page (`?lang=qq`). */
export function untranslated(html: string): string[] {
  const main = /<main>([^]*)<\/main>/.exec(html)?.[1] ?? ''
  const bare = main
    .replaceAll(/<(code|pre|time|script|textarea)\b[^>]*>[^]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, '\u0000')
  let depth = 0
  let outside = ''
  for (const letter of bare) {
    if (letter === '⟦') depth += 1
    if (depth === 0) outside += letter
    if (letter === '⟧') depth -= 1
  }
  return outside.split('\u0000').flatMap((text) => text.trim() || [])
}
