import type { Text } from '@mtandao/problem'
import type { Addressee, Due, Obligation } from '../model.ts'

/**
 * The third working session, 8–10 February 2023, from one article about it (`article.sw.txt`). The article names twelve resolutions' worth of
 * directives without numbering them: the numbers and the cuts are a reconstruction, and say so. It says there were 22 topics and lists none;
 * it says there are four pillars and names none.
 */

const article = 'Makala ya kikao kazi cha 3 (e-GA, 2023)'

export interface SeededResolution {
  readonly number: number
  readonly reconstructed: true
  readonly title: Text
  /** Words of the article it rests on, as they stand there; a test holds them against the article. */
  readonly sentence: string
  readonly addressee: Addressee
}

export interface Presenter {
  readonly name: string
  readonly acronym: string
  /** As the article writes it. */
  readonly inArticle: string
}

const presenter = (inArticle: string, acronym: string, name = inArticle): Presenter => ({
  name,
  acronym,
  inArticle,
})

export const thirdSession = {
  id: 'kikao-kazi-3',
  number: 3,
  name: { sw: 'Kikao Kazi cha 3 cha Serikali Mtandao', en: 'Third e-Government working session' },
  from: '2023-02-08',
  to: '2023-02-10',
  place: {
    sw: 'Ukumbi wa Mikutano wa Kimataifa wa Arusha (AICC)',
    en: 'Arusha International Conference Centre (AICC)',
  },
  participants: 1_624,
  topics: 22,
  pillars: 4,
  /** The article does not name them. */
  pillarNames: null,
  citation: article,
  presenters: [
    presenter(
      'Ofisi ya Rais Menejimenti ya Utumishi wa Umma na Utawala Bora',
      'OR-MUUUB',
      'Ofisi ya Rais, Menejimenti ya Utumishi wa Umma na Utawala Bora',
    ),
    presenter('Ofisi ya Rais- TAMISEMI', 'OR-TAMISEMI', 'Ofisi ya Rais – TAMISEMI'),
    presenter(
      'Wizara ya Habari, Mawasiliano na Teknlojia ya Habari',
      'WHMTH',
      'Wizara ya Habari, Mawasiliano na Teknolojia ya Habari',
    ),
    presenter('Wizara ya Fedha', 'MoF'),
    presenter('Wizara ya Afya', 'MoH'),
    presenter('Wizara ya Maji', 'MoW'),
    presenter('Benki Kuu ya Tanzania', 'BOT'),
    presenter('Mamlaka ya Mawasiliano Tanzania', 'TCRA'),
    presenter('Mamlaka ya Usimamizi wa Ununuzi wa Umma', 'PPRA'),
    presenter('Shirika la Umeme Tanzania', 'TANESCO'),
    presenter('Wakala wa Ununuzi Serikalini', 'GPSA'),
    presenter('Shirika la Mawasiliano Tanzania', 'TTCL'),
    presenter('Bodi ya Mikopo ya Wanafunzi wa Elimu ya Juu', 'HESLB'),
    presenter('Tume ya Sayansi na Teknolojia', 'COSTECH'),
    presenter('Tume ya TEHAMA', 'ICTC'),
    presenter('Chuo Kikuu cha Dodoma', 'UDOM'),
    presenter('Chuo Kikuu cha Dar es Salaam', 'UDSM'),
    presenter('Mamlaka ya Serikali Mtandao', 'e-GA'),
  ],
} as const

export const acceptance = {
  office: {
    sw: 'Waziri wa Nchi, Ofisi ya Rais, Menejimenti ya Utumishi wa Umma na Utawala Bora',
    en: 'Minister of State, President’s Office, Public Service Management and Good Governance',
  },
  holder: 'Mhe. Jenista Mhagama (Mb)',
  on: '2023-02-10',
  amended: false,
  sentence:
    'aliyapokea maazimio hayo na kuagiza kuwa ni maelekezo sahihi ya Serikali na kuwataka viongozi wote wa Taasisi za Umma, Maafisa TEHAMA pamoja na watumishi wote kuyatekeleza kuanzia Februari 10, mwaka huu.',
  citation: article,
} as const

const everyone: Addressee = { type: 'institutions', which: { is: 'all' } }
const government: Addressee = { type: 'central-government' }
const together: Addressee = { type: 'joint', which: { is: 'all' } }

