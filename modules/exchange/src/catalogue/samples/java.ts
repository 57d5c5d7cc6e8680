import { callOf, dataOf, saying, type SampleSubject } from './sample-subject.ts'

/** JSON escapes are Java escapes, but for the slash, which JSON.stringify leaves alone. */
const quoted = (text: string) => JSON.stringify(text)

export function java(subject: SampleSubject): string {
  const c = saying(subject)
  return `// Java 17: java Uliza.java
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

public class Uliza {
  static final String BUS = ${quoted(subject.busUrl)};
  static final HttpClient HTTP = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    // ${c('base64 ya PKCS#8 na ya SPKI, bila mistari ya PEM', 'base64 of PKCS#8 and of SPKI, without PEM lines')}
    var keys = KeyFactory.getInstance("EC");
    var key = keys.generatePrivate(new PKCS8EncodedKeySpec(base64(System.getenv("CLIENT_PRIVATE_KEY"))));
    var busKey = keys.generatePublic(new X509EncodedKeySpec(base64(System.getenv("BUS_PUBLIC_KEY"))));

    var form = "grant_type=client_credentials&client_id=" + encode(System.getenv("CLIENT_ID"))
        + "&client_secret=" + encode(System.getenv("CLIENT_SECRET"));
    var token = member(post("/gw/govesb-uaa/oauth/token", "application/x-www-form-urlencoded", null, form), "access_token");

    // ${c('Baiti hizi husainiwa na kutumwa zilivyo.', 'These bytes are signed, and sent as they are.')}
    var data = ${quoted(dataOf(subject))};
    var signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key);
    signer.update(data.getBytes(StandardCharsets.UTF_8));
    var signature = Base64.getEncoder().encodeToString(signer.sign());
    var answer = post("/engine/esb/${callOf(subject).path}", "application/json", token,
        "{\\"data\\":" + data + ",\\"signature\\":\\"" + signature + "\\"}");

    // ${c('Jibu: data kwanza, saini mwisho, bila nafasi kati yao.', 'The answer: data first, signature last, no white space between them.')}
    var answered = answer.substring("{\\"data\\":".length(), answer.lastIndexOf(",\\"signature\\":"));
    var verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(busKey);
    verifier.update(answered.getBytes(StandardCharsets.UTF_8));
    if (!verifier.verify(base64(member(answer, "signature")))) throw new SecurityException("${c('Saini ya basi si sahihi', 'The signature of the bus is not right')}");
    System.out.println(answered);
  }

  static String post(String path, String type, String token, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(BUS + path)).header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(body));
    if (token != null) request.header("Authorization", "Bearer " + token);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  // ${c('Tumia maktaba ya JSON katika programu halisi.', 'Use a JSON library in a real program.')}
  static String member(String json, String name) {
    var found = Pattern.compile("\\"" + name + "\\":\\"([^\\"]*)\\"\\\\}?\\\\s*").matcher(json);
    String last = null;
    while (found.find()) last = found.group(1);
    return last;
  }

  static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
`
}
