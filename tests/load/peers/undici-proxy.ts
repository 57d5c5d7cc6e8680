/**
 * The leanest proxy that `node:http` and `undici` allow: headers copied, body streamed, nothing else. What a gateway built on
 * the same two parts could reach if it did no work of its own. Arguments: own port, upstream port.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Pool, type Dispatcher } from 'undici'

const [port, upstream] = process.argv.slice(2).map(Number)
const pool = new Pool(`http://127.0.0.1:${upstream}`, { connections: 128, pipelining: 1 })

const hop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'upgrade',
  'host',
  'expect',
])

function endToEnd(raw: readonly string[]): string[] {
  const kept: string[] = []
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string
    if (!hop.has(name.toLowerCase())) kept.push(name, raw[i + 1] as string)
  }
  return kept
}

function handler(response: ServerResponse): Dispatcher.DispatchHandler {
  return {
    onRequestStart() {},
    onResponseStart(_controller, status, headers) {
      for (const name of hop) delete headers[name]
      response.writeHead(status, headers)
    },
    onResponseData(controller, chunk) {
      // A client that went away never drains: without this its connection to the provider would be lost to the pool.
      if (response.destroyed || response.write(chunk)) return
      controller.pause()
      const resume = () => controller.resume()
      response.once('drain', resume).once('close', resume)
    },
    onResponseEnd() {
      response.end()
    },
    onResponseError() {
      if (!response.headersSent) response.writeHead(502)
      response.end()
    },
  }
}

function forward(request: IncomingMessage, response: ServerResponse): void {
  const method = request.method as Dispatcher.HttpMethod
  const bare = method === 'GET' || method === 'HEAD'
  pool.dispatch(
    {
      path: request.url ?? '/',
      method,
      headers: endToEnd(request.rawHeaders),
      body: bare ? null : request,
    },
    handler(response),
  )
}

createServer(forward).listen(port, '127.0.0.1', () => process.stdout.write('ready\n'))