const resolution = (
  number: number,
  [sw, en]: readonly [string, string],
  sentence: string,
  addressee: Addressee = everyone,
): SeededResolution => ({ number, reconstructed: true, title: { sw, en }, sentence, addressee })

export const resolutions: readonly SeededResolution[] = [
  resolution(
    1,
    ['Huduma kwa wananchi zitolewe kidijitali', 'Deliver services to citizens digitally'],
    'Taasisi za Umma kutumia Teknolojia ya Habari na Mawasiliano (TEHAMA) katika utoaji wa huduma kwa wananchi kwa njia ya kidijitali ili kuboresha utendaji kazi wa Taasisi za Umma',
  ),
  resolution(
    2,
    ['Vikao viendeshwe kidijitali', 'Hold meetings digitally'],
    'Taasisi za Umma zihakikishe zinaendesha shughuli za kawaida za Taasisi kama vile uendeshaji wa vikao vya menejimenti, vikao vya bodi, vikao vya halmashauri na vikao vya mabaraza ya madiwani kidijitali ili kupunguza matumizi ya karatasi.',
  ),
  resolution(
    3,
    [
      'Tovuti zihuishwe na ziwe na taarifa sahihi',
      'Renew websites and keep them accurate and current',
    ],
    'Kuhuisha Tovuti za Taasisi ili kuendana na teknolojia ya kisasa na kuwa na taarifa sahihi na zinazoendana na wakati muda wote',
  ),
  resolution(
    4,
    [
      'Utafiti na ubunifu wa TEHAMA upewe kipaumbele na bajeti',
      'Give ICT research and innovation priority and a budget',
    ],
    'Taasisi za umma zitoe kipaumbele katika masuala ya utafiti na ubunifu kwenye eneo la TEHAMA ili kuibua Mifumo ya TEHAMA itakayowezesha taifa kuendana na kasi ya maendeleo ya viwanda (4th Industrial Revolution), ikiwemo kutenga rasilimali fedha kwa ajili ya ubunifu.',
  ),
  resolution(
    5,
    [
      'Mifumo shirikishi na ya kisekta ijengwe kupunguza urudufu',
      'Build shared and sector systems to cut duplication',
    ],
    'Mamlaka ya Serkali Mtandao (e-GA) kwa kushirikiana na Taasisi za Umma iendelee kujenga Mifumo shirikishi na Mifumo ya kisekta katika jitihada za kupunguza urudufu wa Mifumo ya TEHAMA katika utumishi wa umma.',
    together,
  ),
  resolution(
    6,
    ['Taasisi zijiunge na GovESB', 'Join GovESB'],
    'Naelekeza pia Wakuu wa Taasisi za Umma wajiunge kwenye Mfumo Mkuu wa Serikali wa kubadilishana taarifa (Government Enterprise Service Bus - GovESB) ili kuwezesha Mifumo kubadilishana taarifa',
  ),
  resolution(
    7,
    [
      'Mifumo ihifadhiwe kwenye vituo vilivyoidhinishwa na usalama uimarishwe',
      'Host in approved data centres and strengthen security, recovery sites included',
    ],
    'Waziri Mhagama alizielekeza Taasisi za Umma kuhifadhi Mifumo yao kwenye vituo vya kuhifadhi data vya Serikali vilivyoidhinishwa na Mamlaka ya Serikali Mtandao (e-GA) pamoja na kusisitiza kuendelea kuimarisha Usalama wa Mifumo iliyokwishajengwa ikiwa ni pamoja na kuwa na Vituo vya Kujikinga na Majanga.',
  ),
  resolution(
    8,
    [
      'Sheria itekelezwe na Kamati za Uongozi wa TEHAMA ziundwe',
      'Enforce the Act and set up ICT Steering Committees',
    ],
    'Waziri Mhagama aliwataka Wakuu wa Taasisi za Umma wasimamie kikamilifu Utekelezaji wa Sheria ya Serikali Mtandao Na. 10 ya Mwaka 2019 na Kanuni zake za Mwaka 2020 hasa uanzishwaji wa Kamati ya Uongozi wa TEHAMA (Institutional ICT Steering Committee) na kusimamia utendaji kazi wa kamati hizo.',
  ),
  resolution(
    9,
    ['Watumishi wa TEHAMA wafanyiwe upekuzi na waape', 'Vet ICT staff and take their oaths'],
    'Ni muhimu kuwe na utaratibu wa kuwafanyia upekuzi pamoja na matamko ya kiapo kwa watumishi wa TEHAMA kwa kuwa wanasimamia Mifumo na data nyeti za Serikali',
  ),
  resolution(
    10,
    [
      'Mkakati wa kuandaa wanafunzi wa elimu ya juu kwa ubunifu',
      'A strategy to prepare higher-education students for innovation',
    ],
    'Serikali kwa kushirikiana na Sekta Binafsi tuweke mkakati wa kuwaandaa wanafunzi wa Vyuo vya elimu ya juu katika kufanya ubunifu katika masuala ya Serikali Mtandao na TEHAMA kwa ujumla',
    government,
  ),
  resolution(
    11,
    [
      'Uwekezaji katika kutengeneza vifaa vya TEHAMA nchini',
      'Invest in making ICT equipment in the country',
    ],
    'Serikali iwekeze katika kuanza kutengeneza vifaa vya TEHAMA hapa nchini',
    government,
  ),
  resolution(
    12,
    ['Mifumo iwe endelevu', 'Make systems sustainable'],
    'Mifumo ya TEHAMA ya Serikali inayojengwa iwe endelevu (sustainable) ili kuepuka kubadilisha Mifumo mara kwa mara kwa kuwa hadi Mfumo kuanza kutumika kunakuwa na uwekezaji mkubwa, ikiwemo mafunzo kwa watumiaji.',
  ),
]

