import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { JournalEntry, Receipt } from '@mtandao/contracts'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { waitFor } from '@mtandao/testkit'
import { httpTiles, parseProof, TileReader, verifyConsistency, verifyProof } from '@mtandao/tlog'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  answerOk,
  callHttp,
  codeOf,
  startR1Country,
  type Answer,
  type R1Country,
} from './r1-country.ts'

/** A receipt of every kind of exchange, held to four judges: our library, our command, sigstore's code, and time. */
let database: TestDatabase
let r1: R1Country
let folder: string
beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'mtandao-receipts-'))
  r1 = await startR1Country({
    env: {
      DATABASE_URL: database.url,
      GATEWAY_PUBLISH_INTERVAL_MS: '50',
      GATEWAY_BREAKER_FAILURES: '1000',
    },
  })
})
afterAll(async () => {
  await r1[Symbol.asyncDispose]()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => r1.provider.serve(answerOk))

type Party = 'consumer' | 'consumerK1' | 'provider' | 'stranger'
async function ask(exchange: string, as?: Party, method = 'GET'): Promise<Answer> {
  return callHttp(`${r1.country.gateway.url}/receipts/${exchange}`, {
    method,
    headers: as ? { authorization: `Bearer ${await r1.country.token(as)}` } : {},
  })
}
async function receiptOf(exchange: string, as: Party = 'consumer'): Promise<Receipt> {
  const answer = await ask(exchange, as)
  expect(answer.status, answer.text).toBe(200)
  return JSON.parse(answer.text) as Receipt
}
const entriesOf = ({ entries }: Receipt) =>
  entries.map(({ entry }) => JSON.parse(Buffer.from(entry, 'base64').toString()) as JournalEntry)
const idOf = ({ headers }: Pick<Answer, 'headers'>) => String(headers['x-exchange-id'])

/** The parts of @sigstore/verify that check a log: code that is not ours. */
interface SigstoreEntry {
  canonicalizedBody: Buffer
  inclusionProof: { logIndex: string; hashes: Buffer[]; checkpoint: { envelope: string } }
}
interface SigstoreLog {
  logID: Buffer
  baseURL: string
  publicKey: KeyObject
}
const require = createRequire(import.meta.url)
const parts = join(dirname(require.resolve('@sigstore/verify/package.json')), 'dist/tlog')
const sigstore = {
  ...require(join(parts, 'checkpoint.js')),
  ...require(join(parts, 'merkle.js')),
} as {
  verifyCheckpoint(entry: SigstoreEntry, logs: SigstoreLog[]): { origin: string }
  verifyMerkleInclusion(entry: SigstoreEntry, checkpoint: { origin: string }): void
}

function verifyBySigstore(receipt: Receipt, vkey: string): void {
  const [origin = '', keyId = '', material = ''] =
    /^(.+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey)?.slice(1) ?? []
  const x = Buffer.from(material, 'base64').subarray(1).toString('base64url')
  const log: SigstoreLog = {
    logID: Buffer.concat([Buffer.from(keyId, 'hex'), Buffer.alloc(28)]),
    baseURL: origin,
    publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
  }
  for (const { entry, proof } of receipt.entries) {
    const { index, hashes, checkpoint } = parseProof(proof)
    const asked: SigstoreEntry = {
      canonicalizedBody: Buffer.from(entry, 'base64'),
      inclusionProof: {
        logIndex: String(index),
        hashes: hashes.map((hash) => Buffer.from(hash)),
        checkpoint: { envelope: checkpoint },
      },
    }
    const opened = sigstore.verifyCheckpoint(asked, [log])
    expect(opened.origin).toBe(origin)
    sigstore.verifyMerkleInclusion(asked, opened)
  }
}

const run = promisify(execFile)
const cli = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
interface Report {
  readonly ok: boolean
  readonly logKey: string
  readonly checks: { name: string; ok: boolean }[]
}

/** `mtandao receipt verify`: its exit code and what it says. */
async function verifyByCommand(
  receipt: Receipt,
  bodies: { request?: string | Buffer; response?: string | Buffer } = {},
): Promise<{ code: number; report: Report }> {
  const file = join(folder, `${receipt.exchange}.json`)
  await writeFile(file, JSON.stringify(receipt))
  const args = [cli, 'receipt', 'verify', file, '--json', '--vkey', r1.country.gateway.logKey]
  for (const name of ['request', 'response'] as const) {
    const body = bodies[name]
    if (body === undefined) continue
    await writeFile(`${file}.${name}`, body)
    args.push(`--${name}`, `${file}.${name}`)
  }
  return run(process.execPath, args).then(
    ({ stdout }) => ({ code: 0, report: JSON.parse(stdout) as Report }),
    (error: { code: number; stdout: string }) => ({
      code: error.code,
      report: JSON.parse(error.stdout) as Report,
    }),
  )
}

function verifyOurselves(receipt: Receipt): void {
  const log = r1.country.gateway.logKey
  for (const { index, entry, proof } of receipt.entries)
    expect(verifyProof(proof, Buffer.from(entry, 'base64'), { log }).index).toBe(index)
}

/** All judges agree that it is right. */
async function expectProved(
  receipt: Receipt,
  bodies?: { request?: string | Buffer; response?: string | Buffer },
): Promise<void> {
  const vkey = r1.country.gateway.logKey
  expect(receipt.log).toBe(vkey)
  verifyOurselves(receipt)
  verifyBySigstore(receipt, vkey)
  const { code, report } = await verifyByCommand(receipt, bodies)
  expect({ code, failed: report.checks.filter(({ ok }) => !ok) }).toEqual({ code: 0, failed: [] })
}

const shapeOf = (receipt: Receipt) =>
  entriesOf(receipt).map(({ kind, door, status, outcome, side }) =>
    [kind, door, status, outcome, side].filter((one) => one !== undefined).join(' '),
  )

describe('a receipt proves', () => {
  test('a call that went well, with both bodies, to either party', async () => {
    const body = '{"nin":"19900101"}'
    const answer = await r1.call('/x', { method: 'POST', body })
    const receipt = await receiptOf(idOf(answer))
    expect(shapeOf(receipt)).toEqual(['request r1', 'response r1 200 ok'])
    await expectProved(receipt, { request: body, response: answer.body })
    const other = await receiptOf(idOf(answer), 'provider')
    expect(entriesOf(other)).toEqual(entriesOf(receipt))
    expect(other.salt).toBe(receipt.salt)
  })

  test('a call that the provider failed', async () => {
    r1.provider.serve((request) => request.socket.destroy())
    const answer = await r1.call('/x', { method: 'POST', body: 'x' })
    const receipt = await receiptOf(idOf(answer))
    expect(shapeOf(receipt)).toEqual([
      'request r1',
      'response r1 502 gateway.provider-reset provider',
    ])
    await expectProved(receipt, { request: 'x', response: answer.body })
  })

  test('a refusal, to the one who was refused', async () => {
    const answer = await r1.call('/r1/TEST/GOV/2001/provider/unagreed/x')
    const receipt = await receiptOf(idOf(answer))
    expect(shapeOf(receipt)).toEqual(['refused r1 403 gateway.agreement-missing consumer'])
    await expectProved(receipt)
  })

  test('a signed GovESB exchange, with the envelopes as they were', async () => {
    const connector = r1.country.connect('consumer')
    await connector.helper.requestData('LOOKUP', '{"nin":"1"}', 'json')
    const wire = connector.last()
    const receipt = await receiptOf(String(wire?.headers.get('x-exchange-id')))
    expect(shapeOf(receipt)).toEqual(['request govesb', 'response govesb 200 ok'])
    const [request, response] = entriesOf(receipt)
    expect(request?.key).toBe('consumer-key')
    expect(response?.key).toBe('provider-key')
    expect(response?.busSignature).toBe(
      (JSON.parse(wire?.text ?? '{}') as { signature: string }).signature,
    )
    await expectProved(receipt, { response: wire?.text ?? '' })
  })

  test('the acceptance of an asynchronous request', async () => {
    const connector = r1.country.connect('consumer')
    await connector.helper.requestData('LATE', '{"nin":"1"}', 'json')
    const wire = connector.last()
    const receipt = await receiptOf(String(wire?.headers.get('x-exchange-id')))
    expect(shapeOf(receipt)).toEqual(['request govesb', 'response govesb 200 ok'])
    await expectProved(receipt, { response: wire?.text ?? '' })
  })

  test('bodies that streamed, up and down', async () => {
    const body = Buffer.alloc(700_000, 'u')
    const down = Buffer.alloc(900_000, 'd')
    r1.provider.serve(async (request, response) => {
      for await (const _ of request);
      response.end(down)
    })
    const answer = await r1.call('/x', { method: 'POST', body })
    const receipt = await waitFor('its end', async () => {
      const found = await receiptOf(idOf(answer))
      return found.entries.length === 3 && found
    })
    expect(shapeOf(receipt)).toEqual(['request r1', 'response r1 200 ok', 'completed r1 ok'])
    await expectProved(receipt, { request: body, response: down })
  })

  test('that a call was cut off by the end of the gateway itself', async () => {
    const token = await r1.country.token('consumer')
    let seen: string | undefined
    r1.provider.serve((request) => {
      seen = String(request.headers['x-exchange-id'])
    })
    const lost = r1.call('/x', { token }).catch(() => undefined)
    const exchange = await waitFor('the provider to be asked', () => seen)
    await r1.country.gateway.kill()
    await lost
    await r1.country.gateway.restart()
    const receipt = await receiptOf(exchange)
    expect(shapeOf(receipt)).toEqual(['request r1', 'closed r1 gateway.interrupted bus'])
    await expectProved(receipt)
  })
})

describe('a receipt is not given', () => {
  test('to a stranger, to another consumer, or to nobody in particular', async () => {
    const exchange = idOf(await r1.call('/x'))
    for (const as of ['stranger', 'consumerK1'] as const) {
      const answer = await ask(exchange, as)
      expect([answer.status, codeOf(answer)]).toEqual([403, 'not-yours'])
    }
    const nobody = await ask(exchange)
    expect([nobody.status, codeOf(nobody)]).toEqual([401, 'credentials-missing'])
    const forged = await callHttp(`${r1.country.gateway.url}/receipts/${exchange}`, {
      headers: { authorization: 'Bearer v1.e30.AAAA' },
    })
    expect([forged.status, codeOf(forged)]).toEqual([401, 'token-invalid'])
    const posted = await ask(exchange, 'consumer', 'POST')
    expect([posted.status, codeOf(posted)]).toEqual([405, 'method-wrong'])
  })

  test('of a refusal to somebody who was never known', async () => {
    const answer = await r1.call('/x', { token: undefined })
    expect(answer.status).toBe(401)
    expect(codeOf(await ask(idOf(answer), 'consumer'))).toBe('not-yours')
  })

  test('of what never was', async () => {
    const known = idOf(await r1.call('/x'))
    const flip = (at: number) =>
      known.slice(0, at) + (known[at] === '0' ? '1' : '0') + known.slice(at + 1)
    const ids = [
      '',
      'x',
      '..%2f..%2fkeys%2flog.seed',
      '../keys/log.seed',
      known.toUpperCase(),
      `${known}x`,
      `${known}/`,
      `${known}%00`,
      known.replaceAll('-', ''),
      '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      '00000000-0000-7000-8000-000000000000',
      'ffffffff-ffff-7fff-bfff-ffffffffffff',
      flip(0), // another time
      flip(15), // another worker
      flip(16), // another worker
      flip(20), // far beyond the end
      flip(35), // the same place under another name
    ].filter((id) => id !== known)
    for (const id of ids) {
      const answer = await ask(id, 'consumer')
      expect([answer.status, codeOf(answer)], id).toEqual([404, 'receipt-unknown'])
    }
  })
})

test('a receipt that was changed proves nothing', async () => {
  const answer = await r1.call('/x', { method: 'POST', body: 'abc' })
  const receipt = await receiptOf(idOf(answer))
  const [request, response] = receipt.entries
  if (!request || !response) throw new Error('no entries')
  const changed = (entry: string, from: string, to: string) =>
    Buffer.from(Buffer.from(entry, 'base64').toString().replace(from, to)).toString('base64')
  const otherExchange = {
    ...receipt,
    exchange: receipt.exchange.replace(/.$/, (end) => (end === '0' ? '1' : '0')),
  }
  const tampered: [string, Receipt][] = [
    [
      'an entry',
      {
        ...receipt,
        entries: [request, { ...response, entry: changed(response.entry, '200', '500') }],
      },
    ],
    ['an index', { ...receipt, entries: [{ ...request, index: request.index + 1 }, response] }],
    [
      'proofs changed about',
      {
        ...receipt,
        entries: [
          { ...request, proof: response.proof },
          { ...response, proof: request.proof },
        ],
      },
    ],
    [
      'the checkpoint',
      {
        ...receipt,
        entries: [
          {
            ...request,
            proof: request.proof.replace(
              /\n(\d+)\n([^\n]{44})\n\n—/,
              (_all, size: string, root: string) => `\n${Number(size) + 1}\n${root}\n\n—`,
            ),
          },
          response,
        ],
      },
    ],
  ]
  for (const [what, one] of tampered) expect(() => verifyOurselves(one), what).toThrow()
  const [first] = tampered
  if (!first) throw new Error('nothing was tampered with')
  expect(await verifyByCommand(first[1])).toMatchObject({ code: 1, report: { ok: false } })
  const renamed = await verifyByCommand(otherExchange)
  expect([renamed.code, renamed.report.ok]).toEqual([1, false])
  expect(() => verifyBySigstore(tampered[0]?.[1] ?? receipt, receipt.log)).toThrow()
  const salted = { ...receipt, salt: Buffer.alloc(16).toString('base64url') }
  expect((await verifyByCommand(salted, { request: 'abc' })).code).toBe(1)
  expect((await verifyByCommand(receipt, { request: 'abd' })).code).toBe(1)
  expect((await verifyByCommand(receipt, { request: 'abc' })).code).toBe(0)
})

test('the digests are salted: nobody who lacks the salt can try bodies against them', async () => {
  const body = '{"nin":"1"}'
  const receipts = await Promise.all(
    [1, 2].map(async () => receiptOf(idOf(await r1.call('/x', { method: 'POST', body })))),
  )
  const digests = receipts.map((receipt) => entriesOf(receipt)[0]?.received?.sha256)
  expect(new Set(digests).size).toBe(2)
  expect(digests).not.toContain(createHash('sha256').update(body).digest('base64url'))
  expect(new Set(receipts.map(({ salt }) => salt)).size).toBe(2)
})

test('an early receipt stays right: every later checkpoint is consistent with its own', async () => {
  const early = await receiptOf(idOf(await r1.call('/x')))
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(Array.from({ length: 150 }, () => r1.call('/more')))
    if (round === 1) await r1.country.gateway.restart()
    const late = await receiptOf(idOf(await r1.call('/x')))
    const [old, now] = [early, late].map((receipt) => {
      const { entry, proof } = receipt.entries[0] ?? { entry: '', proof: '' }
      return verifyProof(proof, Buffer.from(entry, 'base64'), { log: r1.country.gateway.logKey })
        .checkpoint
    })
    if (!old || !now) throw new Error('no checkpoints')
    expect(now.size).toBeGreaterThan(old.size)
    const reader = new TileReader(httpTiles(`${r1.country.gateway.opsUrl}/journal/0/`))
    expect(
      verifyConsistency({
        size1: old.size,
        root1: old.root,
        size2: now.size,
        root2: now.root,
        proof: await reader.consistencyProof(old.size, now.size),
      }),
    ).toBe(true)
  }
  await expectProved(early)
})

