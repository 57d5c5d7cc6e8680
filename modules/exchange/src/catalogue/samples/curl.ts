import { callOf, dataOf, saying, type SampleSubject } from './sample-subject.ts'

/** In single quotes of a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

export function curl(subject: SampleSubject): string {
  const c = saying(subject)
  return `#!/bin/sh
# ${c('Inahitaji curl, openssl na jq.', 'Needs curl, openssl and jq.')}
# ${c('CLIENT_ID, CLIENT_SECRET; ufunguo wa siri (PKCS#8) katika ufunguo.pem', 'CLIENT_ID, CLIENT_SECRET; the private key (PKCS#8) in ufunguo.pem')}
BUS=${quoted(subject.busUrl)}

TOKEN=$(curl -sS "$BUS/gw/govesb-uaa/oauth/token" -u "$CLIENT_ID:$CLIENT_SECRET" \\
  -d grant_type=client_credentials | jq -r .access_token)

# ${c('Baiti hizi husainiwa na kutumwa zilivyo.', 'These bytes are signed, and sent as they are.')}
DATA=${quoted(dataOf(subject))}
SIGNATURE=$(printf %s "$DATA" | openssl dgst -sha256 -sign ufunguo.pem | openssl base64 -A)

curl -sS "$BUS/engine/esb/${callOf(subject).path}" \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  --data-binary "{\\"data\\":$DATA,\\"signature\\":\\"$SIGNATURE\\"}"
`
}

export function curlR1(subject: SampleSubject): string {
  const c = saying(subject)
  const { method, path } = subject.r1 ?? { method: 'GET', path: '/' }
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method)
  return `#!/bin/sh
# ${c('Inahitaji curl na jq. CLIENT_ID, CLIENT_SECRET', 'Needs curl and jq. CLIENT_ID, CLIENT_SECRET')}
BUS=${quoted(subject.busUrl)}

TOKEN=$(curl -sS "$BUS/gw/govesb-uaa/oauth/token" -u "$CLIENT_ID:$CLIENT_SECRET" \\
  -d grant_type=client_credentials | jq -r .access_token)

# ${c('Mfumo wako: TZ/GOV/TAASISI/mfumo', 'Your system: TZ/GOV/INSTITUTION/system')}
curl -sS -X ${method} "$BUS"${quoted(path)} \\
  -H "Authorization: Bearer $TOKEN" -H "X-Road-Client: $X_ROAD_CLIENT"${
    hasBody
      ? ` \\\n  -H 'Content-Type: application/json' --data-binary ${quoted(subject.body)}`
      : ''
  }
`
}
