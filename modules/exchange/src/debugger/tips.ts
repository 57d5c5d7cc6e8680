/** How to sign the very text that is sent; the same few lines in the languages integrators use. */
export const tips: readonly { readonly language: string; readonly code: string }[] = [
  {
    language: 'JavaScript',
    code: `const data = JSON.stringify(value)
const signature = crypto.sign('sha256', Buffer.from(data), privateKey).toString('base64')
const message = \`{"data":\${data},"signature":"\${signature}"}\``,
  },
  {
    language: 'Java',
    code: `String data = mapper.writeValueAsString(value);
Signature ecdsa = Signature.getInstance("SHA256withECDSA");
ecdsa.initSign(privateKey);
ecdsa.update(data.getBytes(StandardCharsets.UTF_8));
String signature = Base64.getEncoder().encodeToString(ecdsa.sign());
String message = "{\\"data\\":" + data + ",\\"signature\\":\\"" + signature + "\\"}";`,
  },
  {
    language: 'PHP',
    code: `$data = json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
openssl_sign($data, $der, $privateKey, OPENSSL_ALGO_SHA256);
$message = '{"data":' . $data . ',"signature":"' . base64_encode($der) . '"}';`,
  },
  {
    language: 'Python',
    code: `data = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
der = private_key.sign(data.encode(), ec.ECDSA(hashes.SHA256()))
message = '{"data":' + data + ',"signature":"' + base64.b64encode(der).decode() + '"}'`,
  },
  {
    language: 'C#',
    code: `var data = JsonSerializer.Serialize(value);
var der = key.SignData(Encoding.UTF8.GetBytes(data), HashAlgorithmName.SHA256,
    DSASignatureFormat.Rfc3279DerSequence);
var message = "{\\"data\\":" + data + ",\\"signature\\":\\"" + Convert.ToBase64String(der) + "\\"}";`,
  },
]
