/**
 * The demo country as a table: who is there, what each offers, and who agreed with whom. Institutions bear their own
 * names; every system, code and record is made up and says so (`mfano`).
 */

export interface Name {
  readonly sw: string
  readonly en: string
}

export type Curve = 'P-256' | 'secp256k1'

/** One institution with one system and one client; its place in the list gives its port. */
export interface Party {
  readonly id: string
  readonly class: string
  readonly code: string
  readonly name: Name
  readonly curve: Curve
  readonly system: { readonly code: string; readonly name: Name }
  /** May use `nida-request`. */
  readonly asksNida?: true
  /** Has a callback for late answers and pushed messages. */
  readonly listens?: true
}

export interface Offer {
  readonly id: string
  readonly party: string
  readonly code: string
  readonly name: Name
  readonly kind: 'pull' | 'push'
  readonly mode: 'sync' | 'async'
  readonly esbCode?: string
  readonly format: 'json' | 'xml'
  readonly security: 'signed' | 'plain' | 'bearer'
  readonly timeoutMs: number
  readonly endpoints: readonly { readonly method: string; readonly path: string }[]
}

/** `consumer` may use `service` for `purpose`. */
export interface Deal {
  readonly consumer: string
  readonly service: string
  readonly purpose: string
}

/** The r1 instance code of the bus the demo joins. */
export const INSTANCE = 'TZ-MFANO'

const party = (
  [id, code, curve]: readonly [string, string, Curve],
  [sw, en]: readonly [string, string],
  [systemCode, systemSw, systemEn]: readonly [string, string, string],
  more: Partial<Pick<Party, 'asksNida' | 'listens'>> = {},
): Party => ({
  id,
  class: 'GOV',
  code,
  curve,
  name: { sw, en },
  system: {
    code: systemCode,
    name: { sw: `${systemSw} (mfano)`, en: `${systemEn} (demo)` },
  },
  ...more,
})

export const PARTIES: readonly Party[] = [
  party(
    ['nida', 'NIDA', 'P-256'],
    ['NIDA (mfano)', 'NIDA (demo)'],
    ['utambulisho', 'Mfumo wa utambulisho', 'Identity look-up'],
  ),
  party(
    ['brela', 'BRELA', 'P-256'],
    ['BRELA (mfano)', 'BRELA (demo)'],
    ['makampuni', 'Daftari la makampuni', 'Business registry'],
  ),
  party(
    ['heslb', 'HESLB', 'secp256k1'],
    ['Bodi ya Mikopo ya Wanafunzi wa Elimu ya Juu', "Higher Education Students' Loans Board"],
    ['mikopo', 'Mfumo wa mikopo', 'Student loans'],
    { asksNida: true },
  ),
  party(
    ['tanesco', 'TANESCO', 'P-256'],
    ['Shirika la Umeme Tanzania', 'Tanzania Electric Supply Company Ltd'],
    ['umeme', 'Mfumo wa mita', 'Electricity meters'],
    { listens: true },
  ),
  party(
    ['maji', 'MOW', 'P-256'],
    ['Wizara ya Maji', 'Ministry of Water'],
    ['ankara', 'Mfumo wa ankara za maji', 'Water bills'],
    { listens: true },
  ),
  party(
    ['tcra', 'TCRA', 'secp256k1'],
    ['Mamlaka ya Mawasiliano Tanzania', 'Tanzania Communications Regulatory Authority'],
    ['leseni', 'Mfumo wa leseni', 'Licences'],
    { asksNida: true },
  ),
  party(
    ['fedha', 'MOF', 'P-256'],
    ['Wizara ya Fedha', 'Ministry of Finance'],
    ['mapato', 'Mfumo wa mapato', 'Revenue'],
  ),
  party(
    ['bot', 'BOT', 'secp256k1'],
    ['Benki Kuu ya Tanzania', 'Bank of Tanzania'],
    ['akaunti', 'Mfumo wa akaunti za taasisi', 'Institutions’ accounts'],
    { listens: true },
  ),
  party(
    ['udom', 'UDOM', 'P-256'],
    ['Chuo Kikuu cha Dodoma', 'University of Dodoma'],
    ['wanafunzi', 'Mfumo wa wanafunzi', 'Students'],
    { asksNida: true, listens: true },
  ),
  party(
    ['udsm', 'UDSM', 'secp256k1'],
    ['Chuo Kikuu cha Dar es Salaam', 'University of Dar es Salaam'],
    ['wahitimu', 'Mfumo wa wahitimu', 'Graduates'],
    { listens: true },
  ),
  party(
    ['ppra', 'PPRA', 'P-256'],
    ['Mamlaka ya Usimamizi wa Ununuzi wa Umma', 'Public Procurement Regulatory Authority'],
    ['zabuni', 'Mfumo wa zabuni', 'Tenders'],
  ),
  party(
    ['ega', 'EGA', 'P-256'],
    ['Mamlaka ya Serikali Mtandao', 'e-Government Authority'],
    ['orodha', 'Orodha ya taasisi', 'List of institutions'],
    { listens: true },
  ),
  party(
    ['costech', 'COSTECH', 'secp256k1'],
    ['Tume ya Sayansi na Teknolojia', 'Commission for Science and Technology'],
    ['utafiti', 'Mfumo wa tafiti', 'Research'],
    { asksNida: true },
  ),
  party(
    ['mfano', 'MFANO', 'P-256'],
    ['Taasisi ya Mfano', 'Example Institution'],
    ['jaribio', 'Mteja wa kujaribu', 'Client to try with'],
    { asksNida: true },
  ),
]

