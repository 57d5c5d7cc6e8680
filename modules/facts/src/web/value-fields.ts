import type { Text } from '@mtandao/problem'

/** What stands in the values of each type, in words: the pages read values out, and ask for them, by this table. */

interface Named {
  readonly name: string
  readonly label: Text
}

export type ValueField = Named &
  (
    | { readonly kind: 'flag'; readonly yes: Text; readonly no: Text }
    | { readonly kind: 'day' | 'count' | 'text' | 'systems' | 'site' }
    | { readonly kind: 'code'; readonly words: Readonly<Record<string, Text>> }
  )

const text = (sw: string, en: string): Text => ({ sw, en })

const flag = (name: string, label: Text, yes: Text, no: Text): ValueField => ({
  kind: 'flag',
  name,
  label,
  yes,
  no,
})

const of =
  (kind: 'day' | 'count' | 'text' | 'systems' | 'site') =>
  (name: string, sw: string, en: string): ValueField => ({ kind, name, label: { sw, en } })

const [day, count, words] = [of('day'), of('count'), of('text')]
const [systems, site] = [of('systems'), of('site')]

const recorded = [text('Imeandikwa', 'Recorded'), text('Haijaandikwa', 'Not recorded')] as const

const owners: Readonly<Record<string, Text>> = {
  institution: text('Taasisi yenyewe', 'The institution itself'),
  government: text('Serikali', 'The Government'),
  vendor: text('Mtoa huduma', 'The vendor'),
  open: text('Programu huria', 'Open source'),
  unknown: text('Haijulikani', 'Not known'),
}

export const valueFields: Readonly<Record<string, readonly ValueField[]>> = {
  'bus.seen': [
    flag(
      'exchanging',
      text('Mabadilishano', 'Exchanges'),
      text('Unabadilishana taarifa', 'Exchanging'),
      text('Uko kimya', 'Silent'),
    ),
    day('firstOn', 'Mara ya kwanza', 'First on'),
    day('lastOn', 'Mara ya mwisho', 'Last on'),
  ],
  'bus.rights': [
    count('clients', 'Wateja wa mfumo', 'Clients'),
    count('agreements', 'Makubaliano yanayotumika', 'Agreements in force'),
  ],
  'bus.agreements': [count('agreements', 'Makubaliano yanayotumika', 'Agreements in force')],
  'bus.unregistered': [
    count('count', 'Mifumo bila rekodi', 'Systems without a record'),
    systems('systems', 'Mifumo yenyewe', 'Which systems'),
  ],
  'bus.key': [day('since', 'Ufunguo wa zamani zaidi ni wa', 'Oldest key is of')],
  'register.record': [
    flag(
      'registered',
      text('Usajili', 'Registration'),
      text('Umesajiliwa', 'Registered'),
      text('Haujasajiliwa', 'Not registered'),
    ),
    day('confirmedOn', 'Rekodi ilithibitishwa', 'Record confirmed on'),
  ],
  'hosting.site': [
    flag(
      'approved',
      text('Kituo cha kuhifadhi data', 'Data centre'),
      text('Kimeidhinishwa', 'Approved'),
      text('Hakijaidhinishwa', 'Not approved'),
    ),
    site('site', 'Kituo', 'Site'),
  ],
  'recovery.site': [
    flag('recorded', text('Kituo cha Kujikinga na Majanga', 'Recovery site'), ...recorded),
    day('drilledOn', 'Zoezi la mwisho', 'Last drill'),
  ],
  'security.assessment': [
    flag(
      'assessed',
      text('Tathmini ya usalama', 'Security assessment'),
      text('Imefanyika', 'Done'),
      text('Haijafanyika', 'Not done'),
    ),
    day('assessedOn', 'Tarehe ya tathmini', 'Assessed on'),
  ],
  'source.ownership': [
    flag(
      'recorded',
      text('Umiliki wa programu chanzo', 'Ownership of the source code'),
      ...recorded,
    ),
    { kind: 'code', name: 'owner', label: text('Mmiliki', 'Owner'), words: owners },
    words('repository', 'Hifadhi ya programu chanzo', 'Repository'),
  ],
  'system.sustainability': [
    flag(
      'documented',
      text('Nyaraka za mfumo', 'Documentation'),
      text('Nyaraka zipo', 'Documented'),
      text('Nyaraka hazipo', 'Not documented'),
    ),
    flag(
      'sourceOwned',
      text('Programu chanzo', 'Source code'),
      text('Programu chanzo ni ya umma', 'Source code in public hands'),
      text('Programu chanzo si ya umma', 'Source code not in public hands'),
    ),
    flag(
      'costRecorded',
      text('Gharama ya mwaka', 'Yearly cost'),
      text('Gharama imeandikwa', 'Cost recorded'),
      text('Gharama haijaandikwa', 'Cost not recorded'),
    ),
  ],
  'committee.constituted': [
    flag(
      'constituted',
      text('Kamati ya Uongozi wa TEHAMA', 'ICT Steering Committee'),
      text('Imeundwa', 'Constituted'),
      text('Haijaundwa', 'Not constituted'),
    ),
    count('members', 'Wajumbe', 'Members'),
    day('establishedOn', 'Tarehe ya kuundwa', 'Established on'),
  ],
  'staff.vetting': [
    count('staff', 'Watumishi wa TEHAMA', 'ICT staff'),
    count('vetted', 'Waliofanyiwa upekuzi', 'Vetted'),
    count('sworn', 'Walioapa', 'Sworn'),
    day('oldestVettedOn', 'Upekuzi wa zamani zaidi', 'Oldest vetting'),
  ],
  'bus.joined': [
    flag(
      'joined',
      text('Kujiunga na GovESB', 'Joining GovESB'),
      text('Taasisi imejiunga', 'The institution has joined'),
      text('Taasisi haijajiunga', 'The institution has not joined'),
    ),
  ],
  'obligation.evidence': [
    flag(
      'fulfilled',
      text('Utekelezaji wa wajibu', 'The obligation'),
      text('Umetekelezwa', 'Fulfilled'),
      text('Haujatekelezwa', 'Not fulfilled'),
    ),
    words('note', 'Maelezo', 'Explanation'),
  ],
}
