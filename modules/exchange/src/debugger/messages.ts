import type { Messages } from '@mtandao/ui'

export const messages = {
  title: { sw: 'Kichunguzi cha saini', en: 'Signature debugger' },
  lead: {
    sw: 'Bandika ombi lililokataliwa uone baiti zipi basi linakagua, ufunguo upi umejaribiwa, tofauti ya kwanza ipo wapi na nini cha kubadilisha. Uamuzi ni uleule wa basi lenyewe.',
    en: 'Paste a request that was refused and see which bytes the bus checks, which key was tried, where the first difference is and what to change. The decision is that of the bus itself.',
  },
  privacy: {
    sw: 'Unachobandika hakihifadhiwi wala kuandikwa popote. Usibandike ufunguo wa siri.',
    en: 'What you paste is neither stored nor logged. Do not paste a private key.',
  },
  scope: {
    sw: 'Hapa hukaguliwa saini pekee: tokeni, makubaliano na kiwango cha maombi havikaguliwi.',
    en: 'Only the signature is examined here: token, agreement and quota are not.',
  },
  message: { sw: 'Ombi', en: 'Request' },
  'message.hint': {
    sw: 'Vichwa na mwili kama vilivyotumwa, au mwili pekee. Miisho ya mistari husomwa kama LF; kwa baiti halisi tumia faili. Kikomo: KiB 256.',
    en: 'Headers and body as they were sent, or the body alone. Line ends are read as LF; for exact bytes use a file. At most 256 KiB.',
  },
  file: { sw: 'Au faili lenye ombi', en: 'Or a file with the request' },
  'file.hint': { sw: 'Baiti kwa baiti kama lilivyotumwa', en: 'Byte for byte as it was sent' },
  client: { sw: 'Mteja wa mfumo aliyetuma', en: 'Client that sent it' },
  'client.none': { sw: 'Nitabandika ufunguo wa wazi', en: 'I paste a public key' },
  'client.suspended': { sw: 'amesimamishwa', en: 'suspended' },
  publicKey: { sw: 'Ufunguo wa wazi', en: 'Public key' },
  'publicKey.hint': {
    sw: 'PEM au base64; ukiacha wazi, funguo za mteja uliyemchagua zinatumika',
    en: 'PEM or base64; left empty, the keys of the chosen client are used',
  },
  signed: { sw: 'Maandishi uliyosaini', en: 'The text you signed' },
  'signed.hint': {
    sw: 'Kama programu yako ilivyoyapeleka kwenye kusaini; husaidia kuonyesha tofauti',
    en: 'As your program gave it to be signed; it helps to show the difference',
  },
  submit: { sw: 'Chunguza', en: 'Examine' },
  again: { sw: 'Chunguza nyingine', en: 'Examine another' },
  'verdict.valid': { sw: 'Saini ni sahihi', en: 'The signature is right' },
  'verdict.valid.text': {
    sw: 'Basi linakubali saini hii kwa ufunguo {key}.',
    en: 'The bus accepts this signature with the key {key}.',
  },
  'verdict.valid.compact': {
    sw: 'Umesaini maandishi yaliyobanwa na kutuma mengine. Basi linakubali, lakini ni salama zaidi kusaini baiti zilezile unazotuma.',
    en: 'You signed the compact form and sent another. The bus accepts that, but signing the very bytes you send is safer.',
  },
  'verdict.invalid': { sw: 'Saini si sahihi', en: 'The signature does not verify' },
  'verdict.unsigned': { sw: 'Ombi halina saini', en: 'The request is not signed' },
  'verdict.unsigned.govesb': {
    sw: 'Basi linakataa ujumbe usio na saini. Weka signature pembeni ya data.',
    en: 'The bus refuses a message without a signature. Put signature beside data.',
  },
  'verdict.unsigned.r1': {
    sw: 'Kwa r1 saini si lazima: ombi hili linapita kwa tokeni yake pekee.',
    en: 'At r1 a signature is optional: this request passes on its token alone.',
  },
  'verdict.malformed': { sw: 'Ujumbe hausomeki', en: 'The message cannot be read' },
  'verdict.malformed.at': { sw: 'Kwenye baiti {at}:', en: 'At byte {at}:' },
  'verdict.digest-wrong': {
    sw: 'Content-Digest hailingani na mwili',
    en: 'Content-Digest does not match the body',
  },
  suspended: {
    sw: 'Mteja huyu amesimamishwa: basi linakataa maombi yake yote, hata yenye saini sahihi.',
    en: 'This client is suspended: the bus refuses all its requests, even rightly signed ones.',
  },
  'cause.heading': {
    sw: 'Kilichotokea na cha kubadilisha',
    en: 'What happened and what to change',
  },
  'cause.found': {
    sw: 'Saini inathibitika kwa ufunguo {key} ikiwa:',
    en: 'The signature verifies with the key {key} if:',
  },
  'cause.right': {
    sw: 'Saini yenyewe ni sahihi kwa baiti zilizokaguliwa; imekataliwa kwa sababu iliyotajwa hapo juu.',
    en: 'The signature itself is right for the bytes checked; it is refused for the reason above.',
  },
  'cause.unknown': {
    sw: 'Hakuna kosa linalojulikana linaloeleza saini hii. Linganisha SHA-256 iliyo chini na ya maandishi uliyosaini, hakikisha unatumia ufunguo uliosajiliwa, kisha bandika maandishi uliyosaini hapa.',
    en: 'No known mistake explains this signature. Compare the SHA-256 below with that of the text you signed, make sure you use the registered key, then paste the text you signed here.',
  },
  'difference.heading': { sw: 'Tofauti ya kwanza', en: 'The first difference' },
  'difference.at': {
    sw: 'Baiti {at}: alama ▶ inaonyesha mahali maandishi yanapoachana.',
    en: 'Byte {at}: the mark ▶ shows where the texts part.',
  },
  'difference.signed': { sw: 'Ulichosaini', en: 'What you signed' },
  'difference.sent': { sw: 'Basi linachokagua', en: 'What the bus checks' },
  'difference.end': { sw: 'mwisho wa maandishi', en: 'end of the text' },
  'bytes.heading': { sw: 'Baiti zilizokaguliwa', en: 'The bytes checked' },
  'bytes.span': {
    sw: 'Baiti {start}–{end} za mwili ({count} kwa jumla)',
    en: 'Bytes {start}–{end} of the body ({count} in all)',
  },
  'bytes.base': {
    sw: 'Msingi wa saini (RFC 9421 §2.5) wa «{label}», baiti {count}',
    en: 'Signature base (RFC 9421 §2.5) of “{label}”, {count} bytes',
  },
  'bytes.sha256': { sw: 'SHA-256 yake (hex)', en: 'Its SHA-256 (hex)' },
  'bytes.cut': { sw: 'Inaonyeshwa sehemu ya mwanzo.', en: 'The beginning is shown.' },
  'bytes.compact': {
    sw: 'Zisipothibitika, basi hujaribu pia umbo lililobanwa:',
    en: 'When they do not verify, the bus also tries the compact form:',
  },
  'keys.heading': { sw: 'Funguo zilizojaribiwa', en: 'Keys tried' },
  'keys.caption': { sw: 'Funguo na muda wake', en: 'Keys and when they count' },
  'keys.none': {
    sw: 'Mteja huyu hana ufunguo unaotumika sasa.',
    en: 'This client has no key that counts now.',
  },
  'keys.none.next': {
    sw: 'Sajili ufunguo wa wazi kwenye ukurasa wa mteja wako.',
    en: 'Register a public key on the page of your client.',
  },
  'key.id': { sw: 'Kitambulisho', en: 'Id' },
  'key.curve': { sw: 'Aina', en: 'Kind' },
  'key.fingerprint': { sw: 'Alama (SHA-256)', en: 'Fingerprint (SHA-256)' },
  'key.validity': { sw: 'Muda', en: 'In force' },
  'key.span': { sw: '{from} hadi {to}', en: '{from} to {to}' },
  'key.always': { sw: 'uliobandikwa', en: 'pasted' },
  'key.role': { sw: 'Matumizi', en: 'Use' },
  'role.decides': { sw: 'Unaamua', en: 'Decides' },
  'role.key-not-in-force': { sw: 'Hautumiki sasa', en: 'Not in force' },
  'role.key-of-another-client': { sw: 'Wa mteja wenu mwingine', en: 'Of another client of yours' },
  'role.key-ed25519': { sw: 'Ed25519', en: 'Ed25519' },
  'r1.heading': { sw: 'Saini za ombi', en: 'Signatures of the request' },
  'r1.required': { sw: 'Lazima zifunikwe', en: 'Must be covered' },
  'r1.uncovered': { sw: 'Hazijafunikwa', en: 'Not covered' },
  'r1.created': { sw: 'created', en: 'created' },
  'r1.expires': { sw: 'expires', en: 'expires' },
  'r1.times': {
    sw: 'created isizidi sekunde {age} zilizopita, wala sekunde {skew} zijazo',
    en: 'created at most {age} seconds ago and at most {skew} seconds ahead',
  },
  'r1.keyid': { sw: 'keyid kwenye ombi', en: 'keyid in the request' },
  'r1.known': { sw: 'keyid zinazojulikana', en: 'Known key ids' },
  'r1.digest.due': { sw: 'Content-Digest inayotakiwa', en: 'The Content-Digest that is due' },
  'r1.missing': {
    sw: 'Sehemu {component} haipo kwenye ombi, hivyo msingi wa saini hauwezi kutengenezwa.',
    en: 'Component {component} is not in the request, so no signature base can be made.',
  },
  'tips.heading': { sw: 'Namna salama katika lugha yako', en: 'The safe way in your language' },
  'tips.lead': {
    sw: 'Tengeneza maandishi ya data mara moja, yasaini, kisha yaweke yenyewe kwenye ujumbe. Usiyatengeneze tena.',
    en: 'Write the text of data once, sign it, and put that very text into the message. Do not serialise it again.',
  },
} as const satisfies Messages

