/**
 * The example that `npm start` prints: client `mfano` looks a made-up person up, with the connector as it comes from npm.
 * node apps/demo-country/example.mjs [number] ; MTANDAO_DATA and GATEWAY_URL as for `npm start`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GovEsbHelper } from 'govesb-connector-js'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const data = process.env.MTANDAO_DATA ?? join(root, 'data')
const gateway = process.env.GATEWAY_URL ?? 'http://127.0.0.1:8090'
const read = (name) => readFileSync(join(data, name), 'utf8')
const country = join(data, 'demo/country.json')
if (!existsSync(country)) throw new Error(`Anza kwa npm start / Begin with npm start: ${country}`)
const { mfano } = JSON.parse(read('demo/country.json')).parties

const helper = new GovEsbHelper({
  clientId: mfano.clientId,
  clientSecret: mfano.clientSecret,
  clientPrivateKey: mfano.privateKey,
  nidaUserId: mfano.nidaUserId,
  esbPublicKey: read('gateway/keys/bus-p256.spki').trim(),
  esbTokenUrl: `${gateway}/gw/govesb-uaa/oauth/token`,
  esbEngineUrl: `${gateway}/engine/esb`,
})

const question = JSON.stringify({ nin: process.argv[2] ?? '19900101' })
try {
  const answer = await helper.requestNida('MFANO-NIDA-01', question, 'json')
  console.log(answer ?? 'Saini ya basi si sahihi / The signature of the bus is not right')
} catch (fault) {
  console.error(`Basi halikujibu / The bus did not answer: ${gateway}: ${fault.message}`)
  process.exitCode = 1
}
