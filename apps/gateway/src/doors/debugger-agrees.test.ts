import { IncomingMessage, type ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { Problem } from '@mtandao/problem'
import {
  contentDigest,
  generateKeyPair,
  httpSigner,
  importPrivateKey,
  importPublicKey,
  keysInForce,
  sign,
  signHttpMessage,
  type R1Request,
} from '@mtandao/seal'
import { explainEnvelope, explainR1 } from '@mtandao/seal/explain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { validKeys } from '../access/authenticate.ts'
import type { ClientEntry, RoutingTable, ValidKey } from '../snapshot/routing-table.ts'
import { receive, signatureOf } from './govesb-message.ts'
import { receiveR1 } from './r1-message.ts'
import { requestSignature } from './r1-signature.ts'

/*
 * The signature debugger explains with the same functions that decide here. These tests hold the two together from outside:
 * whatever the message, it says `valid` exactly when the door accepts the signature.
 */

const curves = ['P-256', 'secp256k1'] as const
const signers = [...curves, ...curves].map((curve) =>
  importPrivateKey(generateKeyPair(curve).privateKey),
)
const nowMs = Date.now()
const hour = 3_600_000

/** The second pair is not in force. */
const client = {
  keys: signers.map((key, at): ValidKey => ({
    ...importPublicKey(key.publicKeyBase64),
    notBeforeMs: nowMs - hour,
    notAfterMs: at < 2 ? nowMs + hour : nowMs - 1,
  })),
} as Partial<ClientEntry> as ClientEntry

const table = {} as RoutingTable
const response = {} as ServerResponse

function incoming(method: string, url: string, headers: IncomingMessage['headers'], body: Buffer) {
  const request = new IncomingMessage(new Socket())
  Object.assign(request, { method, url, complete: true })
  request.headers = { ...headers, 'content-length': String(body.length) }
  request.push(body)
  request.push(null)
  return request
}

const isRefusal = (error: unknown) => {
  if (!(error instanceof Problem) || error.kind.status >= 500) throw error
  return false
}

async function esbAccepts(body: Buffer, format: 'json' | 'xml'): Promise<boolean> {
  const headers = { 'content-type': `application/${format}` }
  const request = incoming('POST', '/engine/esb/request', headers, body)
  const intake = { call: 'request', startedAt: 0, table, bodyBytesMax: 1e6 } as const
  try {
    const message = await receive({ ...intake, request, response })
    await signatureOf(message)(validKeys(client, nowMs))
    return true
  } catch (error) {
    return isRefusal(error)
  }
}

/** Undefined: the request is not signed, and passes on its token. */
async function r1Accepts(r1: R1Request): Promise<boolean | undefined> {
  const body = r1.body ?? Buffer.alloc(0)
  const request = incoming(
    r1.method,
    r1.target,
    { ...r1.headers } as IncomingMessage['headers'],
    body,
  )
  const message = await receiveR1({ request, response, startedAt: 0, table, bodyBytesMax: 1e6 })
  try {
    const verify = requestSignature(message)
    if (!verify) return undefined
    await verify(validKeys(client, nowMs))
    return true
  } catch (error) {
    return isRefusal(error)
  }
}

const inForce = () => keysInForce(client.keys, nowMs)

/** Random damage: most of it breaks the signature, some of it does not. */
const damage = fc.option(
  fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat(7) }),
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), bit: fc.constant(0) }),
    fc.record({ kind: fc.constant('space' as const), at: fc.nat(), bit: fc.constant(0) }),
  ),
  { freq: 2, nil: undefined },
)

function damaged(
  bytes: Buffer,
  how: { kind: string; at: number; bit: number } | undefined,
): Buffer {
  if (!how) return bytes
  const at = how.at % bytes.length
  if (how.kind === 'cut') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
  if (how.kind === 'space')
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(' '), bytes.subarray(at)])
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ (1 << how.bit)
  return copy
}

const signer = fc.nat(signers.length - 1).map((at) => signers[at] ?? fail())
function fail(): never {
  throw new Error('there is such a signer')
}

