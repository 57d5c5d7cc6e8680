import { saying, type SampleSubject } from './sample-subject.ts'

/** A JavaScript string in single quotes. */
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** The connector of existing clients, as it comes from npm. */
export function javascript(subject: SampleSubject): string {
  const c = saying(subject)
  const call = subject.kind === 'pull' ? 'requestData' : 'pushData'
  return `// npm install govesb-connector-js
import { GovEsbHelper } from 'govesb-connector-js'

const { CLIENT_ID, CLIENT_SECRET, CLIENT_PRIVATE_KEY, BUS_PUBLIC_KEY } = process.env
const bus = ${quoted(subject.busUrl)}

const helper = new GovEsbHelper({
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  clientPrivateKey: CLIENT_PRIVATE_KEY, // ${c('base64 ya PKCS#8, bila mistari ya PEM', 'base64 of PKCS#8, without PEM lines')}
  esbPublicKey: BUS_PUBLIC_KEY, // ${c('base64 ya SPKI: ufunguo wa basi', 'base64 of SPKI: the key of the bus')}
  esbTokenUrl: \`\${bus}/gw/govesb-uaa/oauth/token\`,
  esbEngineUrl: \`\${bus}/engine/esb\`,
})

const body = ${quoted(subject.body)}
const data = await helper.${call}(${quoted(subject.code ?? '')}, body, 'json')
// ${c('null: saini ya basi si sahihi', 'null: the signature of the bus is not right')}
console.log(data)
`
}
