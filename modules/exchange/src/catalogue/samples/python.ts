import { callOf, dataOf, saying, type SampleSubject } from './sample-subject.ts'

/** A Python string in single quotes. */
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

export function python(subject: SampleSubject): string {
  const c = saying(subject)
  return `# pip install cryptography
import base64, json, os, urllib.error, urllib.parse, urllib.request
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_der_public_key

BUS = ${quoted(subject.busUrl)}
# ${c('base64 ya PKCS#8 na ya SPKI, bila mistari ya PEM', 'base64 of PKCS#8 and of SPKI, without PEM lines')}
key = load_der_private_key(base64.b64decode(os.environ["CLIENT_PRIVATE_KEY"]), None)
bus_key = load_der_public_key(base64.b64decode(os.environ["BUS_PUBLIC_KEY"]))


def post(path, body, headers):
    request = urllib.request.Request(BUS + path, body, headers)
    try:
        return urllib.request.urlopen(request, timeout=30).read()
    except urllib.error.HTTPError as error:  # ${c('hata nayo ni jibu lililosainiwa', 'a refusal is a signed answer too')}
        return error.read()


form = urllib.parse.urlencode({
    "grant_type": "client_credentials",
    "client_id": os.environ["CLIENT_ID"],
    "client_secret": os.environ["CLIENT_SECRET"],
}).encode()
token = json.loads(post("/gw/govesb-uaa/oauth/token", form, {}))["access_token"]

# ${c('Baiti hizi husainiwa na kutumwa zilivyo.', 'These bytes are signed, and sent as they are.')}
data = ${quoted(dataOf(subject))}.encode()
signature = base64.b64encode(key.sign(data, ec.ECDSA(hashes.SHA256())))
answer = post(
    "/engine/esb/${callOf(subject).path}",
    b'{"data":' + data + b',"signature":"' + signature + b'"}',
    {"Authorization": "Bearer " + token, "Content-Type": "application/json"},
)

# ${c('Jibu: data kwanza, saini mwisho, bila nafasi kati yao.', 'The answer: data first, signature last, no white space between them.')}
cut = answer.rindex(b',"signature":')
answered = answer[len(b'{"data":'):cut]
bus_key.verify(base64.b64decode(json.loads(answer)["signature"]), answered, ec.ECDSA(hashes.SHA256()))
print(json.loads(answered))
`
}
