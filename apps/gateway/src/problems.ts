import { defineProblems, type Problem, type ProblemKind } from '@mtandao/problem'

const declare = (
  status: number,
  retry: ProblemKind['retry'],
  sw: string,
  en: string,
): ProblemKind => ({ status, retry, title: { sw, en } })

const fix = 'after-correction'

/** Every way the gateway says no. Codes never change meaning; docs/problems.md lists them, a test holds the two together. */
export const problem = defineProblems('gateway', {
  // who are you (401)
  'credentials-missing': declare(
    401,
    fix,
    'Hakuna utambulisho kwenye ombi',
    'The request carries no credentials',
  ),
  'credentials-wrong': declare(
    401,
    fix,
    'Utambulisho wa mfumo si sahihi',
    'The client credentials are wrong',
  ),
  'credentials-differ': declare(
    400,
    fix,
    'Utambulisho uliotolewa mara mbili haufanani',
    'The credentials given twice differ',
  ),
  'grant-unsupported': declare(
    400,
    fix,
    'Aina ya grant_type haitumiki hapa',
    'This grant_type is not supported',
  ),
  'assertion-wrong': declare(
    401,
    fix,
    'Tamko la mfumo (client_assertion) halikubaliki',
    'The client assertion is not acceptable',
  ),
  'token-invalid': declare(401, fix, 'Tokeni si halali', 'The access token is not valid'),
  'token-expired': declare(401, fix, 'Tokeni imekwisha muda', 'The access token has expired'),
  'client-suspended': declare(403, 'later', 'Mfumo huu umesimamishwa', 'This client is suspended'),
  'client-mismatch': declare(
    403,
    fix,
    'Tokeni ni ya mfumo mwingine',
    'The token belongs to another client',
  ),
  'signature-missing': declare(401, fix, 'Ujumbe hauna saini', 'The message is not signed'),
  'signature-invalid': declare(
    401,
    fix,
    'Saini ya ujumbe si sahihi',
    'The message signature does not verify',
  ),
  'digest-mismatch': declare(
    400,
    fix,
    'Muhtasari wa maudhui haulingani na maudhui',
    'The content digest does not match the content',
  ),
  // what do you want (400, 404)
  'path-unknown': declare(404, fix, 'Anuani hii haipo', 'There is nothing at this address'),
  'method-wrong': declare(
    405,
    fix,
    'Njia (method) hii haitumiki hapa',
    'This method is not allowed here',
  ),
  'media-type-unsupported': declare(
    415,
    fix,
    'Aina ya maudhui si JSON wala XML',
    'The content type is neither JSON nor XML',
  ),
  'body-too-large': declare(413, fix, 'Ujumbe ni mkubwa kupita kiasi', 'The message is too large'),
  'body-truncated': declare(400, fix, 'Ujumbe umekatika', 'The message is cut short'),
  'http-malformed': declare(400, fix, 'Ombi la HTTP halisomeki', 'The HTTP request is malformed'),
  'headers-too-large': declare(
    431,
    fix,
    'Vichwa vya ombi ni vikubwa kupita kiasi',
    'The request headers are too large',
  ),
  'request-timeout': declare(
    408,
    'later',
    'Ombi limechelewa kufika lote',
    'The request did not arrive in time',
  ),
  'envelope-malformed': declare(
    400,
    fix,
    'Bahasha ya ujumbe ina kosa',
    'The message envelope is malformed',
  ),
  'code-missing': declare(
    400,
    fix,
    'Ujumbe hauna msimbo wa huduma',
    'The message names no service code',
  ),
  'service-unknown': declare(404, fix, 'Huduma haijulikani', 'The service is not known'),
  'service-suspended': declare(503, 'later', 'Huduma imesimamishwa', 'The service is suspended'),
  'service-wrong-kind': declare(
    400,
    fix,
    'Msimbo huu hautumiki kwa ombi hili',
    'This code is not for this call',
  ),
  'path-unsafe': declare(
    400,
    fix,
    'Njia (path) ina sehemu zisizoruhusiwa',
    'The path contains segments that are not allowed',
  ),
  'client-header-missing': declare(
    400,
    fix,
    'Kichwa X-Road-Client hakipo au hakisomeki',
    'Header X-Road-Client is absent or malformed',
  ),
  // may you (403, 429)
  'agreement-missing': declare(
    403,
    fix,
    'Hakuna makubaliano kati ya taasisi hizi kwa huduma hii',
    'No agreement between these institutions covers this service',
  ),
  'agreement-suspended': declare(
    403,
    'later',
    'Makubaliano yamesimamishwa',
    'The agreement is suspended',
  ),
  'agreement-expired': declare(
    403,
    fix,
    'Muda wa makubaliano umekwisha au haujaanza',
    'The agreement is not in force at this date',
  ),
  'purpose-wrong': declare(
    403,
    fix,
    'Dhumuni halimo kwenye makubaliano',
    'The agreement does not name this purpose',
  ),
  'operation-not-agreed': declare(
    403,
    fix,
    'Operesheni hii haimo kwenye makubaliano',
    'The agreement does not cover this method and path',
  ),
  'nida-user-wrong': declare(
    403,
    fix,
    'userId haijasajiliwa kwa mfumo huu',
    'This userId is not registered for this client',
  ),
  'not-yours': declare(403, fix, 'Si ya mfumo wako', 'This does not belong to your system'),
  'quota-exceeded': declare(429, 'later', 'Kiwango cha maombi kimepitwa', 'The quota is exceeded'),
  'concurrency-exceeded': declare(
    429,
    'later',
    'Maombi ya wakati mmoja yamezidi',
    'Too many requests at once',
  ),
  // the bus itself (5xx)
  'not-recorded': declare(
    503,
    'later',
    'Ombi halikuweza kuwekwa kwenye kumbukumbu ya ushahidi, hivyo halikutumwa',
    'The request could not be put in evidence, so it was not forwarded',
  ),
  'answer-not-recorded': declare(
    503,
    'never',
    'Jibu limefika lakini halikuweza kuwekwa kwenye kumbukumbu ya ushahidi',
    'The answer came but could not be put in evidence',
  ),
  'no-routing': declare(
    503,
    'later',
    'Basi halina taarifa za uelekezaji zilizo halali',
    'The bus holds no valid routing snapshot',
  ),
  'queue-unavailable': declare(
    503,
    'later',
    'Foleni ya ujumbe haipatikani kwa sasa',
    'The message queue is not available now',
  ),
  draining: declare(
    503,
    'later',
    'Basi linafungwa; jaribu tena',
    'The bus is shutting down; try again',
  ),
  defect: declare(500, 'later', 'Hitilafu ya ndani ya basi', 'An internal fault of the bus'),
  'address-refused': declare(
    502,
    'later',
    'Anwani iliyosajiliwa ipo kwenye mtandao ambao basi haliruhusiwi kuunganisha nao',
    'The registered address lies in a network that the bus may not connect to',
  ),
  // what the operations port is asked
  'ops-token-wrong': declare(
    401,
    fix,
    'Tokeni ya bandari ya uendeshaji haipo au si sahihi',
    'The token of the operations port is absent or wrong',
  ),
  'ops-request-malformed': declare(
    400,
    fix,
    'Ombi la uendeshaji halisomeki',
    'The request to the operations port is malformed',
  ),
  'delivery-unknown': declare(
    404,
    fix,
    'Hakuna uwasilishaji ulioshindikana wenye namba hiyo',
    'No failed delivery has that number',
  ),
  'count-changed': declare(
    409,
    fix,
    'Idadi imebadilika tangu ihesabiwe; hakuna kilichoguswa',
    'The count changed since the dry run; nothing was touched',
  ),
  // the provider (502, 503, 504)
  'provider-unreachable': declare(
    502,
    'later',
    'Mtoa taarifa hafikiki',
    'The provider cannot be reached',
  ),
  'provider-reset': declare(
    502,
    'later',
    'Mtoa taarifa amekata mawasiliano',
    'The provider broke the connection',
  ),
  'provider-timeout': declare(
    504,
    'later',
    'Mtoa taarifa hakujibu kwa wakati',
    'The provider did not answer in time',
  ),
  'provider-busy': declare(
    503,
    'later',
    'Mtoa taarifa ana maombi mengi kwa sasa',
    'The provider has too many calls in flight',
  ),
  'provider-circuit-open': declare(
    503,
    'later',
    'Mtoa taarifa ameshindwa mara nyingi; anapumzishwa',
    'The provider failed repeatedly and is being rested',
  ),
  'provider-failed': declare(
    502,
    'later',
    'Mfumo wa mtoa taarifa umeshindwa',
    "The provider's system failed",
  ),
  'provider-redirected': declare(
    502,
    'later',
    'Mtoa taarifa ameelekeza kwingine; basi halifuati',
    'The provider redirected; the bus does not follow',
  ),
  'provider-answer-malformed': declare(
    502,
    'later',
    'Jibu la mtoa taarifa halisomeki',
    "The provider's answer is malformed",
  ),
  'provider-answer-too-large': declare(
    502,
    'later',
    'Jibu la mtoa taarifa ni kubwa kupita kiasi',
    "The provider's answer is too large",
  ),
  'provider-signature-invalid': declare(
    502,
    'later',
    'Saini ya mtoa taarifa si sahihi',
    "The provider's signature does not verify",
  ),
  // asynchronous messages and receipts
  'request-unknown': declare(404, fix, 'Ombi hilo halijulikani', 'That request is not known'),
  'request-already-answered': declare(
    409,
    'never',
    'Ombi hilo limeshajibiwa',
    'That request has been answered already',
  ),
  'idempotency-key-malformed': declare(
    400,
    fix,
    'Idempotency-Key haisomeki',
    'The Idempotency-Key is malformed',
  ),
  'idempotency-key-reused': declare(
    422,
    fix,
    'Idempotency-Key imetumika kwa ujumbe mwingine',
    'The Idempotency-Key was used for another message',
  ),
  'receipt-unknown': declare(
    404,
    fix,
    'Hakuna ushahidi wa muamala huo hapa',
    'There is no evidence of that exchange here',
  ),
})

/** Which side failed, for evidence and for `X-Road-Error`. */
export function sideOf({ code, kind }: Problem): 'consumer' | 'bus' | 'provider' {
  if (code.startsWith('gateway.provider-')) return 'provider'
  return kind.status < 500 ? 'consumer' : 'bus'
}