/** What each mistake means and what to change. */
export const mistakes = {
  compact: {
    sw: 'ulisaini umbo lililobanwa (bila nafasi), ukatuma jingine',
    en: 'you signed the compact form (without white space) and sent another',
  },
  spaces: {
    sw: 'ulisaini JSON yenye nafasi baada ya alama za , au : — saini baiti zilezile unazotuma (Python: separators=(",", ":"))',
    en: 'you signed JSON with spaces after commas or colons: sign the very bytes you send (Python: separators=(",", ":"))',
  },
  indented: {
    sw: 'ulisaini JSON yenye mistari na nafasi (pretty print)',
    en: 'you signed indented (pretty-printed) JSON',
  },
  sorted: {
    sw: 'ulisaini majina yakiwa yamepangwa kialfabeti; mpangilio lazima ubaki kama uliotumwa',
    en: 'you signed members sorted by name; the order must stay as it is sent',
  },
  'numeric-names-first': {
    sw: 'programu yako ilisoma JSON na kuiandika upya: JavaScript hutanguliza majina ya namba',
    en: 'your program parsed the JSON and wrote it again: JavaScript moves numeric names to the front',
  },
  'escaped-slashes': {
    sw: 'ulisaini mikwaju ikiwa \\/ (PHP: tumia JSON_UNESCAPED_SLASHES)',
    en: 'you signed slashes written \\/ (PHP: use JSON_UNESCAPED_SLASHES)',
  },
  'escaped-unicode': {
    sw: 'ulisaini herufi zisizo ASCII zikiwa \\uXXXX (PHP: JSON_UNESCAPED_UNICODE; Python: ensure_ascii=False)',
    en: 'you signed characters beyond ASCII written \\uXXXX (PHP: JSON_UNESCAPED_UNICODE; Python: ensure_ascii=False)',
  },
  'escaped-markup': {
    sw: 'ulisaini alama < > & zikiwa \\u003c (Gson: disableHtmlEscaping; .NET: UnsafeRelaxedJsonEscaping)',
    en: 'you signed < > & written \\u003c (Gson: disableHtmlEscaping; .NET: UnsafeRelaxedJsonEscaping)',
  },
  numbers: {
    sw: 'namba ziliandikwa upya (kama 100.0 kuwa 100); saini kabla ya kusoma na kuandika tena',
    en: 'numbers were written anew (100.0 as 100): sign before anything parses and writes again',
  },
  'whole-message': {
    sw: 'ulisaini ujumbe mzima; saini thamani ya data pekee',
    en: 'you signed the whole message; sign the value of data alone',
  },
  'body-only': {
    sw: 'ulisaini esbBody pekee; saini thamani yote ya data',
    en: 'you signed esbBody alone; sign the whole value of data',
  },
  'data-without-tags': {
    sw: 'ulisaini yaliyo ndani ya <data>; kwenye XML tagi <data> na </data> zinasainiwa pia',
    en: 'you signed what is inside <data>; in XML the tags <data> and </data> are signed too',
  },
  'spaces-between-tags': {
    sw: 'ulisaini XML bila nafasi kati ya tagi, ukatuma yenye nafasi',
    en: 'you signed XML without white space between tags and sent it with',
  },
  'line-ends': {
    sw: 'miisho ya mistari ilibadilika kati ya kusaini na kutuma (LF na CRLF)',
    en: 'line ends changed between signing and sending (LF and CRLF)',
  },
  'newline-after': {
    sw: 'ulisaini maandishi yenye mwisho wa mstari baada yake; uondoe',
    en: 'you signed the text with a line end after it; leave it out',
  },
  'as-json-string': {
    sw: 'ulisaini data ikiwa maandishi ya JSON (ndani ya alama za nukuu)',
    en: 'you signed data as a JSON string (in quotes)',
  },
  'base64-of-it': {
    sw: 'ulisaini base64 ya data badala ya data',
    en: 'you signed the base64 of data instead of data',
  },
  'digest-of-it': {
    sw: 'ulisaini muhtasari (hash) wa data; kitendakazi cha kusaini hufanya muhtasari chenyewe',
    en: 'you signed the digest of data; the signing function hashes by itself',
  },
  'as-given': {
    sw: 'ulisaini maandishi uliyobandika, ambayo si yale uliyotuma',
    en: 'you signed the text that you pasted, which is not what you sent',
  },
  'base64-spaces': {
    sw: 'saini ina nafasi au mistari ndani ya base64; iandike kwa mstari mmoja',
    en: 'the signature has spaces or line breaks in its base64; write it on one line',
  },
  base64url: {
    sw: 'saini ipo kwa base64url; tumia base64 ya kawaida (+ na /)',
    en: 'the signature is base64url; use plain base64 (+ and /)',
  },
  'base64-unpadded': {
    sw: 'base64 ya saini haina alama = mwishoni',
    en: 'the base64 of the signature lacks its = at the end',
  },
  hex: { sw: 'saini ipo kwa hex; tumia base64', en: 'the signature is in hexadecimal; use base64' },
  'raw-r-s': {
    sw: 'saini ni r||s (baiti 64, kama JWS); bahasha inataka DER (Node: dsaEncoding "der"; .NET: Rfc3279DerSequence)',
    en: 'the signature is r||s (64 bytes, as in JWS); the envelope wants DER (Node: dsaEncoding "der"; .NET: Rfc3279DerSequence)',
  },
  'der-not-strict': {
    sw: 'DER ya saini haikuandikwa kwa umbo la kawaida',
    en: 'the DER of the signature is not in its one strict form',
  },
  'not-a-signature': {
    sw: 'maandishi ya signature si saini ya ECDSA',
    en: 'the text of signature is no ECDSA signature',
  },
  sha1: { sw: 'ulitumia SHA-1; tumia SHA-256', en: 'you used SHA-1; use SHA-256' },
  sha384: { sw: 'ulitumia SHA-384; tumia SHA-256', en: 'you used SHA-384; use SHA-256' },
  sha512: { sw: 'ulitumia SHA-512; tumia SHA-256', en: 'you used SHA-512; use SHA-256' },
  'key-not-in-force': {
    sw: 'umesaini kwa ufunguo ambao hautumiki sasa; tumia uliopo au sajili mpya',
    en: 'you signed with a key that is not in force; use the one that is, or register another',
  },
  'key-of-another-client': {
    sw: 'umesaini kwa ufunguo wa mteja mwingine wa taasisi yenu',
    en: 'you signed with the key of another client of your institution',
  },
  'key-ed25519': {
    sw: 'Ed25519 haitumiki kwenye bahasha; tumia P-256',
    en: 'Ed25519 is not for envelopes; use P-256',
  },
  'der-instead-of-raw': {
    sw: 'saini ni DER; RFC 9421 inataka r||s (baiti 64)',
    en: 'the signature is DER; RFC 9421 wants r||s (64 bytes)',
  },
  'carriage-returns': {
    sw: 'mistari ya msingi wa saini iliishia kwa CRLF; tumia LF',
    en: 'the lines of the signature base ended with CRLF; use LF',
  },
  'parameters-left-out': {
    sw: 'mstari wa mwisho "@signature-params" haukusainiwa',
    en: 'the last line, "@signature-params", was not signed',
  },
  'lower-case-method': {
    sw: '@method iliandikwa kwa herufi ndogo',
    en: '@method was written in lower case',
  },
  'upper-case-method': {
    sw: '@method iliandikwa kwa herufi kubwa',
    en: '@method was written in upper case',
  },
  'query-in-path': {
    sw: '@path ilijumuisha query; query inasainiwa peke yake kwa @query',
    en: '@path held the query; the query is signed by itself as @query',
  },
  'http-instead-of-https': {
    sw: 'ulisaini http badala ya https',
    en: 'you signed http instead of https',
  },
  'https-instead-of-http': {
    sw: 'ulisaini https badala ya http',
    en: 'you signed https instead of http',
  },
} as const satisfies Messages

