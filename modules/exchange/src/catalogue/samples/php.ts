import { callOf, dataOf, saying, type SampleSubject } from './sample-subject.ts'

/** A PHP string in single quotes: only the quote and the backslash are escaped. */
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

export function php(subject: SampleSubject): string {
  const c = saying(subject)
  return `<?php
// ${c('PHP 8, na viendelezi openssl na curl', 'PHP 8, with the extensions openssl and curl')}
const BUS = ${quoted(subject.busUrl)};

function post(string $path, string $body, array $headers = []): string
{
    $call = curl_init(BUS . $path);
    curl_setopt_array($call, [
        CURLOPT_POST => true,
        CURLOPT_POSTFIELDS => $body,
        CURLOPT_HTTPHEADER => $headers,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 30,
    ]);
    $answer = curl_exec($call);
    if ($answer === false) {
        throw new RuntimeException(curl_error($call));
    }
    return $answer;
}

// ${c('base64 ya PKCS#8 na ya SPKI, bila mistari ya PEM', 'base64 of PKCS#8 and of SPKI, without PEM lines')}
function pem(string $label, string $base64): string
{
    return "-----BEGIN $label-----\\n" . chunk_split($base64, 64, "\\n") . "-----END $label-----\\n";
}
$key = openssl_pkey_get_private(pem('PRIVATE KEY', getenv('CLIENT_PRIVATE_KEY')));
$busKey = openssl_pkey_get_public(pem('PUBLIC KEY', getenv('BUS_PUBLIC_KEY')));

$form = http_build_query([
    'grant_type' => 'client_credentials',
    'client_id' => getenv('CLIENT_ID'),
    'client_secret' => getenv('CLIENT_SECRET'),
]);
$token = json_decode(post('/gw/govesb-uaa/oauth/token', $form), true)['access_token'];

// ${c('Baiti hizi husainiwa na kutumwa zilivyo.', 'These bytes are signed, and sent as they are.')}
$data = ${quoted(dataOf(subject))};
openssl_sign($data, $signature, $key, OPENSSL_ALGO_SHA256);
$answer = post(
    '/engine/esb/${callOf(subject).path}',
    '{"data":' . $data . ',"signature":"' . base64_encode($signature) . '"}',
    ["Authorization: Bearer $token", 'Content-Type: application/json'],
);

// ${c('Jibu: data kwanza, saini mwisho, bila nafasi kati yao.', 'The answer: data first, signature last, no white space between them.')}
$start = strlen('{"data":');
$answered = substr($answer, $start, strrpos($answer, ',"signature":') - $start);
$busSignature = base64_decode(json_decode($answer, true)['signature']);
if (openssl_verify($answered, $busSignature, $busKey, OPENSSL_ALGO_SHA256) !== 1) {
    throw new RuntimeException('${c('Saini ya basi si sahihi', 'The signature of the bus is not right')}');
}
print_r(json_decode($answered, true));
`
}
