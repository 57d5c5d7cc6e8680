import type { Text } from '@mtandao/problem'
import { steps, text, type Standing } from './next-steps.ts'

/** Why an exchange ended as it did, in words an officer understands, and what each side does next. */
export interface Explanation {
  readonly title: Text
  readonly next: Readonly<Record<Standing, Text>>
}

type Steps = keyof typeof steps

const because = (sw: string, en: string, next: Steps): Explanation => ({
  title: text(sw, en),
  next: steps[next],
})

/** The stable codes of docs/problems.md (a test holds the titles to it) and the outcomes of docs/protocols/journal-entry.md. */
export const explanations: Readonly<Record<string, Explanation>> = {
  'gateway.credentials-missing': because(
    'Hakuna utambulisho kwenye ombi',
    'The request carries no credentials',
    'credentials',
  ),
  'gateway.credentials-wrong': because(
    'Utambulisho wa mfumo si sahihi',
    'The client credentials are wrong',
    'credentials',
  ),
  'gateway.credentials-differ': because(
    'Utambulisho uliotolewa mara mbili haufanani',
    'The credentials given twice differ',
    'credentials',
  ),
  'gateway.grant-unsupported': because(
    'Aina ya grant_type haitumiki hapa',
    'This grant_type is not supported',
    'credentials',
  ),
  'gateway.assertion-wrong': because(
    'Tamko la mfumo (client_assertion) halikubaliki',
    'The client assertion is not acceptable',
    'credentials',
  ),
  'gateway.token-invalid': because('Tokeni si halali', 'The access token is not valid', 'token'),
  'gateway.token-expired': because(
    'Tokeni imekwisha muda',
    'The access token has expired',
    'token',
  ),
  'gateway.client-suspended': because(
    'Mfumo huu umesimamishwa',
    'This client is suspended',
    'suspended',
  ),
  'gateway.client-mismatch': because(
    'Tokeni ni ya mfumo mwingine',
    'The token belongs to another client',
    'credentials',
  ),
  'gateway.signature-missing': because(
    'Ujumbe hauna saini',
    'The message is not signed',
    'signature',
  ),
  'gateway.signature-invalid': because(
    'Saini ya ujumbe si sahihi',
    'The message signature does not verify',
    'signature',
  ),
  'gateway.digest-mismatch': because(
    'Muhtasari wa maudhui haulingani na maudhui',
    'The content digest does not match the content',
    'signature',
  ),
  'gateway.path-unknown': because(
    'Anuani hii haipo',
    'There is nothing at this address',
    'address',
  ),
  'gateway.method-wrong': because(
    'Njia (method) hii haitumiki hapa',
    'This method is not allowed here',
    'address',
  ),
  'gateway.media-type-unsupported': because(
    'Aina ya maudhui si JSON wala XML',
    'The content type is neither JSON nor XML',
    'message',
  ),
  'gateway.body-too-large': because(
    'Ujumbe ni mkubwa kupita kiasi',
    'The message is too large',
    'message',
  ),
  'gateway.body-truncated': because('Ujumbe umekatika', 'The message is cut short', 'message'),
  'gateway.http-malformed': because(
    'Ombi la HTTP halisomeki',
    'The HTTP request is malformed',
    'message',
  ),
  'gateway.headers-too-large': because(
    'Vichwa vya ombi ni vikubwa kupita kiasi',
    'The request headers are too large',
    'message',
  ),
  'gateway.request-timeout': because(
    'Ombi limechelewa kufika lote',
    'The request did not arrive in time',
    'message',
  ),
  'gateway.envelope-malformed': because(
    'Bahasha ya ujumbe ina kosa',
    'The message envelope is malformed',
    'message',
  ),
  'gateway.code-missing': because(
    'Ujumbe hauna msimbo wa huduma',
    'The message names no service code',
    'address',
  ),
  'gateway.service-unknown': because('Huduma haijulikani', 'The service is not known', 'address'),
  'gateway.service-suspended': because(
    'Huduma imesimamishwa',
    'The service is suspended',
    'service',
  ),
  'gateway.service-wrong-kind': because(
    'Msimbo huu hautumiki kwa ombi hili',
    'This code is not for this call',
    'address',
  ),
  'gateway.path-unsafe': because(
    'Njia (path) ina sehemu zisizoruhusiwa',
    'The path contains segments that are not allowed',
    'message',
  ),
  'gateway.client-header-missing': because(
    'Kichwa X-Road-Client hakipo au hakisomeki',
    'Header X-Road-Client is absent or malformed',
    'message',
  ),
  'gateway.agreement-missing': because(
    'Hakuna makubaliano kati ya taasisi hizi kwa huduma hii',
    'No agreement between these institutions covers this service',
    'agreement',
  ),
  'gateway.agreement-suspended': because(
    'Makubaliano yamesimamishwa',
    'The agreement is suspended',
    'agreement',
  ),
  'gateway.agreement-expired': because(
    'Muda wa makubaliano umekwisha au haujaanza',
    'The agreement is not in force at this date',
    'agreement',
  ),
  'gateway.purpose-wrong': because(
    'Dhumuni halimo kwenye makubaliano',
    'The agreement does not name this purpose',
    'agreement',
  ),
  'gateway.operation-not-agreed': because(
    'Operesheni hii haimo kwenye makubaliano',
    'The agreement does not cover this method and path',
    'agreement',
  ),
  'gateway.nida-user-wrong': because(
    'userId haijasajiliwa kwa mfumo huu',
    'This userId is not registered for this client',
    'message',
  ),
  'gateway.not-yours': because(
    'Si ya mfumo wako',
    'This does not belong to your system',
    'receipt',
  ),
  'gateway.quota-exceeded': because(
    'Kiwango cha maombi kimepitwa',
    'The quota is exceeded',
    'quota',
  ),
  'gateway.concurrency-exceeded': because(
    'Maombi ya wakati mmoja yamezidi',
    'Too many requests at once',
    'quota',
  ),
  'gateway.not-recorded': because(
    'Ombi halikuweza kuwekwa kwenye kumbukumbu ya ushahidi, hivyo halikutumwa',
    'The request could not be put in evidence, so it was not forwarded',
    'bus',
  ),
  'gateway.answer-not-recorded': because(
    'Jibu limefika lakini halikuweza kuwekwa kwenye kumbukumbu ya ushahidi',
    'The answer came but could not be put in evidence',
    'unrecorded',
  ),
  'gateway.no-routing': because(
    'Basi halina taarifa za uelekezaji zilizo halali',
    'The bus holds no valid routing snapshot',
    'bus',
  ),
  'gateway.queue-unavailable': because(
    'Foleni ya ujumbe haipatikani kwa sasa',
    'The message queue is not available now',
    'bus',
  ),
  'gateway.draining': because(
    'Basi linafungwa; jaribu tena',
    'The bus is shutting down; try again',
    'bus',
  ),
  'gateway.defect': because('Hitilafu ya ndani ya basi', 'An internal fault of the bus', 'bus'),
  'gateway.provider-unreachable': because(
    'Mtoa taarifa hafikiki',
    'The provider cannot be reached',
    'providerDown',
  ),
  'gateway.provider-reset': because(
    'Mtoa taarifa amekata mawasiliano',
    'The provider broke the connection',
    'providerDown',
  ),
  'gateway.provider-timeout': because(
    'Mtoa taarifa hakujibu kwa wakati',
    'The provider did not answer in time',
    'providerSlow',
  ),
  'gateway.provider-busy': because(
    'Mtoa taarifa ana maombi mengi kwa sasa',
    'The provider has too many calls in flight',
    'providerSlow',
  ),
  'gateway.provider-circuit-open': because(
    'Mtoa taarifa ameshindwa mara nyingi; anapumzishwa',
    'The provider failed repeatedly and is being rested',
    'providerDown',
  ),
  'gateway.provider-failed': because(
    'Mfumo wa mtoa taarifa umeshindwa',
    "The provider's system failed",
    'providerDown',
  ),
  'gateway.provider-redirected': because(
    'Mtoa taarifa ameelekeza kwingine; basi halifuati',
    'The provider redirected; the bus does not follow',
    'providerAnswer',
  ),
  'gateway.provider-answer-malformed': because(
    'Jibu la mtoa taarifa halisomeki',
    "The provider's answer is malformed",
    'providerAnswer',
  ),
  'gateway.provider-answer-too-large': because(
    'Jibu la mtoa taarifa ni kubwa kupita kiasi',
    "The provider's answer is too large",
    'providerAnswer',
  ),
  'gateway.provider-signature-invalid': because(
    'Saini ya mtoa taarifa si sahihi',
    "The provider's signature does not verify",
    'providerAnswer',
  ),
  'gateway.request-unknown': because('Ombi hilo halijulikani', 'That request is not known', 'late'),
  'gateway.request-already-answered': because(
    'Ombi hilo limeshajibiwa',
    'That request has been answered already',
    'late',
  ),
  'gateway.idempotency-key-malformed': because(
    'Idempotency-Key haisomeki',
    'The Idempotency-Key is malformed',
    'message',
  ),
  'gateway.idempotency-key-reused': because(
    'Idempotency-Key imetumika kwa ujumbe mwingine',
    'The Idempotency-Key was used for another message',
    'message',
  ),
  'gateway.receipt-unknown': because(
    'Hakuna ushahidi wa muamala huo hapa',
    'There is no evidence of that exchange here',
    'receipt',
  ),
  'gateway.address-refused': because(
    'Anwani iliyosajiliwa ipo kwenye mtandao ambao basi haliruhusiwi kuunganisha nao',
    'The registered address lies in a network that the bus may not connect to',
    'addressRefused',
  ),
  'gateway.interrupted': because(
    'Lango lilizimika kabla ya jibu kurekodiwa; huenda mtoa taarifa alitekeleza ombi',
    'The gateway stopped before the answer was recorded; the provider may have acted',
    'unrecorded',
  ),
  'provider.said-no': because(
    'Mtoa taarifa amejibu «hapana»',
    'The provider answered «no»',
    'saidNo',
  ),
  'consumer.went-away': because(
    'Mpokea taarifa alikata mawasiliano jibu likiwa linatumwa',
    'The consumer closed its connection while the answer was being sent',
    'consumerGone',
  ),
  'consumer.too-slow': because(
    'Mpokea taarifa hakusoma jibu kwa wakati',
    'The consumer did not read the answer in time',
    'consumerGone',
  ),
}

const unknown: Explanation = {
  title: text(
    'Muamala haukukamilika kwa sababu ambayo jukwaa hili haliijui',
    'The exchange did not succeed, for a reason this platform does not know',
  ),
  next: steps.bus,
}

/** Words for an outcome other than `ok`; a code of a newer gateway gets words that are still true. */
export function explain(code: string): Explanation {
  if (Object.hasOwn(explanations, code)) return explanations[code] ?? unknown
  const status = /^provider\.status-(\d{3})$/.exec(code)?.[1]
  if (status === undefined) return unknown
  return {
    title: text(
      `Mfumo wa mtoa taarifa umejibu kwa kosa ${status}`,
      `The provider's system answered with error ${status}`,
    ),
    next: steps.providerDown,
  }
}
