import {
  mkdtempSync,
  openSync,
  closeSync,
  fdatasyncSync,
  rmSync,
  statfsSync,
  writeSync,
  mkdirSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  connect,
  demoSnapshot,
  freePorts,
  makeClients,
  startGateway,
  type GatewayProcess,
  type TestClient,
} from '@mtandao/testkit'
import { envelopes, govesbRequests, kilobyte, r1Request, tokenRequest } from './messages.ts'
import { median } from './measure.ts'
import { nodeFile, startPiped, type PipedProcess } from './piped-process.ts'
import { startPeers, type Pinning, type Subject } from './subjects.ts'

/** Everything the bench needs, running. */
export interface Stage {
  readonly pins: Pinning
  readonly gateway: GatewayProcess
  readonly peers: readonly Subject[]
  readonly generator: PipedProcess
  readonly crypto: PipedProcess
  readonly upstreamPort: number
  readonly client: TestClient
  readonly requests: { readonly r1: string[]; readonly govesb: string[]; readonly token: string[] }
  /** What the disk under the journal is and costs. */
  readonly disk: string
  token(): Promise<string>
  end(): Promise<void>
}

export async function setStage(pins: Pinning): Promise<Stage> {
  const clients = makeClients()
  const [upstreamPort] = (await freePorts(1)) as [number]
  const upstream = startPiped(pins.harness, nodeFile('./upstream.ts'))
  const signed = envelopes(
    clients.provider.key,
    64,
    (turn) => `{"success":true,"esbBody":${kilobyte(turn)}}`,
  )
  await upstream.ask({ port: upstreamPort, plain: kilobyte(0), signed })

  const dir = durableFolder()
  const gateway = await startGateway({
    dir,
    prefix: pins.subject,
    env: { GATEWAY_TOKEN_SECONDS: '7200', LOG_LEVEL: 'error' },
    snapshot: demoSnapshot({
      clients,
      provider: `http://127.0.0.1:${upstreamPort}`,
      adjust: (snapshot) => ({
        ...snapshot,
        services: snapshot.services.map((service) =>
          service.id === 'lookup' && service.endpoint
            ? {
                ...service,
                endpoint: { ...service.endpoint, url: `http://127.0.0.1:${upstreamPort}/esb` },
              }
            : service,
        ),
      }),
    }),
  })
  const peers = await startPeers(pins, upstreamPort)
  const generator = startPiped(pins.harness, nodeFile('./load-generator.ts'))
  const crypto = startPiped(pins.subject, nodeFile('./crypto-limit.ts'))
  const client = clients.consumer
  const token = async () => (await connect(client, gateway).helper.getAccessToken()).access_token
  const bearer = await token()
  return {
    pins,
    gateway,
    peers,
    generator,
    crypto,
    upstreamPort,
    client,
    requests: {
      r1: [r1Request(client, bearer)],
      govesb: govesbRequests(client, bearer),
      token: [tokenRequest(client)],
    },
    disk: describeDisk(dir),
    token,
    async end() {
      await Promise.all([...peers, generator, crypto, upstream].map((one) => one.end()))
      await gateway[Symbol.asyncDispose]()
      rmSync(dir, { recursive: true, force: true })
      rmSync(`${dir}.platform-key`, { force: true })
    },
  }
}

const tmpfs = 0x01021994

/** Evidence on a memory disk would cost nothing and prove nothing: the journal goes where fsync means something. */
function durableFolder(): string {
  const root = resolve(fileURLToPath(new URL('../..', import.meta.url)), 'data')
  if (statfsSync(tmpdir()).type !== tmpfs) return mkdtempSync(join(tmpdir(), 'mtandao-bench-'))
  mkdirSync(root, { recursive: true })
  return mkdtempSync(join(root, 'bench-'))
}

function describeDisk(dir: string): string {
  const file = join(dir, 'probe')
  const fd = openSync(file, 'w')
  const block = Buffer.alloc(16 * 1024, 1)
  const times = Array.from({ length: 30 }, () => {
    writeSync(fd, block)
    const begin = performance.now()
    fdatasyncSync(fd)
    return performance.now() - begin
  })
  closeSync(fd)
  rmSync(file)
  const kind =
    statfsSync(dir).type === tmpfs ? 'a memory disk (fsync costs nothing here)' : 'a real disk'
  return `${kind}, fdatasync of 16 KiB: median ${median(times).toFixed(2)} ms`
}