test('a receipt is made in a few milliseconds', async () => {
  const exchange = idOf(await r1.call('/x'))
  await ask(exchange, 'consumer')
  const token = await r1.country.token('consumer')
  const times: number[] = []
  for (let round = 0; round < 20; round += 1) {
    const started = performance.now()
    await callHttp(`${r1.country.gateway.url}/receipts/${exchange}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    times.push(performance.now() - started)
  }
  expect(times.sort((one, other) => one - other)[10]).toBeLessThan(50)
})

describe('the operations port hands a receipt to the platform', () => {
  async function order(exchange: string, institution?: string, secret?: string, method = 'GET') {
    const { gateway } = r1.country
    const token = secret ?? (await readFile(join(gateway.dir, 'keys', 'ops.token'), 'utf8')).trim()
    const query = institution === undefined ? '' : `?institution=${institution}`
    return callHttp(`${gateway.opsUrl}/receipts/${exchange}${query}`, {
      method,
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    })
  }

  test('the same one that its systems get, for the institution of a party and for the whole country', async () => {
    const exchange = idOf(await r1.call('/x', { method: 'POST', body: 'abc' }))
    const own = await receiptOf(exchange)
    const { consumer, provider } = entriesOf(own)[0] ?? {}
    for (const institution of [consumer?.institution, provider?.institution, undefined]) {
      const answer = await order(exchange, institution)
      expect(answer.status, answer.text).toBe(200)
      const receipt = JSON.parse(answer.text) as Receipt
      expect([receipt.salt, receipt.log]).toEqual([own.salt, own.log])
      expect(receipt.entries.map(({ entry }) => entry)).toEqual(
        own.entries.map(({ entry }) => entry),
      )
      expect((await verifyByCommand(receipt, { request: 'abc' })).code).toBe(0)
    }
  })

  test('not for an institution that took no part, and not to who does not know the secret of the port', async () => {
    const exchange = idOf(await r1.call('/x', { method: 'POST', body: 'abc' }))
    expect(codeOf(await order(exchange, 'another'))).toBe('not-yours')
    for (const secret of ['', Buffer.alloc(32).toString('base64')]) {
      const answer = await order(exchange, undefined, secret)
      expect([answer.status, codeOf(answer)]).toEqual([401, 'ops-token-wrong'])
      expect(answer.text).not.toContain('salt')
    }
    expect(codeOf(await order('01930000-0000-7000-8000-000000000000'))).toBe('receipt-unknown')
    expect(codeOf(await order('zote'))).toBe('receipt-unknown')
    expect(codeOf(await order(exchange, undefined, undefined, 'POST'))).toBe('method-wrong')
  })
})