test('of a JSON message the debugger says valid exactly when the bus accepts the signature', async () => {
  let valid = 0
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue({ maxDepth: 3 }),
      signer,
      fc.constantFrom(undefined, 2),
      damage,
      async (body, by, indent, how) => {
        const data = JSON.stringify({ apiCode: 'ABC', esbBody: body })
        const sent = JSON.stringify({ apiCode: 'ABC', esbBody: body }, undefined, indent)
        const signature = sign(by, Buffer.from(data))
        const bytes = damaged(Buffer.from(`{"data":${sent},"signature":"${signature}"}`), how)
        const said = await explainEnvelope(bytes, 'json', { keys: inForce() })
        expect(said.verdict === 'valid').toBe(await esbAccepts(bytes, 'json'))
        if (said.verdict === 'valid') valid += 1
      },
    ),
    { numRuns: 60 },
  )
  expect(valid).toBeGreaterThan(4)
}, 60_000)

test('of an XML message too', async () => {
  let valid = 0
  await fc.assert(
    fc.asyncProperty(
      fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[^\w ]/g, '')),
      signer,
      fc.boolean(),
      damage,
      async (text, by, withTags, how) => {
        const data = `<data><apiCode>ABC</apiCode><esbBody><a>${text}</a></esbBody></data>`
        const signature = sign(by, Buffer.from(withTags ? data : data.slice(6, -7)))
        const bytes = damaged(
          Buffer.from(`<esbrequest>${data}<signature>${signature}</signature></esbrequest>`),
          how,
        )
        const said = await explainEnvelope(bytes, 'xml', { keys: inForce() })
        expect(said.verdict === 'valid').toBe(await esbAccepts(bytes, 'xml'))
        if (said.verdict === 'valid') valid += 1
      },
    ),
    { numRuns: 60 },
  )
  expect(valid).toBeGreaterThan(2)
}, 60_000)

test('and of an r1 request, signed, unsigned, old, with another body or with too little covered', async () => {
  const nowSeconds = Math.floor(Date.now() / 1000)
  let valid = 0
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(0, 0, 0, 2),
      fc
        .integer({ min: -320, max: 60 })
        .filter((age) => Math.abs(age + 300) > 5 && Math.abs(age - 30) > 5),
      fc.subarray(['@method', '@path', '@query', 'x-road-client', 'content-digest'], {
        minLength: 4,
      }),
      fc.constantFrom('none', 'none', 'body', 'path', 'signature', 'unsigned', 'header'),
      async (bytes, at, age, components, change) => {
        const body = Buffer.from(bytes)
        const target = '/r1/TEST/GOV/1/s/x/y?q=1'
        const headers = {
          host: 'bus.example',
          'x-road-client': 'TEST/GOV/2/c',
          'content-digest': contentDigest(body),
        }
        const { signatureInput, signature } = signHttpMessage(
          { method: 'POST', targetUri: `http://bus.example${target}`, headers },
          components,
          httpSigner(signers[at] ?? fail()),
          { created: nowSeconds + age },
        )
        const request: R1Request = {
          method: 'POST',
          scheme: 'http',
          target: change === 'path' ? `${target}0` : target,
          headers: {
            ...headers,
            ...(change === 'header' && { 'x-road-client': 'TEST/GOV/2/d' }),
            ...(change !== 'unsigned' && {
              'signature-input': signatureInput,
              signature: change === 'signature' ? signature.replace(/:.{4}/, ':AAAA') : signature,
            }),
          },
          body: change === 'body' ? Buffer.concat([body, Buffer.from('x')]) : body,
        }
        const said = explainR1(request, {
          keys: inForce(),
          nowSeconds: Math.floor(Date.now() / 1000),
        })
        const accepted = await r1Accepts(request)
        expect(said.verdict === 'unsigned').toBe(accepted === undefined)
        expect(said.verdict === 'valid').toBe(accepted === true)
        if (accepted === true) valid += 1
      },
    ),
    { numRuns: 300 },
  )
  expect(valid).toBeGreaterThan(2)
}, 60_000)
