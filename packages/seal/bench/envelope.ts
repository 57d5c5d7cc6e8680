/**
 * What sealing costs per message of about 1 KB, in microseconds, beside the limit that the cryptography itself sets.
 * Run: node packages/seal/bench/envelope.ts
 */
import { sign as cryptoSign, verify as cryptoVerify } from 'node:crypto'
import { loadavg } from 'node:os'
import {
  bodyFromPlain,
  buildRequest,
  buildResponse,
  generateKeyPair,
  importPrivateKey,
  importPublicKey,
  parseEnvelope,
  sign,
  verify,
  type Format,
} from '../src/index.ts'

const members = Array.from({ length: 22 }, (_, i) => [
  `kipengele${i}`,
  `thamani ya ${i} & nyingine`,
])
const json = JSON.stringify({ ...Object.fromEntries(members), kiasi: 1250.5, namba: 12, hai: true })
const body = bodyFromPlain(Buffer.from(json), 'json')

const rounds = 7
const roundMs = 60

/** Processor time, median over rounds: neither a neighbour on the machine nor waiting for it sets the figure. */
function micros(work: () => unknown): number {
  const figures: number[] = []
  for (let i = 0; i < 600; i++) work() // Compilers run first.
  for (let round = 0; round < rounds; round++) {
    let count = 0
    const before = process.cpuUsage()
    const started = performance.now()
    while (performance.now() - started < roundMs) {
      for (let i = 0; i < 8; i++) work()
      count += 8
    }
    const { user, system } = process.cpuUsage(before)
    figures.push((user + system) / count)
  }
  return figures.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number
}

for (const curve of ['P-256', 'secp256k1'] as const) {
  const pair = generateKeyPair(curve)
  const [signing, verifying] = [importPrivateKey(pair.privateKey), importPublicKey(pair.publicKey)]
  for (const format of ['json', 'xml'] as const satisfies readonly Format[]) {
    const parts = { format, codeKind: 'apiCode', code: 'API001', body } as const
    const message = buildRequest(parts, signing).bytes
    const envelope = parseEnvelope(message, format)
    const data = envelope.signedText
    const der = cryptoSign('sha256', data, signing.keyObject)
    const signature = der.toString('base64')
    const bare = {
      sign: micros(() => cryptoSign('sha256', data, signing.keyObject)),
      verify: micros(() => cryptoVerify('sha256', data, verifying.keyObject, der)),
    }
    const answer = { format, success: true, body: envelope.body }
    const ours = {
      parse: micros(() => parseEnvelope(message, format)),
      verify: micros(() => verify(verifying, data, signature)),
      sign: micros(() => sign(signing, data)),
      build: micros(() => buildResponse(answer, signing)),
      hop: micros(() => {
        const received = parseEnvelope(message, format)
        verify(verifying, received.signedText, received.signature ?? '')
        buildResponse({ format, success: true, body: received.body }, signing)
      }),
    }
    const figures = {
      ...ours,
      bareSign: bare.sign,
      bareVerify: bare.verify,
      besideCrypto: ours.hop - bare.sign - bare.verify,
    }
    const shown = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(1)}`)
    console.log(`${curve} ${format} ${message.length} bytes, µs: ${shown.join('  ')}`)
  }
}

const xmlMessage = buildRequest(
  { format: 'xml', codeKind: 'apiCode', code: 'A', body },
  importPrivateKey(generateKeyPair('P-256').privateKey),
).bytes
console.log(`JSON → XML ${micros(() => body.toXml()).toFixed(1)} µs`)
console.log(
  `XML → JSON ${micros(() => parseEnvelope(xmlMessage, 'xml').body?.toJson()).toFixed(1)} µs, parse included`,
)
console.log(
  `load average ${loadavg()
    .map((load) => load.toFixed(2))
    .join(' ')}`,
)
