import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  readonly port: number
  /** Lets requests under way end, for five seconds at most. */
  close(): Promise<void>
}

const limits = {
  headersTimeout: 5_000,
  // A form with a document of two megabytes over a weak link.
  requestTimeout: 120_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1024,
}
const closeWithinMs = 5_000

/** @throws Error when the port is taken */
export async function listen(
  app: Hono,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const listener = getRequestListener(app.fetch)
  const server = createServer(limits, (request, response) => void listener(request, response))
  server.maxConnections = 2_000
  server.maxRequestsPerSocket = 1_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return { port: portOf(server), close: () => close(server) }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), closeWithinMs)
  await closed
  clearTimeout(timer)
}
