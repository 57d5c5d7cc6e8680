/**
 * The example that `npm start` prints: client `mfano` looks a made-up person up, with the connector as it comes from npm.
 * node apps/demo-country/example.mjs [number] ; MTANDAO_DATA and GATEWAY_URL as for `npm start`.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GovEsbHelper } from 'govesb-connector-js'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const data = process.env.MTANDAO_DATA ?? join(root, 'data')
const gateway = process.env.GATEWAY_URL ?? 'http://127.0.0.1:8090'
const { mfano } = JSON.parse(readFileSync(join(data, 'demo/country.json'), 'utf8')).parties

const helper = new GovEsbHelper({
  clientId: mfano.clientId,
  clientSecret: mfano.clientSecret,
  clientPrivateKey: mfano.privateKey,
  nidaUserId: mfano.nidaUserId,
  esbPublicKey: readFileSync(join(data, 'gateway/keys/bus-p256.spki'), 'utf8').trim(),
  esbTokenUrl: `${gateway}/gw/govesb-uaa/oauth/token`,
  esbEngineUrl: `${gateway}/engine/esb`,
})

const question = JSON.stringify({ nin: process.argv[2] ?? '19900101' })
const answer = await helper.requestNida('MFANO-NIDA-01', question, 'json')
console.log(answer ?? 'Saini ya basi si sahihi / The signature of the bus is not right')
