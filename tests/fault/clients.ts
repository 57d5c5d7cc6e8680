import { connect, type GatewayProcess, type TestClients, type TestParty } from '@mtandao/testkit'

/** A whole answer that a client of the campaign holds in its hands. */
export interface Answered {
  readonly party: TestParty
  readonly operation: string
  readonly status: number
  /** Header X-Exchange-Id; absent where the bus could not put the message in evidence and said so. */
  readonly exchange: string | undefined
  /** `data.requestId` of an accepted asynchronous request or push. */
  readonly accepted: string | undefined
  /** The connector verified the bus's signature. */
  readonly isVerified: boolean
}

type Call = (gateway: GatewayProcess, clients: TestClients) => Promise<Answered>

const govesb =
  (
    party: TestParty,
    kind: 'request' | 'nida' | 'push',
    code: string,
    format: 'json' | 'xml',
  ): Call =>
  async (gateway, clients) => {
    const connector = connect(clients[party], gateway)
    const body =
      format === 'json' ? '{"nin":"19900101-00000-00000-01","kiasi":1.5}' : '<nin>1</nin>'
    const send = { request: 'requestData', nida: 'requestNida', push: 'pushData' } as const
    const data = await connector.helper[send[kind]](code, body, format)
    const wire = connector.last()
    if (!wire) throw new Error('no answer')
    const isAsync = wire.status === 200 && (kind === 'push' || code.startsWith('LATE'))
    return {
      party,
      operation: `${kind} ${code} ${format}`,
      status: wire.status,
      exchange: wire.headers.get('x-exchange-id') ?? undefined,
      accepted: isAsync && data !== null ? requestIdOf(data) : undefined,
      isVerified: data !== null,
    }
  }

function requestIdOf(data: string): string | undefined {
  return (/"requestId":"([^"]+)"/.exec(data) ?? /<requestId>([^<]+)</.exec(data))?.[1]
}

/** Not every kind of client speaks through the connector: r1 is plain HTTP. */
const r1: Call = async (gateway, clients) => {
  const client = clients.consumer
  const { access_token: token } = await connect(client, gateway).helper.getAccessToken()
  const response = await fetch(`${gateway.url}/r1/TEST/GOV/2001/provider/plain/person/1`, {
    headers: { authorization: `Bearer ${token}`, 'x-road-client': client.address },
  })
  await response.arrayBuffer()
  return {
    party: 'consumer',
    operation: 'r1',
    status: response.status,
    exchange: response.headers.get('x-exchange-id') ?? undefined,
    accepted: undefined,
    isVerified: true,
  }
}

const calls: readonly Call[] = [
  govesb('consumer', 'request', 'LOOKUP', 'json'),
  govesb('consumerK1', 'request', 'LOOKUP-K1', 'json'),
  govesb('consumer', 'request', 'LOOKUP-XML', 'xml'),
  govesb('consumer', 'nida', 'LOOKUP', 'json'),
  govesb('consumer', 'request', 'UNAGREED', 'json'),
  govesb('consumer', 'request', 'LATE', 'json'),
  govesb('consumerK1', 'request', 'LATE', 'json'),
  govesb('consumer', 'request', 'LATE-XML', 'xml'),
  govesb('provider', 'push', 'NOTICES', 'json'),
  r1,
]

export interface Traffic {
  readonly answers: Answered[]
  readonly failures: () => number
  stop(): Promise<void>
}

/** Keeps `lanes` calls under way, of every kind in turn, until stopped. A call that breaks is counted and forgotten. */
export function startTraffic(
  gateway: GatewayProcess,
  clients: TestClients,
  lanes: number,
): Traffic {
  const answers: Answered[] = []
  let failures = 0
  const over = new AbortController()
  let turn = 0
  async function lane(): Promise<void> {
    while (!over.signal.aborted) {
      const call = calls[turn++ % calls.length] as Call
      try {
        answers.push(await call(gateway, clients))
      } catch {
        failures++
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }
  const running = Promise.all(Array.from({ length: lanes }, lane))
  return {
    answers,
    failures: () => failures,
    async stop() {
      over.abort()
      await running
    },
  }
}
