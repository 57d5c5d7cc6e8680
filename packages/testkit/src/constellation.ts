import type { RoutingSnapshot } from '@mtandao/contracts'
import { connect, type Connector } from './connector.ts'
import {
  demoSnapshot,
  makeClients,
  type DemoSnapshotOptions,
  type TestClients,
  type TestParty,
} from './demo-snapshot.ts'
import {
  startGateway,
  type GatewayKeys,
  type GatewayOptions,
  type GatewayProcess,
} from './gateway-process.ts'
import { sealFor } from './keys.ts'
import { startParty, type PartyServer } from './party-server.ts'

/** A gateway with providers and consumers around it, all real, on free ports of this machine. */
export interface Constellation {
  readonly gateway: GatewayProcess
  readonly clients: TestClients
  readonly provider: PartyServer
  readonly providerK1: PartyServer
  readonly callback: PartyServer
  readonly callbackK1: PartyServer
  /** A fresh connector, because the connector keeps state from call to call. */
  connect(party: TestParty): Connector
  token(party: TestParty): Promise<string>
  /** The snapshot of this country with changes; its version is yours to raise. */
  snapshot(changes?: Partial<DemoSnapshotOptions>): RoutingSnapshot
  [Symbol.asyncDispose](): Promise<void>
}

export interface ConstellationOptions extends Omit<GatewayOptions, 'snapshot'> {
  readonly adjust?: (snapshot: RoutingSnapshot) => RoutingSnapshot
}

export async function startConstellation(
  options: ConstellationOptions = {},
): Promise<Constellation> {
  const { adjust, ...rest } = options
  const clients = makeClients()
  const over = new AbortController()
  const isOver = over.signal
  const [provider, providerK1, callback, callbackK1] = await Promise.all([
    startParty({
      key: clients.provider.key,
      onLate: (seen) => void answerLate(seen.requestId, seen.headers['content-type']),
    }),
    startParty({ key: clients.providerK1.key }),
    startParty({ key: clients.consumer.key }),
    startParty({ key: clients.consumerK1.key }),
  ])
  let seal: DemoSnapshotOptions['seal']
  const snapshot = (changes: Partial<DemoSnapshotOptions> = {}) =>
    demoSnapshot({
      clients,
      provider: provider.url,
      providerK1: providerK1.url,
      callback: `${callback.url}/callback`,
      callbackK1: `${callbackK1.url}/callback`,
      ...(seal && { seal }),
      ...(adjust && { adjust }),
      ...changes,
    })
  const gateway = await startGateway({
    ...rest,
    snapshot(keys: GatewayKeys) {
      seal = (service, clear) => sealFor(keys.sealingKey, service, clear)
      return snapshot()
    },
  })
  for (const party of [provider, callback]) party.trust(gateway.busKeys['P-256'])
  for (const party of [providerK1, callbackK1]) party.trust(gateway.busKeys.secp256k1)

  /** A careful provider: it sends what it owes until the bus has it (409), for half a minute. */
  async function answerLate(requestId: string | undefined, contentType: string | undefined) {
    if (requestId === undefined) return
    const format = contentType?.includes('xml') === true ? 'xml' : 'json'
    for (let attempt = 0; attempt < 150 && !isOver.aborted; attempt++) {
      const connector = connect(clients.provider, gateway)
      const status = await sendLateAnswer(connector, gateway.url, requestId, format).catch(() => 0)
      if (status === 200 || status === 409 || status === 404) return
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  return {
    gateway,
    clients,
    provider,
    providerK1,
    callback,
    callbackK1,
    connect: (party) => connect(clients[party], gateway),
    async token(party) {
      const { access_token: token } = (await connect(
        clients[party],
        gateway,
      ).helper.getAccessToken()) as {
        access_token: string
      }
      return token
    },
    snapshot,
    async [Symbol.asyncDispose]() {
      over.abort()
      await gateway[Symbol.asyncDispose]()
      await Promise.all([provider, providerK1, callback, callbackK1].map((party) => party.close()))
    },
  }
}

/** The provider's own later call: token, signed response envelope naming the request, POST to `async`. Answers the status. */
export async function sendLateAnswer(
  connector: Connector,
  gatewayUrl: string,
  requestId: string,
  format: 'json' | 'xml',
): Promise<number> {
  const { helper } = connector
  const { access_token: token } = await helper.getAccessToken()
  // The connector puts its `apiCode` field into data.requestId of an asynchronous answer, and gives no setter for it.
  Object.assign(helper, { apiCode: requestId })
  const body = await helper.asyncSuccessResponse(JSON.stringify({ answered: requestId }), format)
  const response = await fetch(`${gatewayUrl}/engine/esb/async`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `application/${format}; charset=utf-8`,
    },
    body,
  })
  await response.arrayBuffer()
  return response.status
}
