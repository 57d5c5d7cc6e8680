import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHelper } from './govesb-helper.ts'
import { makeKey } from './keys.ts'
import { startParty, type PartyServer } from './party-server.ts'
import { sendRaw } from './raw-http.ts'

const bus = makeKey('bus', 'secp256k1')
const own = makeKey('own', 'secp256k1')
const busSide = createHelper({ clientPrivateKey: bus.privateKey, esbPublicKey: own.publicKey })
let party: PartyServer

beforeAll(async () => {
  party = await startParty({ key: own, busKey: bus.publicKey })
})
afterAll(() => party.close())

async function envelope(requestId: string): Promise<string> {
  const data = JSON.stringify({ apiCode: 'X', requestId })
  return `{"data":${data},"signature":"${busSide.signPayload(data)}"}`
}

async function ask(path: string, body: string): Promise<string> {
  const response = await fetch(party.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  return response.text()
}

test('a party verifies what it gets, remembers the id and signs what it answers', async () => {
  const answer = await ask('/', await envelope('r-1'))
  expect(busSide.verifyThenReturnData(answer, 'json')).toContain('"echo":"r-1"')
  expect(party.seen.at(-1)).toMatchObject({ requestId: 'r-1', verified: true })
})

test('a tampered message is seen as one that does not verify', async () => {
  await ask('/', (await envelope('r-2')).replace('r-2', 'r-3'))
  expect(party.seen.at(-1)).toMatchObject({ requestId: 'r-3', verified: false })
})

test('a forged answer does not verify, garbage is no envelope', async () => {
  const forged = await ask('/bad-signature', await envelope('r-4'))
  expect(busSide.verifyThenReturnData(forged, 'json')).toBeNull()
  expect(await ask('/garbage', await envelope('r-5'))).toMatch(/^<<</)
})

const post = (path: string) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`

test('a party can hang, reset and redirect', async () => {
  expect((await sendRaw(party.url, [post('/hang')], { untilMs: 150 })).status).toBe(0)
  expect((await sendRaw(party.url, [post('/reset')])).all).toBe('')
  expect((await sendRaw(party.url, [post('/redirect')])).headers['location']).toMatch(/trap$/)
})

test('a plain service says how many bytes came and streams as many as asked', async () => {
  const said = JSON.parse(await ask('/plain/a', 'x'.repeat(1000))) as unknown
  expect(said).toMatchObject({ bytes: 1000, method: 'POST' })
  expect(await ask('/plain?bytes=100000', '')).toHaveLength(100_000)
})
