import type { Messages, Say } from '@mtandao/ui'

/** Every string of the pages, Swahili first. Words as in GLOSSARY.md. */
export const messages = {
  'site.name': { sw: 'Serikali Mtandao', en: 'Serikali Mtandao' },
  'site.skip': { sw: 'Ruka hadi maudhui', en: 'Skip to content' },
  'site.language': { sw: 'Lugha', en: 'Language' },
  'site.demo': {
    sw: 'Nchi ya mfano: mifumo, makubaliano na miamala yote hapa ni ya kubuni. Taasisi zimetajwa kama kielelezo tu.',
    en: 'Demo country: all systems, agreements and exchanges here are invented. Institutions are named as illustration only.',
  },
  'site.faulty': { sw: 'Kosa: {title}', en: 'Error: {title}' },
  'site.footer': {
    sw: 'Saa ni za Afrika Mashariki. Maudhui ya ujumbe hayahifadhiwi: ushahidi ni mihtasari yake tu.',
    en: 'Times are East Africa Time. The content of messages is not kept: the evidence holds digests only.',
  },

  'nav.label': { sw: 'Sehemu za tovuti', en: 'Parts of the site' },
  'nav.menu': { sw: 'Menyu', en: 'Menu' },
  'nav.home': { sw: 'GovESB kwa sasa', en: 'GovESB now' },
  'nav.catalogue': { sw: 'Orodha ya huduma', en: 'Catalogue' },
  'nav.figures': { sw: 'Takwimu', en: 'Figures' },
  'nav.institutions': { sw: 'Taasisi', en: 'Institutions' },
  'nav.directives': { sw: 'Maelekezo', en: 'Directives' },
  'nav.country': { sw: 'Utekelezaji', en: 'Implementation' },
  'nav.report': { sw: 'Taarifa ya utekelezaji', en: 'Implementation report' },
  'nav.owed': { sw: 'Wajibu wetu', en: 'What we owe' },
  'nav.desk': { sw: 'Dawati', en: 'Desk' },
  'nav.systems': { sw: 'Mifumo', en: 'Systems' },
  'nav.join': { sw: 'Kujiunga', en: 'Joining' },
  'nav.clients': { sw: 'Wateja', en: 'Clients' },
  'nav.services': { sw: 'Huduma', en: 'Services' },
  'nav.agreements': { sw: 'Makubaliano', en: 'Agreements' },
  'nav.exchanges': { sw: 'Miamala', en: 'Exchanges' },
  'nav.deliveries': { sw: 'Uwasilishaji', en: 'Deliveries' },
  'nav.debugger': { sw: 'Saini', en: 'Signatures' },
  'nav.people': { sw: 'Watu', en: 'People' },
  'nav.institution': { sw: 'Taasisi yangu', en: 'My institution' },
  'nav.approvals': { sw: 'Maombi ya idhini', en: 'Approvals' },
  'nav.findings': { sw: 'Kasoro', en: 'Findings' },
  'nav.audit': { sw: 'Ukaguzi', en: 'Audit log' },
  'nav.sites': { sw: 'Vituo vya kuhifadhi data', en: 'Data centres' },
  'nav.api': { sw: 'API', en: 'API' },
  'who.account': { sw: 'Akaunti', en: 'Account' },
  'who.signIn': { sw: 'Ingia', en: 'Sign in' },
  'who.signOut': { sw: 'Toka', en: 'Sign out' },
  'who.switch': { sw: 'Badili taasisi', en: 'Switch institution' },

  'role.ict-officer': { sw: 'Afisa TEHAMA', en: 'ICT officer' },
  'role.head': { sw: 'Mkuu wa Taasisi', en: 'Head of institution' },
  'role.secretary': { sw: 'Katibu', en: 'Secretary' },
  'role.ega-officer': { sw: 'Afisa wa e-GA', en: 'e-GA officer' },
  'role.data-protection-officer': {
    sw: 'Afisa Ulinzi wa Taarifa Binafsi',
    en: 'Data protection officer',
  },
  'role.auditor': { sw: 'Mkaguzi', en: 'Auditor' },
  'role.minister-office': { sw: 'Ofisi ya Waziri', en: "Minister's office" },

  'desk.title': { sw: 'Dawati', en: 'Desk' },
  'desk.waiting': { sw: 'Yanayokusubiri', en: 'Waiting for you' },
  'desk.waiting.count': {
    sw: { one: 'Jambo {count} linakusubiri', other: 'Mambo {count} yanakusubiri' },
    en: { one: '{count} thing waits for you', other: '{count} things wait for you' },
  },
  'desk.nothing': { sw: 'Hakuna kinachokusubiri kwa sasa.', en: 'Nothing waits for you now.' },
  'desk.since': { sw: 'tangu', en: 'since' },
  'desk.start': { sw: 'Unaweza kuanza', en: 'You can start' },
  'desk.join': { sw: 'Unganisha mfumo na GovESB', en: 'Connect a system to GovESB' },
  'desk.join.hint': {
    sw: 'Hatua kwa hatua: mfumo, ufunguo, uwanja wa majaribio, kisha idhini ya e-GA.',
    en: "Step by step: the system, its key, the sandbox, then e-GA's approval.",
  },
  'desk.system': { sw: 'Sajili mfumo', en: 'Register a system' },
  'desk.system.hint': {
    sw: 'Majina, dhumuni na mmiliki kwanza; mengine yanaweza kufuata.',
    en: 'Names, purpose and owner first; the rest may follow.',
  },
  'desk.service': { sw: 'Chapisha huduma', en: 'Publish a service' },
  'desk.service.hint': {
    sw: 'Kwa hati ya OpenAPI, WSDL, au mifano ya ombi na jibu.',
    en: 'With an OpenAPI document, a WSDL, or example request and answer.',
  },
  'desk.agreement': {
    sw: 'Omba huduma ya taasisi nyingine',
    en: "Ask for another institution's service",
  },
  'desk.agreement.hint': {
    sw: 'Tafuta huduma kwenye orodha, kisha omba makubaliano.',
    en: 'Find the service in the catalogue, then ask for an agreement.',
  },
  'desk.exchanges': { sw: 'Tazama miamala', en: 'Look at exchanges' },
  'desk.exchanges.hint': {
    sw: 'Tafuta muamala, ona upande ulioshindwa na sababu yake, chukua risiti.',
    en: 'Find an exchange, see who failed and why, take its receipt.',
  },
  'desk.debugger': { sw: 'Chunguza saini inayokataliwa', en: 'Check a signature that is refused' },
  'desk.debugger.hint': {
    sw: 'Bandika ombi: utaona baiti zilizosainiwa, ufunguo uliotumika na cha kubadili.',
    en: 'Paste a request: see the bytes that were signed, the key that was tried, and what to change.',
  },
  'desk.people': { sw: 'Alika na teua watu', en: 'Invite and appoint people' },
  'desk.people.hint': {
    sw: 'Kila mtu ana wadhifa wenye tarehe ya kuanza na ya kuisha.',
    en: 'Each person has an appointment with a first and a last day.',
  },
  'desk.approvals': { sw: 'Idhinisha kujiunga', en: 'Approve joining' },
  'desk.approvals.hint': {
    sw: 'Mifumo iliyojaribiwa na inayosubiri kuingia katika GovESB halisi.',
    en: 'Systems that were tried and wait to enter the real GovESB.',
  },
  'desk.institutions': { sw: 'Taasisi za nchi', en: 'Institutions of the country' },
  'desk.institutions.hint': {
    sw: 'Ongeza, badili, ingiza au toa orodha kwa CSV.',
    en: 'Add, change, import or export the list as CSV.',
  },
  'desk.audit': { sw: 'Soma kumbukumbu ya matendo', en: 'Read the log of acts' },
  'desk.audit.hint': {
    sw: 'Nani alifanya nini na lini; kumbukumbu isiyoweza kubadilishwa bila kuonekana.',
    en: 'Who did what and when; a log that cannot be altered unseen.',
  },
  'desk.figures': { sw: 'Takwimu za GovESB', en: 'Figures of GovESB' },
  'desk.figures.hint': {
    sw: 'Miamala kwa siku, muda wa majibu, kushindwa, taasisi zilizounganishwa.',
    en: 'Exchanges per day, response times, failures, institutions connected.',
  },
  'desk.findings': { sw: 'Kasoro za rejista', en: 'Findings of the register' },
  'desk.findings.hint': {
    sw: 'Mifumo iliyoonekana kwenye basi bila kusajiliwa, na iliyosajiliwa bila kuonekana.',
    en: 'Systems seen on the bus but not registered, and registered but never seen.',
  },

  'api.title': { sw: 'API ya wajenzi wa mifumo', en: 'Developer API' },
  'api.lead': {
    sw: 'Kila linalofanyika kwenye kurasa hizi linafanyika pia na programu, kwa kanuni zilezile.',
    en: 'Whatever can be done on these pages a program can do too, under the same rules.',
  },
  'api.document': { sw: 'Hati ya OpenAPI 3.1', en: 'OpenAPI 3.1 document' },
  'api.token': {
    sw: 'Tengeneza tokeni kwenye ukurasa wa akaunti yako, kisha uitume kwenye kila ombi:',
    en: 'Make a token on your account page, then send it with each request:',
  },
  'api.call': { sw: 'Operesheni', en: 'Operation' },
  'api.does': { sw: 'Hufanya nini', en: 'What it does' },
  'api.who': { sw: 'Nani', en: 'Who' },
  'api.anyone': { sw: 'Yeyote', en: 'Anyone' },
  'api.signedIn': { sw: 'Aliyeingia', en: 'Whoever is signed in' },

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
    sw: 'Bado hakuna taasisi iliyosajiliwa. Miamala itaonekana hapa taasisi zitakaposajiliwa na mifumo yao kuanza kuulizana.',
    en: 'No institution is enrolled yet. Exchanges appear here once institutions are enrolled and their systems begin to ask each other.',
  },
  'newest.empty.noTraffic': {
    sw: 'Taasisi zimesajiliwa, lakini bado hakuna mfumo uliotuma ombi. Tumia mfano ulio chini kutuma ombi la kwanza.',
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
    sw: 'Kila nodi ya basi ina kumbukumbu isiyoweza kubadilishwa bila kuonekana. Jukwaa huithibitisha kila inapokua.',
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
    sw: 'Bado hakuna kumbukumbu iliyosomwa. Basi halijaanza, au halifikiki kutoka hapa.',
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

  'error.404.text': {
    sw: 'Kama umefuata kiungo, huenda kimepitwa na wakati, au ni cha taasisi nyingine.',
    en: 'If you followed a link, it may be out of date, or belong to another institution.',
  },
  'error.403.roles': {
    sw: 'Hufanywa na: {roles}. Wasiliana na Mkuu wa Taasisi yako kama ni kazi yako.',
    en: 'It is done by: {roles}. Ask the head of your institution if it is your work.',
  },
  'error.403.suspended': {
    sw: 'Huwezi kufanya lolote hadi uteuzi wako urejeshwe. Wasiliana na Mkuu wa Taasisi yako au e-GA.',
    en: 'You can do nothing until your appointment is restored. Ask the head of your institution, or e-GA.',
  },
  'error.403.text': {
    sw: 'Fungua ukurasa upya kisha ujaribu tena.',
    en: 'Open the page again and try once more.',
  },
  'error.500.text': {
    sw: 'Tumeiandika kwenye kumbukumbu zetu kwa namba {incident}. Miamala kati ya taasisi haiathiriki na ukurasa huu.',
    en: 'It is in our log under {incident}. Exchanges between institutions do not depend on this page.',
  },
  'error.503.text': {
    sw: 'Miamala kati ya taasisi inaendelea bila hifadhidata hii; takwimu zitajaa zenyewe ikirejea. Jaribu tena baada ya muda mfupi.',
    en: 'Exchanges between institutions go on without this database; the figures catch up when it returns. Try again shortly.',
  },
  'error.home': { sw: 'Nenda ukurasa wa mwanzo', en: 'Go to the front page' },
} as const satisfies Messages

export type MessageKey = keyof typeof messages

export const words = (say: Say) => say.of(messages)
