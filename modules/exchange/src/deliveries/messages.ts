import type { Messages } from '@mtandao/ui'

export const messages = {
  'list.title': { sw: 'Uwasilishaji ulioshindikana', en: 'Failed deliveries' },
  'list.lead': {
    sw: 'Ujumbe ambao basi lilipokea lakini mpokeaji hakuupata, hata baada ya kujaribu mara nyingi. Ukituma tena, ujumbe hufika kwa utambulisho uleule.',
    en: 'Messages that the bus took but whose receiver did not get them after many attempts. Sent again, a message arrives under the same id.',
  },
  'list.sandbox': {
    sw: 'Hapa ni basi halisi tu. Ujumbe wa mazingira ya majaribio (sandbox) ulioshindikana utaupata kwenye ukurasa wa miamala.',
    en: 'This is the production bus alone. Messages of the sandbox that failed are on the page of exchanges.',
  },
  'state.open': { sw: 'Unaosubiri uamuzi', en: 'Waiting for a decision' },
  'state.closed': { sw: 'Uliofungwa', en: 'Closed' },
  'causes.heading': { sw: 'Kwa sababu', en: 'By cause' },
  'causes.caption': { sw: 'Sababu na idadi ya kila moja', en: 'Causes and how many of each' },
  'causes.empty': { sw: 'Hakuna uwasilishaji ulioshindikana.', en: 'No delivery has failed.' },
  'causes.empty.next': {
    sw: 'Ujumbe ulioshindikana ukitokea utaonekana hapa kwa sababu yake. Miamala yote ipo kwenye ukurasa wa miamala.',
    en: 'When one fails it shows here by its cause. All exchanges are on the page of exchanges.',
  },
  cause: { sw: 'Sababu', en: 'Cause' },
  code: { sw: 'Msimbo', en: 'Code' },
  count: { sw: 'Idadi', en: 'Count' },
  oldest: { sw: 'Wa kwanza', en: 'Oldest' },
  newest: { sw: 'Wa mwisho', en: 'Newest' },
  'items.heading': { sw: 'Moja moja', en: 'One by one' },
  'items.of': { sw: 'Wenye sababu: {code}', en: 'With the cause: {code}' },
  'items.caption': { sw: 'Uwasilishaji, wa karibuni kwanza', en: 'Deliveries, newest first' },
  'items.empty': { sw: 'Hakuna unaolingana na ulichochagua.', en: 'None matches what you chose.' },
  'items.all': { sw: 'Onyesha sababu zote', en: 'Show all causes' },
  failedAt: { sw: 'Ulishindikana', en: 'Failed' },
  acceptedAt: { sw: 'Ulipokewa na basi', en: 'Taken by the bus' },
  service: { sw: 'Huduma', en: 'Service' },
  receiver: { sw: 'Mpokeaji', en: 'Receiver' },
  consumer: { sw: 'Mtumiaji', en: 'Consumer' },
  provider: { sw: 'Mtoa taarifa', en: 'Provider' },
  author: { sw: 'Mwandishi wa maudhui', en: 'Author of the content' },
  agreement: { sw: 'Makubaliano', en: 'Agreement' },
  purpose: { sw: 'Dhumuni', en: 'Purpose' },
  attempts: { sw: 'Majaribio', en: 'Attempts' },
  exchange: { sw: 'Muamala', en: 'Exchange' },
  evidence: { sw: 'Ingizo la ushahidi', en: 'Evidence entry' },
  'evidence.at': {
    sw: 'daftari {worker}, ingizo {index}',
    en: 'log {worker}, entry {index}',
  },
  content: { sw: 'Aina', en: 'Kind' },
  'content.push': { sw: 'Ujumbe wa kusukuma (push)', en: 'Pushed message' },
  'content.answer': { sw: 'Jibu la ombi lisilosubiri', en: 'Answer to an asynchronous request' },
  'content.message': { sw: 'Ombi lisilosubiri', en: 'Asynchronous request' },
  size: { sw: 'Ukubwa wa maudhui', en: 'Size of the content' },
  'size.gone': { sw: 'Maudhui hayapo tena', en: 'The content is no longer there' },
  'filter.submit': { sw: 'Onyesha', en: 'Show' },
  'filter.exchange': { sw: 'Namba ya muamala', en: 'Exchange id' },
  'many.link': {
    sw: { one: 'Tuma tena ujumbe {count}…', other: 'Tuma tena ujumbe wote {count}…' },
    en: { one: 'Send {count} again…', other: 'Send all {count} again…' },
  },
  'one.title': { sw: 'Uwasilishaji {id}', en: 'Delivery {id}' },
  'one.back': { sw: 'Uwasilishaji ulioshindikana', en: 'Failed deliveries' },
  'one.facts': { sw: 'Taarifa', en: 'Facts' },
  'one.what': { sw: 'Nini kifanyike', en: 'What to do' },
  'one.closed.provider': {
    sw: 'Hakuna la kufanya: aliyeuliza amejibiwa kwamba ombi halikufika, na anaweza kuuliza tena.',
    en: 'Nothing: whoever asked was told that the request did not arrive, and can ask again.',
  },
  'one.closed.gone': {
    sw: 'Hakuna la kufanya: maudhui yalifutwa kwa uamuzi wa mtu.',
    en: 'Nothing: somebody decided to let the content go.',
  },
  'one.notYours': {
    sw: 'Uamuzi ni wa afisa TEHAMA wa taasisi husika au wa e-GA.',
    en: 'An ICT officer of an institution concerned decides, or e-GA.',
  },
  'one.retry': { sw: 'Tuma tena', en: 'Send again' },
  'one.retry.why': {
    sw: 'Tuma tena mpokeaji akiwa tayari: mfumo wake unafanya kazi na makubaliano yapo hai.',
    en: 'Send again when the receiver is ready: its system is well and the agreement is in force.',
  },
  'one.retry.done': {
    sw: 'Ujumbe umerudishwa kwenye foleni. Usipofika utaonekana hapa tena.',
    en: 'The message is back in the queue. If it does not arrive it shows here again.',
  },
  'one.letGo.link': { sw: 'Futa maudhui…', en: 'Let the content go…' },
  'one.letGo': { sw: 'Futa maudhui', en: 'Let the content go' },
  'one.letGo.why': {
    sw: 'Maudhui yatafutwa kabisa na hayawezi kutumwa tena. Kumbukumbu ya uwasilishaji na ushahidi wake vitabaki.',
    en: 'The content is emptied for good and cannot be sent again. The record of the delivery and its evidence stay.',
  },
  'one.letGo.done': { sw: 'Maudhui yamefutwa.', en: 'The content was let go.' },
  'one.body': { sw: 'Angalia maudhui…', en: 'See the content…' },
  'body.title': { sw: 'Maudhui ya uwasilishaji {id}', en: 'Content of delivery {id}' },
  'body.lead': {
    sw: 'Maudhui yanaweza kuwa na taarifa binafsi. Jina lako, muda na sababu yako vinaandikwa kwenye kumbukumbu za ukaguzi kabla ya kuonyeshwa.',
    en: 'The content may hold personal data. Your name, the time and your reason are put in the audit log before it is shown.',
  },
  'body.reason': { sw: 'Kwa nini unahitaji kuyaona', en: 'Why you need to see it' },
  'body.reason.hint': { sw: 'Angalau herufi 10', en: 'At least 10 characters' },
  'body.submit': { sw: 'Onyesha maudhui', en: 'Show the content' },
  'body.shown': { sw: 'Maudhui', en: 'Content' },
  'body.recorded': {
    sw: 'Uangalizi huu umeandikwa kwenye kumbukumbu za ukaguzi.',
    en: 'This look is in the audit log.',
  },
  'body.cut': {
    sw: 'Inaonyeshwa sehemu ya mwanzo; maudhui yote ni {size}.',
    en: 'The beginning is shown; the whole is {size}.',
  },
  'many.title': { sw: 'Tuma tena kwa pamoja', en: 'Send many again' },
  'many.lead': {
    sw: {
      one: 'Uwasilishaji {count} ulioshindikana utatumwa tena.',
      other: 'Uwasilishaji {count} ulioshindikana utatumwa tena.',
    },
    en: {
      one: '{count} failed delivery would be sent again.',
      other: '{count} failed deliveries would be sent again.',
    },
  },
  'many.exact': {
    sw: 'Ni ule tu uliohesabiwa hadi {until}. Utakaoshindikana baada ya hapo haumo; idadi ikibadilika hakuna kitakachotumwa.',
    en: 'Exactly those counted up to {until}. What fails later is not among them; if the number changes, none is sent.',
  },
  'many.none': { sw: 'Hakuna cha kutuma tena.', en: 'There is nothing to send again.' },
  'many.any': { sw: 'bila kuchagua', en: 'any' },
  'many.submit': { sw: 'Tuma tena wote', en: 'Send all again' },
  'many.done': {
    sw: {
      one: 'Ujumbe {count} umerudishwa kwenye foleni.',
      other: 'Jumbe {count} zimerudishwa kwenye foleni.',
    },
    en: {
      one: '{count} message is back in the queue.',
      other: '{count} messages are back in the queue.',
    },
  },
} as const satisfies Messages

