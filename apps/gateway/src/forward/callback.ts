import { problem } from '../problems.ts'
import type { ClientEntry } from '../snapshot/routing-table.ts'
import { credentialsFor, type UpstreamAnswer, type Upstreams } from './upstream.ts'

/** Hands late answers and pushes to the callback of a consumer. @throws Problem `provider-*`, as for any party that listens */
export interface Callbacks {
  deliver(client: ClientEntry, headers: string[], body: Buffer): Promise<UpstreamAnswer>
}

const timeoutMs = 30_000
const answerBytesMax = 64 * 1024

export function createCallbacks(upstreams: Upstreams, sealingKey: Buffer): Callbacks {
  return {
    deliver({ client }, headers, body) {
      const { callback } = client
      if (!callback) throw problem('provider-unreachable')
      const url = new URL(callback.url)
      const credentials = credentialsFor(client.id, callback.security, sealingKey)
      return upstreams.send({
        url,
        path: url.pathname + url.search,
        method: 'POST',
        headers: [...headers, ...credentials.headers],
        body,
        timeoutMs,
        bufferBytesMax: answerBytesMax,
        stream: false,
        ...(credentials.tls && { tls: credentials.tls }),
      })
    },
  }
}