export interface SeededIssuance {
  readonly directive: string
  readonly office: Text
  readonly holder: string | null
  readonly issuedOn: string
  /** When it takes effect. */
  readonly effectiveOn: string
  /** Null: no day was given. */
  readonly dueOn: string | null
  readonly citation: string
}

export const directiveOf = (number: number): string => `${thirdSession.id}-${number}`

/** The first issuance of all twelve, and what higher offices issued again about GovESB. */
export const issuances: readonly SeededIssuance[] = [
  ...resolutions.map(({ number }) => ({
    directive: directiveOf(number),
    office: acceptance.office,
    holder: acceptance.holder,
    issuedOn: acceptance.on,
    effectiveOn: acceptance.on,
    dueOn: null,
    citation: article,
  })),
  {
    directive: directiveOf(6),
    office: { sw: 'Makamu wa Rais', en: 'Vice-President' },
    holder: null,
    issuedOn: '2025-02-11',
    effectiveOn: '2025-02-11',
    dueOn: null,
    citation: 'https://saa24.co.tz/?p=18454',
  },
  {
    directive: directiveOf(6),
    office: { sw: 'Waziri Mkuu', en: 'Prime Minister' },
    holder: null,
    issuedOn: '2025-06-23',
    effectiveOn: '2025-06-23',
    dueOn: '2025-07-30',
    citation:
      'https://habaritz.sokofind.com/2025/06/23/majaliwa-aagiza-taasisi-za-umma-kujiunga-na-e-ga-atoa-wiki-tano; https://thebizlens.co.tz/2025/06/23/tanzanias-pm-pushes-public-institutions-to-embrace-digital-data-sharing-platform',
  },
]

const effective: Due = { type: 'from', day: '2023-02-10' }
const quarterly: Due = { type: 'every-quarter', from: '2023-02-10' }
const withSystems: Addressee = { type: 'institutions', which: { is: 'has-systems' } }

function owed(
  directive: number,
  slug: string,
  [sw, en]: readonly [string, string],
  rule: Obligation['rule'],
  more: Partial<Pick<Obligation, 'addressee' | 'due' | 'citation' | 'verified'>> = {},
): Obligation {
  const addressee = resolutions.find(({ number }) => number === directive)?.addressee ?? everyone
  return {
    id: `${directiveOf(directive)}-${slug}`,
    directive: directiveOf(directive),
    title: { sw, en },
    rule,
    addressee,
    due: effective,
    citation: article,
    verified: true,
    ...more,
  }
}

const act = (section: string) => ({
  citation: `Sheria ya Serikali Mtandao Na. 10 ya 2019, kif. ${section}`,
  verified: false,
})