/** What a code means to an officer, and who can help; codes that are not here are shown as they are. */
export const causes = {
  'gateway.provider-unreachable': {
    sw: 'Mpokeaji hafikiki, au hana anuani ya kupokelea (callback)',
    en: 'The receiver cannot be reached, or has no callback address',
  },
  'gateway.provider-reset': {
    sw: 'Mpokeaji alikata mawasiliano',
    en: 'The receiver broke the connection',
  },
  'gateway.provider-timeout': {
    sw: 'Mpokeaji hakujibu kwa wakati',
    en: 'The receiver did not answer in time',
  },
  'gateway.provider-failed': {
    sw: 'Mpokeaji alijibu kwa kosa',
    en: 'The receiver answered with an error',
  },
  'gateway.provider-redirected': {
    sw: 'Mpokeaji alielekeza kwingine',
    en: 'The receiver redirected',
  },
  'gateway.provider-answer-malformed': {
    sw: 'Jibu la mpokeaji halisomeki',
    en: "The receiver's answer is malformed",
  },
  'gateway.provider-answer-too-large': {
    sw: 'Jibu la mpokeaji ni kubwa mno',
    en: "The receiver's answer is too large",
  },
  'gateway.provider-circuit-open': {
    sw: 'Mpokeaji alishindwa mara nyingi, akapumzishwa',
    en: 'The receiver failed repeatedly and was being rested',
  },
  'gateway.provider-signature-invalid': {
    sw: 'Saini ya jibu si sahihi',
    en: 'The signature of the answer does not verify',
  },
  'gateway.address-refused': {
    sw: 'Anuani ya mpokeaji ipo kwenye mtandao ambao e-GA haijauruhusu',
    en: "The receiver's address lies in a network that e-GA has not opened",
  },
  'gateway.agreement-missing': {
    sw: 'Makubaliano hayapo tena',
    en: 'The agreement is no longer there',
  },
  'gateway.agreement-suspended': {
    sw: 'Makubaliano yamesimamishwa',
    en: 'The agreement is suspended',
  },
  'gateway.agreement-expired': { sw: 'Muda wa makubaliano umekwisha', en: 'The agreement is over' },
  'gateway.client-suspended': {
    sw: 'Mfumo wa mpokeaji umesimamishwa',
    en: "The receiver's system is suspended",
  },
  'gateway.service-suspended': { sw: 'Huduma imesimamishwa', en: 'The service is suspended' },
  'gateway.no-routing': {
    sw: 'Basi halikuwa na taarifa halali za uelekezaji',
    en: 'The bus had no valid routing',
  },
  'gateway.defect': { sw: 'Hitilafu ya basi lenyewe', en: 'A fault of the bus itself' },
  'provider.said-no': { sw: 'Mtoa taarifa alikataa ombi', en: 'The provider itself said no' },
} as const satisfies Messages
