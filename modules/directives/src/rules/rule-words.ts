import type { Text } from '@mtandao/problem'
import type { RuleName } from '../model.ts'

/** What people must know of a rule, whatever its version. */
export interface RuleWords {
  readonly name: Text
  /** What it asks, in one sentence. */
  readonly asks: Text
  /** By whom or what it is answered: what is looked at. */
  readonly looksAt: Text
}

/** A rule in words. A change of meaning is a new version of the rule and may need new words here. */
export const ruleWords: Readonly<Record<RuleName, RuleWords>> = {
  'joined-govesb': {
    name: t('Kujiunga na GovESB', 'Joined GovESB'),
    asks: t(
      'Angalau mfumo mmoja wa taasisi umebadilishana taarifa kwenye basi karibuni. Mteja au makubaliano bila ubadilishanaji ni sehemu tu; kusema tu hakutoshi.',
      'At least one system of the institution exchanged data on the bus lately. A client or an agreement without any exchange is only part of it; saying so is not enough.',
    ),
    looksAt: t(
      'Miamala, wateja na makubaliano yanayoonekana kwenye basi',
      'Exchanges, clients and agreements that the bus sees',
    ),
  },
  'registered-systems': {
    name: t('Mifumo imesajiliwa', 'Systems are registered'),
    asks: t(
      'Kila mfumo una rekodi kwenye rejista, na rekodi hiyo ilithibitishwa karibuni.',
      'Every system has a record in the register, and the record was confirmed lately.',
    ),
    looksAt: t('Rekodi za mifumo kwenye rejista', 'Records of systems in the register'),
  },
  'unregistered-on-bus': {
    name: t('Hakuna mfumo usiosajiliwa kwenye basi', 'No unregistered system on the bus'),
    asks: t(
      'Kila mfumo wa taasisi ulio kwenye basi umo kwenye rejista.',
      'Every system of the institution that is on the bus is in the register.',
    ),
    looksAt: t('Ulinganisho wa basi na rejista', 'The bus compared with the register'),
  },
  'committee-constituted': {
    name: t('Kamati ya Uongozi wa TEHAMA imeundwa', 'ICT Steering Committee constituted'),
    asks: t(
      'Kamati imeundwa na ina wajumbe wa kutosha.',
      'The committee is constituted and has enough members.',
    ),
    looksAt: t('Kamati na wajumbe kwenye rejista', 'The committee and its members in the register'),
  },
  'hosting-approved': {
    name: t('Vituo vilivyoidhinishwa', 'Approved data centres'),
    asks: t(
      'Kila mfumo umehifadhiwa kwenye kituo ambacho e-GA imekiidhinisha.',
      'Every system is hosted on a site that e-GA has approved.',
    ),
    looksAt: t('Vituo na idhini zake kwenye rejista', 'Sites and their approvals in the register'),
  },
  'recovery-site-and-drill': {
    name: t('Kituo cha Kujikinga na Majanga na zoezi lake', 'Recovery site and its drill'),
    asks: t(
      'Kila mfumo una Kituo cha Kujikinga na Majanga, na zoezi la kuhamia huko lilifanyika karibuni.',
      'Every system has a recovery site, and a drill of moving there was held lately.',
    ),
    looksAt: t(
      'Vituo vya Kujikinga na Majanga na tarehe za mazoezi kwenye rejista',
      'Recovery sites and dates of drills in the register',
    ),
  },
  'security-assessment-age': {
    name: t('Tathmini ya usalama', 'Security assessment'),
    asks: t(
      'Usalama wa kila mfumo ulitathminiwa karibuni.',
      'The security of every system was assessed lately.',
    ),
    looksAt: t('Tarehe za tathmini kwenye rejista', 'Dates of assessments in the register'),
  },
  'source-ownership': {
    name: t('Umiliki wa programu chanzo', 'Ownership of source code'),
    asks: t(
      'Kwa kila mfumo imeandikwa nani anamiliki programu chanzo na imehifadhiwa wapi.',
      'For every system it is recorded who owns the source code and where it is kept.',
    ),
    looksAt: t('Rekodi za mifumo kwenye rejista', 'Records of systems in the register'),
  },
  'staff-vetted-and-sworn': {
    name: t('Upekuzi na viapo vya watumishi wa TEHAMA', 'ICT staff vetted and sworn'),
    asks: t(
      'Watumishi wote wa TEHAMA wamefanyiwa upekuzi na wameapa, na upekuzi haujapitwa na wakati.',
      'All ICT staff are vetted and sworn, and no vetting is too old.',
    ),
    looksAt: t(
      'Idadi na tarehe tu kwenye rejista; hakuna majina',
      'Counts and dates in the register; no names',
    ),
  },
  'key-rotation': {
    name: t('Funguo hubadilishwa kwa wakati', 'Keys are changed in time'),
    asks: t(
      'Funguo za kila mfumo ulio kwenye basi zilibadilishwa karibuni.',
      'The keys of every system on the bus were changed lately.',
    ),
    looksAt: t('Umri wa funguo kwenye basi', 'The age of keys on the bus'),
  },
  'sustainable-systems': {
    name: t('Mifumo endelevu', 'Sustainable systems'),
    asks: t(
      'Kwa kila mfumo zimeandikwa nyaraka, umiliki wa programu chanzo na gharama.',
      'For every system documentation, ownership of the source code and cost are recorded.',
    ),
    looksAt: t('Rekodi za mifumo kwenye rejista', 'Records of systems in the register'),
  },
  'manual-evidence': {
    name: t('Ushahidi unaothibitishwa na mwingine', 'Evidence verified by somebody else'),
    asks: t(
      'Taasisi inawasilisha ushahidi, na mtu wa e-GA au wa taasisi nyingine anauthibitisha. Mpaka hapo matokeo hayajulikani.',
      'The institution submits evidence, and somebody of e-GA or of another institution verifies it. Until then the result is unknown.',
    ),
    looksAt: t('Ushahidi uliowasilishwa na kuthibitishwa', 'Evidence submitted and verified'),
  },
}

function t(sw: string, en: string): Text {
  return { sw, en }
}
