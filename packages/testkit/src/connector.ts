import type { TestClient } from './demo-snapshot.ts'
import { createHelper, type GovEsbHelper } from './govesb-helper.ts'

/** An answer as it stood on the wire, beside what the connector makes of it. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export interface Connector {
  readonly helper: GovEsbHelper
  /** The last answer of the engine (token answers not counted). */
  last(): WireAnswer | undefined
}

/** The unmodified `govesb-connector-js` of one client; its `fetch` is watched, never changed. */
export function connect(
  client: Pick<TestClient, 'id' | 'secret' | 'key' | 'nidaUserId'>,
  gateway: {
    readonly url: string
    readonly busKeys: Readonly<Record<TestClient['key']['curve'], string>>
  },
): Connector {
  let last: WireAnswer | undefined
  const watch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    if (new Request(input).url.endsWith('/oauth/token')) return response
    const text = await response.text()
    last = { status: response.status, headers: response.headers, text }
    return new Response(text, { status: response.status, headers: response.headers })
  }
  const helper = createHelper({
    clientPrivateKey: client.key.privateKey,
    esbPublicKey: gateway.busKeys[client.key.curve],
    clientId: client.id,
    clientSecret: client.secret,
    esbTokenUrl: `${gateway.url}/gw/govesb-uaa/oauth/token`,
    esbEngineUrl: `${gateway.url}/engine/esb`,
    nidaUserId: client.nidaUserId,
    fetch: watch,
  })
  return { helper, last: () => last }
}
