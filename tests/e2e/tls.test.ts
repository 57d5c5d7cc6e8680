import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, request as httpsRequest, Agent } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { fileURLToPath } from 'node:url'
import type { RoutingSnapshot } from '@mtandao/contracts'
import { sealFor } from '@mtandao/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { service, startR1Country, type R1Country } from './r1-country.ts'

/** TLS on both sides of the bus: clients that show a certificate (RFC 8705), providers that want to see ours. */
const file = (name: string) => fileURLToPath(new URL(`certificates/${name}.pem`, import.meta.url))
const pem = (name: string) => readFileSync(file(name), 'utf8')
const pair = (name: string) => ({ cert: pem(name), key: pem(`${name}.key`) })
const thumbprint = (name: string) =>
  Buffer.from(new X509Certificate(pem(name)).fingerprint256.replaceAll(':', ''), 'hex').toString(
    'base64url',
  )
const ca = pem('test-authority')

let r1: R1Country
let snapshot: RoutingSnapshot
/** A provider over TLS that answers with the name on the certificate it was shown. */
const provider = createServer({ ...pair('server'), ca, requestCert: true }, (request, response) => {
  const { subject } = (request.socket as TLSSocket).getPeerCertificate()
  response.end(subject.CN)
})

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  r1 = await startR1Country({
    env: {
      GATEWAY_TLS_KEY_FILE: file('server.key'),
      GATEWAY_TLS_CERTIFICATE_FILE: file('server'),
      GATEWAY_TLS_CLIENT_CA_FILE: file('test-authority'),
    },
    adjust: (built) => ({
      ...built,
      clients: built.clients.map((client) =>
        client.id === 'consumer-client' || client.id === 'stranger-client'
          ? {
              ...client,
              certificates: [
                thumbprint(client.id.replace('-client', '')),
                thumbprint('foreign'),
              ].slice(0, client.id === 'consumer-client' ? 2 : 1),
            }
          : client,
      ),
    }),
  })
  snapshot = r1.country.snapshot()
})
afterAll(async () => {
  await r1[Symbol.asyncDispose]()
  provider.closeAllConnections()
  provider.close()
})

interface TlsAnswer {
  readonly status: number
  readonly text: string
  readonly code: string | undefined
}

function call(
  path: string,
  {
    as,
    agent,
    ...options
  }: {
    as?: string
    agent?: Agent
    method?: string
    headers?: Record<string, string>
    body?: string
  } = {},
): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        ...options,
        host: '127.0.0.1',
        port: r1.country.gateway.port,
        path,
        ca,
        agent: agent ?? new Agent({ ca, ...(as && pair(as)) }),
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('end', () => {
          const code = /"code":"gateway\.([a-z-]+)"/.exec(text)?.[1]
          resolve({ status: response.statusCode ?? 0, text, code })
        })
      },
    )
    request.on('error', reject)
    request.end(options.body)
  })
}

const form = (fields: Record<string, string>) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }).toString(),
})
const token = (as: string | undefined, fields: Record<string, string> = {}) =>
  call('/gw/govesb-uaa/oauth/token', { ...(as && { as }), ...form(fields) })
const tokenOf = ({ text }: TlsAnswer) => (JSON.parse(text) as { access_token: string }).access_token
const secret = () => ({
  client_id: r1.country.clients.consumer.id,
  client_secret: r1.country.clients.consumer.secret,
})
const headers = (bearer?: string, party: 'consumer' | 'stranger' = 'consumer') => ({
  'x-road-client': r1.country.clients[party].address,
  ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
})
const ask = (as: string | undefined, bearer?: string, party?: 'consumer' | 'stranger') =>
  call(`${service}/x`, { ...(as && { as }), headers: headers(bearer, party) })