/** What each directive makes whom owe. Rules where facts exist; where they do not, evidence that somebody else verifies. */
export const obligations: readonly Obligation[] = [
  owed(
    1,
    'huduma',
    [
      'Toa taarifa ya huduma zinazotolewa kidijitali',
      'Report the services that are delivered digitally',
    ],
    'manual-evidence',
    { due: quarterly },
  ),
  owed(2, 'vikao', ['Endesha vikao kidijitali', 'Hold meetings digitally'], 'manual-evidence', {
    due: quarterly,
  }),
  owed(
    3,
    'tovuti',
    ['Huisha tovuti ya taasisi', 'Renew the institution’s website'],
    'manual-evidence',
    { due: quarterly },
  ),
  owed(
    4,
    'bajeti',
    [
      'Tenga fedha kwa ajili ya utafiti na ubunifu wa TEHAMA',
      'Set aside funds for ICT research and innovation',
    ],
    'manual-evidence',
  ),
  owed(
    5,
    'urudufu',
    [
      'Ainisha mifumo inayorudufu na mpango wa kushirikiana',
      'Name duplicate systems and the plan to share',
    ],
    'manual-evidence',
  ),
  owed(
    6,
    'kujiunga',
    ['Jiunge na GovESB na kubadilishana taarifa', 'Join GovESB and exchange data'],
    'joined-govesb',
    {
      due: { type: 'on', day: '2025-07-30' },
      citation:
        'https://habaritz.sokofind.com/2025/06/23/majaliwa-aagiza-taasisi-za-umma-kujiunga-na-e-ga-atoa-wiki-tano',
    },
  ),
  owed(
    7,
    'vituo',
    ['Hifadhi mifumo kwenye vituo vilivyoidhinishwa', 'Host systems in approved data centres'],
    'hosting-approved',
    { addressee: withSystems },
  ),
  owed(
    7,
    'majanga',
    ['Kuwa na Kituo cha Kujikinga na Majanga na kukijaribu', 'Have a recovery site and try it'],
    'recovery-site-and-drill',
    { addressee: withSystems },
  ),
  owed(
    7,
    'usalama',
    ['Tathmini usalama wa mifumo', 'Assess the security of systems'],
    'security-assessment-age',
    { addressee: withSystems },
  ),
  owed(
    7,
    'funguo',
    ['Badilisha funguo za mifumo kwa wakati', 'Change the keys of systems in time'],
    'key-rotation',
    { addressee: withSystems },
  ),
  owed(
    8,
    'kamati',
    ['Unda Kamati ya Uongozi wa TEHAMA', 'Constitute the ICT Steering Committee'],
    'committee-constituted',
    act('18'),
  ),
  owed(
    8,
    'kamati-utendaji',
    ['Simamia utendaji kazi wa kamati', 'Supervise the work of the committee'],
    'manual-evidence',
    { due: quarterly, ...act('18–20') },
  ),
  owed(
    8,
    'kibali',
    [
      'Omba kibali kabla ya kutekeleza mradi wa TEHAMA',
      'Ask for a permit before carrying out an ICT project',
    ],
    'manual-evidence',
    { due: quarterly, ...act('24') },
  ),
  owed(8, 'usajili', ['Sajili mifumo yote', 'Register all systems'], 'registered-systems', {
    addressee: withSystems,
    ...act('26(1)(d)'),
  }),
  owed(
    8,
    'usajili-basi',
    ['Mfumo usiosajiliwa usiwe kwenye basi', 'Have no unregistered system on the bus'],
    'unregistered-on-bus',
    act('26(1)(d)'),
  ),
  owed(
    9,
    'upekuzi',
    ['Fanya upekuzi na viapo vya watumishi wa TEHAMA', 'Vet ICT staff and take their oaths'],
    'staff-vetted-and-sworn',
  ),
  owed(
    10,
    'mkakati',
    ['Weka mkakati wa kuandaa wanafunzi', 'Set the strategy to prepare students'],
    'manual-evidence',
  ),
  owed(
    11,
    'uwekezaji',
    ['Toa taarifa ya uwekezaji katika vifaa vya TEHAMA', 'Report the investment in ICT equipment'],
    'manual-evidence',
  ),
  owed(
    12,
    'endelevu',
    ['Kamilisha kinachoufanya mfumo uwe endelevu', 'Complete what makes a system sustainable'],
    'sustainable-systems',
    { addressee: withSystems },
  ),
  owed(
    12,
    'programu-chanzo',
    ['Andika umiliki wa programu chanzo', 'Record ownership of the source code'],
    'source-ownership',
    { addressee: withSystems },
  ),
]