/** Why an RFC 9421 signature is refused. */
export const reasons = {
  absent: {
    sw: 'Signature na Signature-Input lazima ziwepo zote mbili.',
    en: 'Signature and Signature-Input must both be there.',
  },
  malformed: {
    sw: 'Signature au Signature-Input haisomeki (RFC 8941).',
    en: 'Signature or Signature-Input cannot be read (RFC 8941).',
  },
  'component-missing': {
    sw: 'Saini inataja sehemu ambayo haipo kwenye ombi.',
    en: 'The signature names a component that the request does not have.',
  },
  'not-covered': {
    sw: 'Saini haifuniki sehemu zote zinazotakiwa.',
    en: 'The signature does not cover all that is required.',
  },
  'too-old': {
    sw: 'created ni ya zamani mno au haipo; angalia saa ya mashine yako.',
    en: 'created is too old or absent; check the clock of your machine.',
  },
  'from-the-future': {
    sw: 'created ni ya wakati ujao; angalia saa ya mashine yako.',
    en: 'created lies ahead; check the clock of your machine.',
  },
  expired: { sw: 'expires imepita.', en: 'expires is over.' },
  'key-unknown': {
    sw: 'Hakuna ufunguo unaotumika wenye keyid hiyo kwa mteja huyu.',
    en: 'This client has no key in force with that keyid.',
  },
  'algorithm-mismatch': {
    sw: 'alg si ya ufunguo huo; iache, basi linaijua.',
    en: 'alg is not that of the key; leave it out, the bus knows it.',
  },
  wrong: {
    sw: 'Saini haithibitiki kwa msingi ulio hapo chini.',
    en: 'The signature does not verify over the base below.',
  },
} as const satisfies Messages
