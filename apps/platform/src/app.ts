import type { Exchange } from '@mtandao/exchange/contract'
import {
  describeOperations,
  httpProblem,
  loadAsset,
  mountOperations,
  mountPages,
  refuse,
  type Asset,
  type Door,
  type KeptForms,
  type Web,
} from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { Logger } from '@mtandao/log'
import type { Database } from '@mtandao/pg'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import type { Front } from './front.ts'
import { addressOf, createPostLimit } from './limits.ts'
import { liveStream } from './live-stream.ts'
import { refusalPage } from './refusal.ts'
import { createShell } from './shell.ts'
import { answerSimulated } from './simulator.ts'

export interface AppDeps {
  /** Every page and operation of every module, and the app's own. */
  readonly web: Web<Actor>
  readonly actorOf: (headers: Headers) => Promise<Actor | undefined>
  readonly keptForms: KeptForms
  /** What sign-in itself must speak over HTTP: passkeys, the way back from an institution's provider. */
  readonly authHandler: (request: Request, address: string) => Promise<Response>
  readonly auditTile: (path: string, headers: Headers) => Promise<Response>
  readonly exchange: Exchange
  readonly front: Front
  readonly database: Database
  readonly demo: boolean
  readonly pseudoLanguage: boolean
  /** Base URL of the portal as people reach it. */
  readonly publicUrl: string
  /** How many proxies of ours stand before us and add to X-Forwarded-For. */
  readonly trustedProxies: number
  readonly log: Logger
}

const yearSeconds = 365 * 24 * 60 * 60
const safety: Readonly<Record<string, string>> = {
  'content-security-policy': [
    `default-src 'none'`,
    `style-src 'self'`,
    `script-src 'self'`,
    `connect-src 'self'`,
    `img-src 'self' data:`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

const uiAsset = (file: string) =>
  loadAsset(new URL(import.meta.resolve(`@mtandao/ui/assets/${file}`)))

/** HTTP ↔ routes; no rule here. */
export function createApp(deps: AppDeps): Hono {
  const app = new Hono()
  const style = uiAsset('style.css')
  const icon = uiAsset('icon.svg')
  const assets = [style, icon, ...deps.web.assets]
  const door = createDoor(deps, { style, icon })

  app.use(async (context, next) => {
    const began = performance.now()
    await next()
    for (const [name, value] of Object.entries(safety)) context.header(name, value)
    if (deps.publicUrl.startsWith('https:'))
      context.header('strict-transport-security', `max-age=${yearSeconds}`)
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
    context.header('server-timing', `total;dur=${(performance.now() - began).toFixed(1)}`)
  })
  app.use(compress())

  serveAssets(app, assets)
  machineRoutes(app, deps)
  app.get('/live', (context) => liveStream(context, deps))
  app.all('/auth/*', (context) =>
    deps.authHandler(context.req.raw, addressOf(context, deps.trustedProxies)),
  )
  const description = describeOperations(deps.web.operations, {
    title: 'Serikali Mtandao',
    version: '1',
    description: 'Swahili first, English second. Errors are RFC 9457 problems with stable codes.',
  })
  app.get('/api/openapi.json', (context) => context.json(description))
  mountOperations(app, deps.web.operations, door)
  mountPages(app, deps.web.routes, door)

  app.notFound((context) => refuse(context, door, httpProblem('not-found')))
  app.onError((error, context) =>
    // Hono's own guards: a form of another site.
    refuse(context, door, error instanceof HTTPException ? httpProblem('foreign-form') : error),
  )
  return app
}

function createDoor(
  { web, actorOf, keptForms, demo, publicUrl, pseudoLanguage, trustedProxies, log }: AppDeps,
  { style, icon }: { readonly style: Asset; readonly icon: Asset },
): Door<Actor> {
  const scripts = new Map(web.assets.map((asset) => [asset.name, asset]))
  return {
    actorOf,
    keptForms,
    shell: createShell({ demo, style, icon, scripts }),
    refusal: refusalPage,
    publicOrigin: new URL(publicUrl).origin,
    signInPath: '/sign-in',
    now: () => new Date(),
    addressOf: (context) => addressOf(context, trustedProxies),
    countPost: createPostLimit(),
    pseudoLanguage,
    reportDefect: (incident, path, error) => log.error('defect', { incident, path, error }),
  }
}

function serveAssets(app: Hono, assets: readonly Asset[]): void {
  const byPath = new Map(assets.map((asset) => [asset.path, asset]))
  app.get('/assets/:file', (context) => {
    const asset = byPath.get(context.req.path)
    if (!asset) return context.notFound()
    return context.body(asset.body, 200, {
      'content-type': asset.type,
      'cache-control': `public, max-age=${yearSeconds}, immutable`,
    })
  })
}

/** Routes that programs read. */
function machineRoutes(app: Hono, deps: AppDeps): void {
  const { exchange, database } = deps
  app.use('/internal/*', async (context, next) => {
    // A proxy on this machine makes everybody look like this machine. What came by the one for people is not for here.
    const byProxy = deps.trustedProxies > 0 && context.req.header('x-forwarded-for') !== undefined
    return byProxy ? context.notFound() : await next()
  })
  app.get('/internal/routing-snapshot/:environment?', (context) => {
    const asked = context.req.param('environment') ?? 'production'
    if (asked !== 'production' && asked !== 'sandbox') return context.notFound()
    const snapshot = exchange.currentSnapshot(asked)
    if (!snapshot) return context.text('no snapshot yet\n', 503)
    const etag = `"${snapshot.version}"`
    context.header('etag', etag)
    context.header('cache-control', 'no-cache')
    if (context.req.header('if-none-match') === etag) return context.body(null, 304)
    return context.body(snapshot.jws, 200, { 'content-type': 'application/jose' })
  })

  app.all('/internal/simulator/*', (context) => answerSimulated(context, database))

  app.get('/audit-log/*', (context) =>
    deps.auditTile(context.req.path.slice('/audit-log/'.length), context.req.raw.headers),
  )

  app.get('/healthz', (context) => context.text('ok\n'))

  app.get('/readyz', async (context) => {
    const reached = await database.rows('select 1').then(
      () => true,
      () => false,
    )
    const snapshot = exchange.currentSnapshot('production')
    const ready = reached && snapshot !== undefined
    return context.json(
      { ready, database: reached, snapshot: snapshot?.version ?? null },
      ready ? 200 : 503,
    )
  })
}
