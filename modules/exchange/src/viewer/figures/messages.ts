import type { Messages } from '@mtandao/ui'

export const messages = {
  'title.country': { sw: 'Takwimu za GovESB', en: 'Figures of GovESB' },
  'title.own': { sw: 'Takwimu za {name}', en: 'Figures of {name}' },
  'lead.country': {
    sw: 'Ubadilishanaji wa taarifa kati ya mifumo ya taasisi za umma. Hakuna taarifa binafsi hapa: ni idadi na muda tu.',
    en: 'How systems of public institutions exchange data. There is no personal data here: counts and times only.',
  },
  'lead.own': {
    sw: 'Miamala ambayo taasisi hii iliomba au kujibu.',
    en: 'Exchanges that this institution asked for or answered.',
  },
  'span.30': { sw: 'Siku 30', en: '30 days' },
  'span.365': { sw: 'Mwaka, kwa wiki', en: 'A year, by weeks' },
  today: {
    sw: 'Kipindi cha mwisho kina siku ya leo, ambayo haijaisha.',
    en: 'The last period holds today, which is not over.',
  },
  'link.own': { sw: 'Takwimu za taasisi yako', en: 'Figures of your institution' },
  'link.country': { sw: 'Takwimu za nchi nzima', en: 'Figures of the whole country' },
  'axis.day': { sw: 'Siku', en: 'Day' },
  'axis.week': { sw: 'Wiki inayoanza', en: 'Week from' },
  'exchanges.title': { sw: 'Miamala', en: 'Exchanges' },
  'exchanges.description': {
    sw: 'Jumla ya miamala {total} kwa muda huu; mingi zaidi kwa kipindi kimoja ni {most}.',
    en: '{total} exchanges in this time; {most} at most in one period.',
  },
  'exchanges.series': { sw: 'Miamala', en: 'Exchanges' },
  'exchanges.asked': { sw: 'Iliyoombwa', en: 'Asked for' },
  'exchanges.answered': { sw: 'Iliyojibiwa', en: 'Answered' },
  empty: {
    sw: 'Hakuna muamala kwa muda huu. Takwimu zitajaa zenyewe mifumo itakapoanza kuulizana.',
    en: 'There was no exchange in this time. The figures fill by themselves once systems ask each other.',
  },
  'failures.title': { sw: 'Miamala iliyoshindikana, kwa upande', en: 'Failed exchanges, by side' },
  'failures.description': {
    sw: 'Iliyoshindikana upande wa mpokea taarifa ni {consumer}, wa GovESB {bus}, wa mtoa taarifa {provider}.',
    en: 'Failed on the side of the consumer {consumer}, of GovESB {bus}, of the provider {provider}.',
  },
  'failures.empty': {
    sw: 'Hakuna muamala ulioshindikana kwa muda huu.',
    en: 'No exchange failed in this time.',
  },
  'side.consumer': { sw: 'Mpokea taarifa', en: 'Consumer' },
  'side.bus': { sw: 'GovESB yenyewe', en: 'GovESB itself' },
  'side.provider': { sw: 'Mtoa taarifa', en: 'Provider' },
  'latency.title.country': { sw: 'Muda wa jibu', en: 'Response time' },
  'latency.title.own': {
    sw: 'Muda wa jibu wa huduma za taasisi hii',
    en: "Response time of this institution's services",
  },
  'latency.description': {
    sw: 'Muda ambao nusu ya miamala, na asilimia 95 ya miamala, ilimalizika ndani yake. Miamala iliyokamilika tu.',
    en: 'The time within which half, and 95 per cent, of the exchanges ended. Only those that ended well.',
  },
  'latency.p50': { sw: 'Nusu ya miamala', en: 'Half of exchanges' },
  'latency.p95': { sw: '95% ya miamala', en: '95% of exchanges' },
  'services.title': {
    sw: 'Huduma zinazotumika zaidi, siku 30',
    en: 'Services used most, 30 days',
  },
  'services.caption': {
    sw: 'Huduma kwa idadi ya miamala, kubwa kwanza',
    en: 'Services by number of exchanges, most first',
  },
  'services.name': { sw: 'Huduma', en: 'Service' },
  'services.ended': { sw: 'Miamala', en: 'Exchanges' },
  'services.failed': { sw: 'Iliyoshindikana', en: 'Failed' },
  'services.trend': { sw: 'Mwenendo', en: 'Trend' },
  'services.trend.label': {
    sw: 'Kutoka {first} kwa siku ya kwanza hadi {last} leo',
    en: 'From {first} on the first day to {last} today',
  },
  'services.empty': {
    sw: 'Hakuna huduma iliyotumika kwa siku 30 zilizopita.',
    en: 'No service was used in the last 30 days.',
  },
  'connected.title': {
    sw: 'Taasisi na mifumo iliyounganishwa katika GovESB',
    en: 'Institutions and systems connected to GovESB',
  },
  'connected.description': {
    sw: 'Takwimu zilizochapishwa, na idadi tunayoihesabu wenyewe leo.',
    en: 'Published figures, and what we count ourselves today.',
  },
  'connected.axis': { sw: 'Tarehe', en: 'Date' },
  'connected.institutions': { sw: 'Taasisi', en: 'Institutions' },
  'connected.systems': { sw: 'Mifumo', en: 'Systems' },
  'connected.live': { sw: 'Leo, hapa', en: 'Today, here' },
  'connected.live.short': { sw: 'Leo', en: 'Today' },
  'connected.lead': {
    sw: 'Takwimu za awali ni zilizochapishwa na wengine, kila moja na chanzo chake. Ya mwisho ni hesabu ya mfumo huu: taasisi na mifumo ambayo angalau ombi moja lao limewahi kukubaliwa hapa. Hazilingani moja kwa moja.',
    en: 'The earlier figures were published by others, each with its source. The last is the count of this system: institutions and systems of which at least one request was ever accepted here. They do not compare directly.',
  },
  'connected.sources': { sw: 'Vyanzo', en: 'Sources' },
  'connected.source': {
    sw: '{date}: taasisi {institutions}, mifumo {systems}.',
    en: '{date}: institutions {institutions}, systems {systems}.',
  },
  'connected.source.link': { sw: 'Chanzo: {source}', en: 'Source: {source}' },
  'connected.over': { sw: 'zaidi ya {count}', en: 'over {count}' },
  'connected.unknown': { sw: 'haikutajwa', en: 'not said' },
  'silent.title': { sw: 'Mifumo iliyo kimya', en: 'Silent systems' },
  'silent.lead': {
    sw: 'Mifumo yenye ruhusa ya kutumia basi la matumizi halisi, lakini haikuonekana kwa siku {days}. Angalia kama bado inahitajika; ruhusa isiyotumika ni mlango ulio wazi.',
    en: 'Systems with a client for production that were not seen for {days} days. See whether they are still needed; a right that is not used is an open door.',
  },
  'silent.caption': { sw: 'Mifumo isiyoonekana', en: 'Systems not seen' },
  'silent.system': { sw: 'Mfumo', en: 'System' },
  'silent.institution': { sw: 'Taasisi', en: 'Institution' },
  'silent.last': { sw: 'Ulionekana mwisho', en: 'Last seen' },
  'silent.never': { sw: 'Haujawahi kuonekana', en: 'Never seen' },
  'silent.empty': {
    sw: 'Hakuna: kila mfumo wenye ruhusa umeonekana hivi karibuni.',
    en: 'None: every system with a client was seen lately.',
  },
} as const satisfies Messages
