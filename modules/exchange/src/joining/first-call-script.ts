import { salamu } from './salamu.ts'

export interface ScriptFacts {
  readonly clientId: string
  /** The sandbox bus as systems reach it. */
  readonly busUrl: string
  /** base64 SPKI on the curve of the client's key. */
  readonly busKey: string
}

export const scriptFile = 'salamu.mjs'
export const keyFile = 'mteja.pkcs8'
export const secretFile = 'siri.txt'

/** A whole program that makes the first call with the connector as it comes from npm. Its secrets are read from files. */
export function firstCallScript({ clientId, busUrl, busKey }: ScriptFacts): string {
  return `// Ujumbe wa kwanza kwenye GovESB ya majaribio / The first call on the GovESB sandbox
//   npm install govesb-connector-js
//   node ${scriptFile}
// Katika folda hii / In this folder:
//   ${keyFile}  ufunguo wako wa siri, base64 ya PKCS#8 / your private key, base64 PKCS#8
//   ${secretFile}      siri ya mteja / the client secret
import { readFileSync } from 'node:fs'
import { GovEsbHelper } from 'govesb-connector-js'

const soma = (jina) => readFileSync(new URL(jina, import.meta.url), 'utf8').trim()

const basi = new GovEsbHelper({
  clientId: ${JSON.stringify(clientId)},
  clientSecret: process.env.CLIENT_SECRET ?? soma(${JSON.stringify(secretFile)}),
  clientPrivateKey: process.env.CLIENT_PRIVATE_KEY ?? soma(${JSON.stringify(keyFile)}),
  esbPublicKey: ${JSON.stringify(busKey)},
  esbTokenUrl: ${JSON.stringify(`${busUrl}/gw/govesb-uaa/oauth/token`)},
  esbEngineUrl: ${JSON.stringify(`${busUrl}/engine/esb`)},
})

const swali = JSON.stringify({ salamu: 'Habari, GovESB' })
const jibu = await basi.requestData(${JSON.stringify(salamu.apiCode)}, swali, 'json')
if (jibu === null) {
  throw new Error('Saini ya basi si sahihi / The signature of the bus is not right')
}
console.log(jibu)
`
}

export const folderCommands = ['mkdir govesb-jaribio', 'cd govesb-jaribio'].join('\n')
export const runCommands = [
  'npm init -y',
  'npm install govesb-connector-js',
  `node ${scriptFile}`,
].join('\n')

/** A key pair made on the officer's machine, without JavaScript in a browser. */
export const opensslCommands = [
  'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out mteja.pem',
  `openssl pkcs8 -topk8 -nocrypt -in mteja.pem -outform DER | openssl base64 -A > ${keyFile}`,
  'openssl pkey -in mteja.pem -pubout -outform DER | openssl base64 -A > mteja.spki',
  'cat mteja.spki',
].join('\n')

export const cliCommand = 'npm run mtandao -- keys make mteja'
