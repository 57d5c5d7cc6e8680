import { mountOperations, mountPages, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { Hono } from 'hono'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** The pages and operations of facts as a browser and a program get them, without the app's shell. */
export function browse(web: Web<Actor>, people: Readonly<Record<string, Actor>>, now: () => Date) {
  const app = new Hono()
  const actorOf = async (headers: Headers) => people[headers.get('x-who') ?? '']
  const reportDefect = (_incident: string, path: string, error: unknown) => {
    throw new Error(`defect at ${path}`, { cause: error })
  }
  mountPages(app, web.routes, {
    actorOf,
    keptForms: { keep: async () => 'k', take: async () => undefined },
    shell: (_visit, page, notice) =>
      `<title>${page.title}</title><main>${notice === undefined ? '' : `⟦${notice}⟧`}${renderToString(h('div', null, page.content))}</main>`,
    refusal: (_visit, said) => ({ title: said.code, content: said.code }),
    publicOrigin: 'http://localhost',
    addressOf: () => '192.0.2.1',
    countPost: async () => {},
    signInPath: '/sign-in',
    now,
    pseudoLanguage: true,
    reportDefect,
  })
  mountOperations(app, web.operations, { actorOf, reportDefect })

  const ask = async (path: string, who: string, init: RequestInit & { type?: string } = {}) => {
    const { type, ...rest } = init
    const response = await app.request(`http://localhost${path}`, {
      ...rest,
      headers: {
        'x-who': who,
        origin: 'http://localhost',
        authorization: 'Bearer x',
        ...(type !== undefined && { 'content-type': type }),
      },
    })
    const { status, headers } = response
    const text = await response.text()
    return { status, headers, text, location: headers.get('location') ?? '' }
  }
  return {
    get: (path: string, who = '') => ask(path, who),
    post: (
      path: string,
      who: string,
      fields: Readonly<Record<string, string | Blob | readonly string[]>>,
    ) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) {
        for (const one of Array.isArray(value) ? value : [value as string | Blob]) {
          body.append(name, one)
        }
      }
      return ask(path, who, { method: 'POST', body })
    },
    call: async (method: string, path: string, who: string, input?: unknown) => {
      const sent =
        input === undefined ? {} : { body: JSON.stringify(input), type: 'application/json' }
      const { status, text } = await ask(`/api/v1${path}`, who, { method, ...sent })
      return { status, body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> }
    },
  }
}

/** Every text that a reader sees and that did not come through the words of the page (`?lang=qq`). */
export function untranslated(html: string): string[] {
  const main = /<main>([^]*)<\/main>/.exec(html)?.[1] ?? ''
  const bare = main
    .replaceAll(/<(code|pre|time|textarea)\b[^>]*>[^]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, '\u0000')
  let depth = 0
  let outside = ''
  for (const letter of bare) {
    if (letter === '⟦') depth += 1
    if (depth === 0) outside += letter
    if (letter === '⟧') depth -= 1
  }
  return outside.split('\u0000').flatMap((said) => (/[\p{L}\p{N}]/u.test(said) ? said.trim() : []))
}
