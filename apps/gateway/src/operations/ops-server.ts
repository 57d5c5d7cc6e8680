import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DeliveriesApi } from './deliveries-api.ts'
import { openMetricsText } from './metrics.ts'
import type { ReceiptsApi } from './receipts-api.ts'

/** What the operations listener shows of the whole node. */
export interface NodeView {
  /** `undefined`: a worker is starting or gone. */
  unready(): Promise<{ readonly worker: number; readonly why: readonly string[] }[]>
  families(): Promise<Parameters<typeof openMetricsText>[0]>
  readonly journals: readonly {
    readonly worker: number
    readonly origin: string
    readonly vkey: string
  }[]
  readonly journalRoot: string
  /** The bus's public keys by curve, base64 SPKI. */
  readonly publicKeys: Readonly<Record<string, string>>
  readonly deliveries: DeliveriesApi
  readonly receipts: ReceiptsApi
}

/** Health, readiness, metrics, public keys, the journals as static C2SP tiles, failed deliveries, receipts. It listens on its own address, away from traffic. */
export function createOpsServer(view: NodeView): Server {
  return createServer({ headersTimeout: 5_000, requestTimeout: 10_000 }, (request, response) => {
    answer(view, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500).end()
      else response.destroy()
    })
  })
}

async function answer(
  view: NodeView,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = view.deliveries.answer(request, response) ?? view.receipts.answer(request, response)
  if (asked) return asked
  const pathname = (request.url ?? '/').split('?', 1)[0] ?? '/'
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return end(response, 405, 'text/plain', 'method not allowed\n')
  if (pathname === '/healthz') return end(response, 200, 'text/plain', 'ok\n')
  if (pathname === '/readyz') return ready(view, response)
  if (pathname === '/metrics')
    return end(
      response,
      200,
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
      openMetricsText(await view.families()),
    )
  if (pathname === '/keys')
    return end(response, 200, 'application/json', JSON.stringify(view.publicKeys))
  if (pathname === '/journal/') {
    const list = view.journals.map((one) => ({ ...one, path: `/journal/${one.worker}/` }))
    return end(response, 200, 'application/json', JSON.stringify(list))
  }
  return tile(view, pathname, response)
}

async function ready(view: NodeView, response: ServerResponse): Promise<void> {
  const workers = await view.unready()
  const isReady = workers.length > 0 && workers.every(({ why }) => why.length === 0)
  end(
    response,
    isReady ? 200 : 503,
    'application/json',
    JSON.stringify({ ready: isReady, workers }),
  )
}

// Only names that C2SP tlog-tiles gives, so no path of a caller's making reaches the disk.
const tileName =
  /^\/journal\/(\d{1,3})\/(checkpoint|tile\/(?:entries|\d)\/(?:x\d{3}\/){0,5}\d{3}(?:\.p\/\d{1,3})?)$/

async function tile(view: NodeView, pathname: string, response: ServerResponse): Promise<void> {
  const named = tileName.exec(pathname)
  if (!named || !view.journals.some(({ worker }) => String(worker) === named[1]))
    return end(response, 404, 'text/plain', 'not found\n')
  const file = join(view.journalRoot, named[1] as string, named[2] as string)
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) return end(response, 404, 'text/plain', 'not found\n')
  const isCheckpoint = named[2] === 'checkpoint'
  response.writeHead(200, {
    'content-type': isCheckpoint ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'content-length': found.size,
    'cache-control': isCheckpoint ? 'no-cache' : 'max-age=31536000, immutable',
  })
  await pipeline(createReadStream(file, { end: Math.max(0, found.size - 1) }), response)
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response
    .writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
    .end(body)
}
