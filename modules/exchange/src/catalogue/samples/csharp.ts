import { callOf, dataOf, saying, type SampleSubject } from './sample-subject.ts'

/** JSON escapes are escapes of an ordinary C# string too. */
const quoted = (text: string) => JSON.stringify(text)

export function csharp(subject: SampleSubject): string {
  const c = saying(subject)
  return `// .NET 8: Program.cs
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

const string bus = ${quoted(subject.busUrl)};
string Env(string name) => Environment.GetEnvironmentVariable(name)!;
using var http = new HttpClient();

// ${c('base64 ya PKCS#8 na ya SPKI, bila mistari ya PEM', 'base64 of PKCS#8 and of SPKI, without PEM lines')}
using var key = ECDsa.Create();
key.ImportPkcs8PrivateKey(Convert.FromBase64String(Env("CLIENT_PRIVATE_KEY")), out _);
using var busKey = ECDsa.Create();
busKey.ImportSubjectPublicKeyInfo(Convert.FromBase64String(Env("BUS_PUBLIC_KEY")), out _);

var form = new FormUrlEncodedContent(new Dictionary<string, string>
{
    ["grant_type"] = "client_credentials",
    ["client_id"] = Env("CLIENT_ID"),
    ["client_secret"] = Env("CLIENT_SECRET"),
});
var granted = await http.PostAsync(bus + "/gw/govesb-uaa/oauth/token", form);
var token = JsonDocument.Parse(await granted.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString();

// ${c('Baiti hizi husainiwa na kutumwa zilivyo.', 'These bytes are signed, and sent as they are.')}
var data = ${quoted(dataOf(subject))};
const DSASignatureFormat der = DSASignatureFormat.Rfc3279DerSequence;
var signature = key.SignData(Encoding.UTF8.GetBytes(data), HashAlgorithmName.SHA256, der);
var message = "{\\"data\\":" + data + ",\\"signature\\":\\"" + Convert.ToBase64String(signature) + "\\"}";
using var request = new HttpRequestMessage(HttpMethod.Post, bus + "/engine/esb/${callOf(subject).path}")
{
    Content = new StringContent(message, Encoding.UTF8, "application/json"),
};
request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
var answer = await (await http.SendAsync(request)).Content.ReadAsStringAsync();

// ${c('Jibu: data kwanza, saini mwisho, bila nafasi kati yao.', 'The answer: data first, signature last, no white space between them.')}
var start = "{\\"data\\":".Length;
var answered = answer[start..answer.LastIndexOf(",\\"signature\\":", StringComparison.Ordinal)];
var busSignature = JsonDocument.Parse(answer).RootElement.GetProperty("signature").GetBytesFromBase64();
if (!busKey.VerifyData(Encoding.UTF8.GetBytes(answered), busSignature, HashAlgorithmName.SHA256, der))
    throw new CryptographicException("${c('Saini ya basi si sahihi', 'The signature of the bus is not right')}");
Console.WriteLine(answered);
`
}
