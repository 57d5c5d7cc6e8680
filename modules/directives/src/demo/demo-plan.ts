/**
 * What people of the demo country have done about their directives. All of it is made up and says so. Nothing here has a past: tables
 * of quarters come from people.
 */

/** Says that it has joined. */
export const joinedOnPaper = 'halmashauri-mfano'
export const joining = 'kikao-kazi-3-6-kujiunga'

export interface DemoEvidence {
  readonly institution: string
  readonly by: 'head' | 'ict-officer'
  readonly obligation: string
  readonly note: string
  /** The file that came with it; null: it was only said. */
  readonly file: string | null
  /** e-GA has looked and found it so; otherwise it waits. */
  readonly verified: boolean
}

export const demoEvidence: readonly DemoEvidence[] = [
  {
    institution: 'nida',
    by: 'head',
    obligation: 'kikao-kazi-3-4-bajeti',
    note: 'Fungu la utafiti na ubunifu limetengwa kwenye bajeti ya mwaka (mfano).',
    file: [
      'mwaka,fungu,shughuli,kiasi_tzs',
      '2026/27,MFANO-01,Utafiti wa utambulisho kwa njia ya simu (mfano),120000000',
      '2026/27,MFANO-02,Mafunzo ya ubunifu kwa maafisa TEHAMA (mfano),35000000',
      '',
    ].join('\n'),
    verified: true,
  },
  {
    institution: 'brela',
    by: 'ict-officer',
    obligation: 'kikao-kazi-3-5-urudufu',
    note: 'Mifumo inayorudufu imeorodheshwa pamoja na mpango wa kushirikiana (mfano).',
    file: [
      'mfumo,unarudufu,mpango',
      'Daftari la makampuni (mfano),Orodha ya wazabuni,Kutumia daftari moja kupitia GovESB',
      '',
    ].join('\n'),
    verified: false,
  },
  {
    institution: 'mfano',
    by: 'head',
    obligation: 'kikao-kazi-3-4-bajeti',
    note: 'Fedha zimetengwa; nakala ya bajeti itafuata (mfano).',
    file: null,
    verified: false,
  },
]

export const demoReply = {
  institution: joinedOnPaper,
  by: 'head',
  obligation: joining,
  words:
    'Tulitangaza kuwa tumejiunga na mfumo wetu umesajiliwa. Tunaomba tuelezwe kilichobaki ili tuonekane kwenye basi. (mfano)',
} as const

export const demoExemption = {
  institution: 'udom',
  obligation: 'kikao-kazi-3-7-majanga',
  /** Days from the day it is granted. */
  days: 180,
  reason:
    'Mfumo wa wanafunzi unaachwa; mpya utakuwa na Kituo chake cha Kujikinga na Majanga. (mfano)',
} as const
