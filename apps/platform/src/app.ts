import { randomUUID } from 'node:crypto'
import type { Exchange } from '@mtandao/exchange/contract'
import type { Logger } from '@mtandao/log'
import { isUnavailable, type Database } from '@mtandao/pg'
import { Hono, type Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { findAsset } from './assets.ts'
import type { Front } from './front.ts'
import { chooseLanguage, speak, type Say } from './language.ts'
import { errorPage, type ErrorPage } from './pages/error-page.ts'
import { exchangePage } from './pages/exchange-page.ts'
import { homePage } from './pages/home-page.ts'
import { renderLive } from './pages/live.ts'

export interface AppDeps {
  readonly exchange: Exchange
  readonly front: Front
  readonly database: Database
  readonly gatewayUrl: string
  readonly demo: boolean
  readonly log: Logger
}

const yearSeconds = 365 * 24 * 60 * 60
const safety: Readonly<Record<string, string>> = {
  'content-security-policy': [
    `default-src 'none'`,
    `style-src 'self'`,
    `script-src 'self'`,
    `connect-src 'self'`,
    `img-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

/** HTTP ↔ use cases; no rule here. Every route is GET. */
export function createApp(deps: AppDeps): Hono {
  const { front, gatewayUrl, demo, log } = deps
  const app = new Hono()

  app.use(async (context, next) => {
    const { method } = context.req
    if (method !== 'GET' && method !== 'HEAD') {
      context.res = await fail(context, { say: sayFor(context), status: 405, demo })
      context.header('allow', 'GET, HEAD')
    } else {
      await next()
    }
    for (const [name, value] of Object.entries(safety)) context.header(name, value)
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
  })

  app.get('/', async (context) => {
    const say = sayFor(context, { remember: true })
    return context.html(homePage({ say, live: await front.live(), gatewayUrl, demo }))
  })

  app.get('/live', async (context) => context.html(renderLive(sayFor(context), await front.live())))

  app.get('/exchanges/:id', async (context) => {
    const say = sayFor(context, { remember: true })
    const exchange = await front.find(context.req.param('id'))
    if (!exchange) return fail(context, { say, status: 404, demo })
    return context.html(exchangePage({ say, exchange, gatewayUrl, demo }))
  })

  app.get('/assets/:file', (context) => {
    const asset = findAsset(context.req.path)
    if (!asset) return context.notFound()
    return context.body(asset.body, 200, {
      'content-type': asset.type,
      'cache-control': `public, max-age=${yearSeconds}, immutable`,
    })
  })

  machineRoutes(app, deps)

  app.notFound((context) => fail(context, { say: sayFor(context), status: 404, demo }))
  app.onError((error, context) => {
    const say = sayFor(context)
    if (isUnavailable(error)) return fail(context, { say, status: 503, demo })
    const incident = randomUUID()
    log.error('defect', { incident, path: context.req.path, error })
    return fail(context, { say, status: 500, demo, incident })
  })
  return app
}

/** Routes that programs read. */
function machineRoutes(app: Hono, { exchange, database }: AppDeps): void {
  app.get('/internal/routing-snapshot', (context) => {
    const snapshot = exchange.currentSnapshot()
    if (!snapshot) return context.text('no snapshot yet\n', 503)
    const etag = `"${snapshot.version}"`
    context.header('etag', etag)
    context.header('cache-control', 'no-cache')
    if (context.req.header('if-none-match') === etag) return context.body(null, 304)
    return context.body(snapshot.jws, 200, { 'content-type': 'application/jose' })
  })

  app.get('/healthz', (context) => context.text('ok\n'))

  app.get('/readyz', async (context) => {
    const reached = await database.rows('select 1').then(
      () => true,
      () => false,
    )
    const snapshot = exchange.currentSnapshot()
    const ready = reached && snapshot !== undefined
    return context.json(
      { ready, database: reached, snapshot: snapshot?.version ?? null },
      ready ? 200 : 503,
    )
  })
}

/** The language of this reader; one who just chose it has it remembered. */
function sayFor(context: Context, { remember = false } = {}): Say {
  const asked = context.req.query('lang')
  const language = chooseLanguage(asked, getCookie(context, 'lang'))
  if (remember && asked === language) {
    setCookie(context, 'lang', language, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      maxAge: yearSeconds,
    })
  }
  return speak(language)
}

function fail(context: Context, page: ErrorPage): Response | Promise<Response> {
  return context.html(errorPage(page), page.status)
}