const offer = (
  id: string,
  [partyId, code, sw, en]: readonly [string, string, string, string],
  more: Partial<Offer> = {},
): Offer => ({
  id,
  party: partyId,
  code,
  name: { sw, en },
  kind: 'pull',
  mode: 'sync',
  format: 'json',
  security: 'signed',
  timeoutMs: 5_000,
  endpoints: [],
  ...more,
})

const get = (path: string) => ({ method: 'GET', path })

export const OFFERS: readonly Offer[] = [
  offer(
    'nida-utambulisho',
    ['nida', 'utambulisho', 'Kuthibitisha utambulisho', 'Identity look-up'],
    {
      esbCode: 'MFANO-NIDA-01',
    },
  ),
  offer('brela-makampuni', ['brela', 'makampuni', 'Taarifa za kampuni', 'Company details'], {
    esbCode: 'MFANO-BRELA-01',
    security: 'bearer',
    endpoints: [get('/makampuni'), get('/makampuni/{namba}')],
  }),
  offer('heslb-mikopo', ['heslb', 'mikopo', 'Mgao wa mkopo', 'Loan allocation'], {
    esbCode: 'MFANO-HESLB-01',
    mode: 'async',
  }),
  offer('tanesco-umeme', ['tanesco', 'umeme', 'Matumizi ya mita', 'Meter readings'], {
    esbCode: 'MFANO-TANESCO-01',
  }),
  offer('maji-ankara', ['maji', 'ankara', 'Ankara ya maji', 'Water bill'], {
    esbCode: 'MFANO-MAJI-01',
    format: 'xml',
  }),
  offer('tcra-leseni', ['tcra', 'leseni', 'Hali ya leseni', 'Licence status'], {
    esbCode: 'MFANO-TCRA-01',
  }),
  offer('bot-akaunti', ['bot', 'akaunti', 'Uthibitisho wa akaunti', 'Account confirmation'], {
    esbCode: 'MFANO-BOT-01',
  }),
  offer('udsm-wahitimu', ['udsm', 'wahitimu', 'Uthibitisho wa mhitimu', 'Graduate confirmation'], {
    esbCode: 'MFANO-UDSM-01',
    timeoutMs: 3_000,
  }),
  offer('ega-taasisi', ['ega', 'taasisi', 'Orodha ya taasisi', 'List of institutions'], {
    security: 'plain',
    endpoints: [get('/taasisi'), get('/taasisi/{msimbo}')],
  }),
  offer('fedha-mapato', ['fedha', 'mapato', 'Taarifa za mapato', 'Revenue notices'], {
    esbCode: 'MFANO-MAPATO-01',
    kind: 'push',
    mode: 'async',
  }),
  offer('ppra-zabuni', ['ppra', 'zabuni', 'Matangazo ya zabuni', 'Tender notices'], {
    esbCode: 'MFANO-ZABUNI-01',
    kind: 'push',
    mode: 'async',
    format: 'xml',
  }),
]

const deal = (purpose: string, service: string, ...consumers: readonly string[]): readonly Deal[] =>
  consumers.map((consumer) => ({ consumer, service, purpose }))

/** COSTECH has none, on purpose: what it asks for is refused. */
export const DEALS: readonly Deal[] = [
  ...deal('utambulisho-wa-mwombaji', 'nida-utambulisho', 'heslb', 'tcra', 'udom', 'mfano'),
  ...deal('uhakiki-wa-mzabuni', 'brela-makampuni', 'ppra', 'tanesco', 'mfano'),
  ...deal('mgao-wa-mikopo', 'heslb-mikopo', 'udom', 'udsm'),
  ...deal('umeme-wa-pampu', 'tanesco-umeme', 'maji', 'mfano'),
  ...deal('ankara-za-taasisi', 'maji-ankara', 'tanesco', 'ega'),
  ...deal('uhakiki-wa-leseni', 'tcra-leseni', 'bot'),
  ...deal('malipo-ya-taasisi', 'bot-akaunti', 'fedha'),
  ...deal('uhakiki-wa-shahada', 'udsm-wahitimu', 'heslb', 'tcra'),
  ...deal('orodha-ya-taasisi', 'ega-taasisi', 'udom', 'maji', 'mfano'),
  ...deal('ulinganisho-wa-mapato', 'fedha-mapato', 'bot', 'tanesco', 'maji'),
  ...deal('tangazo-la-zabuni', 'ppra-zabuni', 'udom', 'udsm', 'ega'),
]

/** The system id of a party in the enrolment; also its client id, but for the example's, which is short to type. */
export function systemIdOf(partyId: string): string {
  return `${partyId}-${getParty(partyId).system.code}`
}

export function clientIdOf(partyId: string): string {
  return partyId === 'mfano' ? 'mfano' : systemIdOf(partyId)
}

export function getParty(id: string): Party {
  const found = PARTIES.find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(`invariant: no party ${id} in the plan`)
  return found
}

export function getOffer(id: string): Offer {
  const found = OFFERS.find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(`invariant: no offer ${id} in the plan`)
  return found
}

/** The first port is the status port; the parties follow in their order. */
/** The port after the last institution's takes letters. */
export function mailPortOf(firstPort: number): number {
  return firstPort + 1 + PARTIES.length
}

export function portOf(firstPort: number, partyId: string): number {
  return firstPort + 1 + PARTIES.indexOf(getParty(partyId))
}
