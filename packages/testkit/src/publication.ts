import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from './child.ts'

/** A stand-in for the platform's publishing address, and nothing else of the platform: text with an ETag. */
export interface Publication {
  readonly url: string
  publish(jws: string, version: number): void
  /** Resolves when somebody said, by If-None-Match, that this version is what it has. */
  taken(version: number): Promise<void>
  /** The platform is down: connections are refused until `resume`. */
  pause(): Promise<void>
  resume(): Promise<void>
  close(): Promise<void>
}

export async function servePublication(): Promise<Publication> {
  let body = ''
  let etag = ''
  const had = new Set<string>()
  const server = createServer((request, response) => {
    const known = request.headers['if-none-match']
    if (known !== undefined) had.add(known)
    if (body === '') response.writeHead(404).end()
    else if (known === etag) response.writeHead(304, { etag }).end()
    else response.writeHead(200, { etag, 'content-type': 'application/jose' }).end(body)
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve())
    })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/internal/routing-snapshot`,
    publish(jws, version) {
      body = jws
      etag = `"${version}"`
    },
    async taken(version) {
      await waitFor(`snapshot ${version} to be taken`, () => had.has(`"${version}"`), {
        withinMs: 5000,
      })
    },
    pause: close,
    resume: () => listen(port),
    close,
  }
}
