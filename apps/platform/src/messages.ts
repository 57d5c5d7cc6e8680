import type { Text } from '@mtandao/problem'

/** Every string of the pages, Swahili first. Words as in GLOSSARY.md. */
export const messages = {
  'site.name': { sw: 'Serikali Mtandao', en: 'Serikali Mtandao' },
  'site.skip': { sw: 'Ruka hadi maudhui', en: 'Skip to content' },
  'site.language': { sw: 'Lugha', en: 'Language' },
  'site.demo': {
    sw: 'Nchi ya mfano: mifumo, makubaliano na miamala yote hapa ni ya kubuni. Taasisi zimetajwa kama kielelezo tu.',
    en: 'Demo country: all systems, agreements and exchanges here are invented. Institutions are named as illustration only.',
  },
  'site.footer': {
    sw: 'Saa ni za Afrika Mashariki. Maudhui ya ujumbe hayahifadhiwi: ushahidi ni mihtasari yake tu.',
    en: 'Times are East Africa Time. The content of messages is not kept: the evidence holds digests only.',
  },

  'home.title': { sw: 'GovESB kwa sasa', en: 'GovESB right now' },
  'home.lead': {
    sw: 'Kutoka azimio hadi ushahidi: mifumo ya taasisi za umma inasomana kupitia GovESB, na kila muamala unaacha ushahidi unaoweza kuthibitishwa na yeyote.',
    en: 'From resolution to proof: the systems of public institutions read each other through GovESB, and every exchange leaves evidence that anyone can verify.',
  },
  'live.numbers': { sw: 'Takwimu', en: 'Figures' },
  'live.today': { sw: 'Miamala leo', en: 'Exchanges today' },
  'live.total': { sw: 'Miamala yote', en: 'Exchanges in all' },
  'live.lastMinute': { sw: 'Dakika iliyopita', en: 'Last minute' },
  'live.institutions': { sw: 'Taasisi', en: 'Institutions' },
  'live.systems': { sw: 'Mifumo', en: 'Systems' },
  'live.services': { sw: 'Huduma', en: 'Services' },
  'live.agreements': { sw: 'Makubaliano yanayotumika', en: 'Agreements in force' },
  'live.latency': { sw: 'Muda wa jibu, dakika 5', en: 'Response time, 5 minutes' },
  'live.latency.p50': { sw: 'nusu ya miamala', en: 'half of exchanges' },
  'live.latency.p95': { sw: '95% ya miamala', en: '95% of exchanges' },
  'live.latency.none': { sw: 'Hakuna muamala', en: 'No exchange' },
  'live.failures': { sw: 'Miamala iliyoshindikana leo', en: 'Exchanges that failed today' },
  'live.at': { sw: 'Hadi saa {time}', en: 'As of {time}' },
  'side.consumer': { sw: 'Mpokea taarifa', en: 'Consumer' },
  'side.bus': { sw: 'GovESB yenyewe', en: 'GovESB itself' },
  'side.provider': { sw: 'Mtoa taarifa', en: 'Provider' },

  'newest.title': { sw: 'Miamala ya karibuni', en: 'Newest exchanges' },
  'newest.time': { sw: 'Saa', en: 'Time' },
  'newest.consumer': { sw: 'Mpokea taarifa', en: 'Consumer' },
  'newest.provider': { sw: 'Mtoa taarifa', en: 'Provider' },
  'newest.service': { sw: 'Huduma', en: 'Service' },
  'newest.outcome': { sw: 'Matokeo', en: 'Outcome' },
  'newest.latency': { sw: 'Muda', en: 'Took' },
  'newest.details': { sw: 'Fungua', en: 'Open' },
  'newest.details.label': { sw: 'Fungua muamala wa saa {time}', en: 'Open the exchange of {time}' },
  'newest.empty.noParties': {
    sw: 'Bado hakuna taasisi iliyoandikishwa. Miamala itaonekana hapa taasisi zitakapoandikishwa na mifumo yao kuanza kuulizana.',
    en: 'No institution is enrolled yet. Exchanges appear here once institutions are enrolled and their systems begin to ask each other.',
  },
  'newest.empty.noTraffic': {
    sw: 'Taasisi zimeandikishwa, lakini bado hakuna mfumo uliotuma ombi. Tumia mfano ulio chini kutuma ombi la kwanza.',
    en: 'Institutions are enrolled, but no system has sent a request yet. Use the example below to send the first.',
  },
  'unknown.party': { sw: 'Hajulikani', en: 'Unknown' },
  'unknown.service': { sw: 'Haijulikani', en: 'Unknown' },

  'outcome.ok': { sw: 'Umekamilika', en: 'Completed' },
  'outcome.open': { sw: 'Unasubiri jibu', en: 'Awaiting the answer' },
  'outcome.consumer': { sw: 'Ombi limekataliwa', en: 'Request refused' },
  'outcome.bus': { sw: 'Hitilafu ya GovESB', en: 'Fault of GovESB' },
  'outcome.provider': { sw: 'Mtoa taarifa ameshindwa', en: 'The provider failed' },
  'outcome.declined': { sw: 'Mtoa taarifa amejibu «hapana»', en: 'The provider answered «no»' },

  'journals.title': { sw: 'Kumbukumbu za ushahidi', en: 'Evidence journals' },
  'journals.lead': {
    sw: 'Kila lango lina kumbukumbu isiyoweza kubadilishwa bila kuonekana. Jukwaa huithibitisha kila inapokua.',
    en: 'Each gateway keeps a journal that cannot be altered unseen. The platform verifies it each time it grows.',
  },
  'journals.origin': { sw: 'Kumbukumbu', en: 'Journal' },
  'journals.size': { sw: 'Maingizo', en: 'Entries' },
  'journals.behind': { sw: 'yasiyosomwa bado: {count}', en: 'not read yet: {count}' },
  'journals.checkpoint': { sw: 'Ilithibitishwa mwisho', en: 'Last verified' },
  'journals.checkpoint.none': { sw: 'Bado', en: 'Not yet' },
  'journals.state': { sw: 'Hali', en: 'State' },
  'journals.sound': { sw: 'Inathibitika', en: 'Verifies' },
  'journals.empty': {
    sw: 'Bado hakuna kumbukumbu iliyosomwa. Lango halijaanza, au halifikiki kutoka hapa.',
    en: 'No journal has been read yet. The gateway has not started, or cannot be reached from here.',
  },
  'alarm.key-changed': { sw: 'Tahadhari: ufunguo umebadilika', en: 'Alarm: the key changed' },
  'alarm.signature-invalid': {
    sw: 'Tahadhari: saini si sahihi',
    en: 'Alarm: the signature is wrong',
  },
  'alarm.inconsistent': {
    sw: 'Tahadhari: historia imebadilishwa',
    en: 'Alarm: history was changed',
  },
  'alarm.tile-invalid': {
    sw: 'Tahadhari: maingizo hayalingani na saini',
    en: 'Alarm: entries do not match the signature',
  },
  'alarm.entry-malformed': {
    sw: 'Tahadhari: ingizo halisomeki',
    en: 'Alarm: an entry cannot be read',
  },

  'gateway.title': { sw: 'Unganisha mfumo wako', en: 'Connect your system' },
  'gateway.base': { sw: 'Anuani ya lango', en: 'Gateway address' },
  'gateway.example': {
    sw: 'Kwanza omba tokeni, kisha tuma ombi lililosainiwa. Viunganishi vya GovESB vilivyopo hutumia anuani hii bila kubadilishwa.',
    en: 'First ask for a token, then send the signed request. Existing GovESB connectors use this address unchanged.',
  },
  'gateway.code': { sw: 'Mfano wa amri', en: 'Example commands' },

  'exchange.title': { sw: 'Muamala', en: 'Exchange' },
  'exchange.back': { sw: 'Rudi kwenye miamala', en: 'Back to exchanges' },
  'exchange.id': { sw: 'Kitambulisho', en: 'Id' },
  'exchange.at': { sw: 'Wakati', en: 'When' },
  'exchange.door': { sw: 'Mlango', en: 'Door' },
  'exchange.operation': { sw: 'Operesheni', en: 'Operation' },
  'exchange.agreement': { sw: 'Makubaliano', en: 'Agreement' },
  'exchange.purpose': { sw: 'Dhumuni', en: 'Purpose' },
  'exchange.status': { sw: 'Hali ya HTTP', en: 'HTTP status' },
  'exchange.code': { sw: 'Msimbo wa matokeo', en: 'Outcome code' },
  'exchange.side': { sw: 'Upande ulioshindwa', en: 'Side that failed' },
  'exchange.latency': { sw: 'Muda wa jibu', en: 'Response time' },
  'exchange.sizes': { sw: 'Ukubwa', en: 'Size' },
  'exchange.sizes.value': {
    sw: 'ombi {request}, jibu {response}',
    en: 'request {request}, answer {response}',
  },
  'exchange.deliveries': { sw: 'Ufikishaji', en: 'Deliveries' },
  'exchange.deliveries.value': {
    sw: 'umefika: {delivered}, majaribio yaliyoshindikana: {undelivered}',
    en: 'delivered: {delivered}, failed attempts: {undelivered}',
  },
  'exchange.about': { sw: 'Ni jibu la muamala', en: 'Answers the exchange' },
  'exchange.facts': { sw: 'Taarifa za muamala', en: 'Facts' },
  'exchange.evidence': { sw: 'Ushahidi', en: 'Evidence' },
  'exchange.evidence.lead': {
    sw: 'Maingizo haya yamo kwenye kumbukumbu iliyosainiwa. Mpokea taarifa au mtoa taarifa huchukua risiti inayothibitika nje ya mtandao:',
    en: 'These entries are in the signed journal. The consumer or the provider takes a receipt that can be verified offline:',
  },
  'exchange.journal': { sw: 'Kumbukumbu', en: 'Journal' },
  'exchange.requestEntry': { sw: 'Ingizo la ombi', en: 'Request entry' },
  'exchange.responseEntry': { sw: 'Ingizo la jibu', en: 'Answer entry' },
  'exchange.none': { sw: 'hakuna', en: 'none' },

  'error.404.title': { sw: 'Ukurasa haupo', en: 'There is no such page' },
  'error.404.text': {
    sw: 'Anuani uliyofungua haina kitu. Kama umefuata kiungo cha muamala, huenda bado haujaingia kwenye faharasa; jaribu tena baada ya sekunde chache.',
    en: 'There is nothing at the address you opened. If you followed a link to an exchange, it may not be in the index yet; try again in a few seconds.',
  },
  'error.405.title': { sw: 'Njia hii haitumiki hapa', en: 'This method is not used here' },
  'error.405.text': { sw: 'Kurasa hizi husomwa tu (GET).', en: 'These pages are only read (GET).' },
  'error.500.title': { sw: 'Kuna hitilafu upande wetu', en: 'Something failed on our side' },
  'error.500.text': {
    sw: 'Tumeiandika kwenye kumbukumbu zetu kwa namba {incident}. Miamala kati ya taasisi haiathiriki na ukurasa huu.',
    en: 'It is in our log under {incident}. Exchanges between institutions do not depend on this page.',
  },
  'error.503.title': { sw: 'Hifadhidata haipatikani kwa sasa', en: 'The database is away' },
  'error.503.text': {
    sw: 'Miamala kati ya taasisi inaendelea bila hifadhidata hii; takwimu zitajaa zenyewe ikirejea. Jaribu tena baada ya muda mfupi.',
    en: 'Exchanges between institutions go on without this database; the figures catch up when it returns. Try again shortly.',
  },
  'error.home': { sw: 'Nenda ukurasa wa mwanzo', en: 'Go to the front page' },
} as const satisfies Readonly<Record<string, Text>>

export type MessageKey = keyof typeof messages
