// node uliza.mjs LOOKUP '{"nin":"19900101"}'
import { GovEsbHelper } from 'govesb-connector-js'

const { GATEWAY_URL, CLIENT_ID, CLIENT_SECRET, CLIENT_PRIVATE_KEY, BUS_PUBLIC_KEY } = process.env
const bus = new GovEsbHelper({
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  clientPrivateKey: CLIENT_PRIVATE_KEY, // base64 PKCS#8 without PEM lines
  esbPublicKey: BUS_PUBLIC_KEY, // base64 SPKI: the bus's key on the curve of yours
  esbTokenUrl: `${GATEWAY_URL}/gw/govesb-uaa/oauth/token`,
  esbEngineUrl: `${GATEWAY_URL}/engine/esb`,
})

const [, , apiCode, body] = process.argv
const data = await bus.requestData(apiCode, body, 'json')
if (data === null)
  throw new Error('Saini ya basi si sahihi / The signature of the bus is not right')
console.log(data)