describe('a client certificate', () => {
  test('gets a token that is good with that certificate alone', async () => {
    for (const fields of [{}, secret(), { client_id: 'consumer-client' }]) {
      const bound = tokenOf(await token('consumer', fields))
      expect(await ask('consumer', bound)).toMatchObject({ status: 200, text: 'ok' })
      expect(await ask(undefined, bound)).toMatchObject({ status: 401, code: 'token-invalid' })
      expect(await ask('stranger', bound)).toMatchObject({ status: 401, code: 'token-invalid' })
    }
  })

  test('is enough by itself at the r1 door', async () => {
    expect(await ask('consumer')).toMatchObject({ status: 200, text: 'ok' })
    expect(await ask('stranger', undefined, 'stranger')).toMatchObject({
      status: 403,
      code: 'agreement-missing',
    })
    expect(await ask('stranger')).toMatchObject({ status: 403, code: 'client-mismatch' })
  })

  test.each([
    ['that an unknown authority signed, though it is registered', 'foreign'],
    ['that nobody registered', 'bus'],
    ['that is not there', undefined],
  ])('%s proves nothing', async (_what, as) => {
    expect(await ask(as)).toMatchObject({ status: 401, code: 'credentials-missing' })
    expect(await token(as)).toMatchObject({ status: 401, code: 'credentials-missing' })
  })

  test('of one client with the id of another is refused', async () => {
    expect(await token('stranger', { client_id: 'consumer-client' })).toMatchObject({
      status: 401,
      code: 'credentials-missing',
    })
  })

  test('of another client beside a right secret binds nothing to it', async () => {
    const free = tokenOf(await token('stranger', secret()))
    expect(await ask(undefined, free)).toMatchObject({ status: 200 })
  })

  test('is known again on a resumed session and on a kept connection', async () => {
    const agent = new Agent({ ca, ...pair('consumer'), keepAlive: true, maxSockets: 1 })
    for (let round = 0; round < 3; round += 1)
      expect((await call(`${service}/x`, { agent, headers: headers() })).status).toBe(200)
    agent.destroy()
    const resuming = new Agent({ ca, ...pair('consumer'), maxCachedSessions: 10 })
    let resumed = 0
    const connect = resuming.createConnection.bind(resuming)
    resuming.createConnection = (...args) => {
      const socket = connect(...args) as TLSSocket
      socket.once('secureConnect', () => (resumed += socket.isSessionReused() ? 1 : 0))
      return socket
    }
    for (let round = 0; round < 4; round += 1)
      expect((await call(`${service}/x`, { agent: resuming, headers: headers() })).status).toBe(200)
    expect(resumed).toBeGreaterThan(0)
  })

  test('names the caller in the evidence of a refusal, so that its receipt is the caller’s', async () => {
    const refused = await call('/r1/TEST/GOV/2001/provider/unagreed/x', {
      as: 'consumer',
      headers: headers(),
    })
    expect(refused).toMatchObject({ status: 403, code: 'agreement-missing' })
    const { exchange } = JSON.parse(refused.text) as { exchange: string }
    expect(await call(`/receipts/${exchange}`, { as: 'consumer' })).toMatchObject({ status: 200 })
    expect(await call(`/receipts/${exchange}`, { as: 'stranger' })).toMatchObject({ status: 403 })
  })
})

describe('a provider that wants a certificate', () => {
  async function publish(change: { ca?: string; certificate: string; key: string }) {
    const { sealingKey } = r1.country.gateway
    const { port } = provider.address() as AddressInfo
    snapshot = {
      ...snapshot,
      version: snapshot.version + 1,
      services: snapshot.services.map((one) =>
        one.id === 'open'
          ? {
              ...one,
              endpoint: {
                url: `https://127.0.0.1:${port}`,
                security: {
                  type: 'mtls',
                  certificate: change.certificate,
                  key: sealFor(sealingKey, 'open', change.key),
                  ...(change.ca && { ca: change.ca }),
                },
              },
            }
          : one,
      ),
    }
    await r1.country.gateway.setSnapshot(snapshot)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }

  test('is shown the bus’s own', async () => {
    await publish({ certificate: pem('bus'), key: pem('bus.key'), ca })
    expect(await ask('consumer')).toMatchObject({ status: 200, text: 'bus' })
  })

  test('and is itself not the one expected, is not spoken to', async () => {
    await publish({ certificate: pem('bus'), key: pem('bus.key'), ca: pem('foreign-authority') })
    expect(await ask('consumer')).toMatchObject({ status: 502, code: 'provider-unreachable' })
    await publish({ certificate: pem('bus'), key: pem('bus.key') })
    expect(await ask('consumer')).toMatchObject({ status: 502, code: 'provider-unreachable' })
  })

  test('and does not know ours, says so as its failure', async () => {
    await publish({ certificate: pem('foreign'), key: pem('foreign.key'), ca })
    const answer = await ask('consumer')
    expect(answer.status).toBe(502)
    expect(answer.code).toMatch(/^provider-/)
  })
})
