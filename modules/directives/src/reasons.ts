import type { Text } from '@mtandao/problem'

/** Words for the codes of reasons; `{name}` stands for a parameter. A test holds them against what the rules say. */
export const reasonWords: Readonly<Record<string, Text>> = {
  'joined-exchanged': t(
    'Mfumo wa taasisi umebadilishana taarifa karibuni (siku tangu hapo: {ago}; kikomo: {days}).',
    'A system of the institution exchanged data lately (days since: {ago}; limit: {days}).',
  ),
  'joined-silent': t(
    'Hakuna mfumo uliobadilishana taarifa kwa siku {ago}; kikomo ni siku {days}.',
    'No system has exchanged data for {ago} days; the limit is {days} days.',
  ),
  'joined-stopped': t(
    'Mfumo wa taasisi umeacha kubadilishana taarifa; mara ya mwisho ni {last}.',
    'The institution’s system has stopped exchanging data; the last time was on {last}.',
  ),
  'joined-never-exchanged': t(
    'Wateja: {clients}; makubaliano: {agreements}; lakini hakuna taarifa zilizobadilishanwa.',
    'Clients: {clients}; agreements: {agreements}; but no data was exchanged.',
  ),
  'declared-not-seen': t(
    'Imetangazwa, haijaonekana: taasisi inasema imejiunga, lakini basi halijaona mfumo wake wowote.',
    'Declared, not seen: the institution says it has joined, but the bus has seen none of its systems.',
  ),
  'joined-no-client': t(
    'Taasisi haina mteja wala makubaliano kwenye basi.',
    'The institution has no client and no agreement on the bus.',
  ),
  'bus-tells-nothing': t(
    'Basi halijasema lolote kuhusu taasisi hii.',
    'The bus has told nothing about this institution.',
  ),
  'exchange-something': t(
    'Badilishaneni taarifa kupitia GovESB angalau mara moja katika siku {days}.',
    'Exchange data over GovESB at least once in {days} days.',
  ),
  'join-and-exchange': t(
    'Jiungeni na GovESB na mbadilishane taarifa.',
    'Join GovESB and exchange data.',
  ),
  'bus-not-compared': t(
    'Mifumo iliyo kwenye basi bado haijalinganishwa na rejista.',
    'What is on the bus has not been compared with the register yet.',
  ),
  'wait-for-comparison': t(
    'Subirini ulinganisho unaofuata; hakuna hatua ya kuchukua.',
    'Wait for the next comparison; there is nothing to do.',
  ),
  'all-on-bus-registered': t(
    'Kila mfumo wa taasisi ulio kwenye basi umesajiliwa.',
    'Every system of the institution on the bus is registered.',
  ),
  'unregistered-seen': t(
    'Mifumo iliyo kwenye basi bila kusajiliwa: {count}.',
    'Systems on the bus that are not registered: {count}.',
  ),
  'register-those': t(
    'Sajilini mifumo iliyoorodheshwa ({count}).',
    'Register the systems that are listed ({count}).',
  ),
  'no-systems': t(
    'Rejista haionyeshi mfumo wowote wa taasisi unaohusika.',
    'The register shows no system of the institution that this concerns.',
  ),
  ...over('keys', 'Yenye ufunguo uliobadilishwa kwa wakati', 'With a key changed in time'),
  ...over(
    'registered',
    'Iliyosajiliwa na rekodi zake kuthibitishwa karibuni',
    'Registered and lately confirmed',
  ),
  ...over('hosting', 'Iliyohifadhiwa kwenye kituo kilichoidhinishwa', 'Hosted on an approved site'),
  ...over(
    'recovery',
    'Yenye Kituo cha Kujikinga na Majanga na zoezi lake',
    'With a recovery site and its drill',
  ),
  ...over('assessed', 'Iliyotathminiwa usalama kwa wakati', 'With a security assessment in time'),
  ...over(
    'source',
    'Ambayo umiliki wa programu chanzo umeandikwa',
    'With ownership of the source code recorded',
  ),
  ...over('sustainable', 'Endelevu kwa rekodi yake', 'Sustainable by its record'),
  'rotate-keys': t(
    'Badilisheni funguo za mifumo yenu ({missing}).',
    'Change the keys of {missing} of your systems.',
  ),
  'register-and-confirm': t(
    'Sajilini mifumo yenu, au thibitisheni rekodi zake ({missing}).',
    'Register {missing} of your systems, or confirm their records.',
  ),
  'move-to-approved': t(
    'Hamishieni mifumo yenu ({missing}) kwenye kituo kilichoidhinishwa, au andikeni ilipo.',
    'Move {missing} of your systems to an approved site, or record where they are.',
  ),
  'record-and-drill': t(
    'Andikeni Kituo cha Kujikinga na Majanga cha mifumo yenu ({missing}) na mfanye zoezi la kuhamia huko.',
    'Record the recovery site of {missing} of your systems and hold its drill.',
  ),
  'assess-security': t(
    'Fanyeni tathmini ya usalama ya mifumo yenu ({missing}).',
    'Assess the security of {missing} of your systems.',
  ),
  'record-source': t(
    'Andikeni umiliki na hifadhi ya programu chanzo ya mifumo yenu ({missing}).',
    'Record ownership and repository of the source code of {missing} of your systems.',
  ),
  'complete-record': t(
    'Kamilisheni nyaraka, umiliki wa programu chanzo na gharama za mifumo yenu ({missing}).',
    'Complete documentation, ownership of the source code and cost of {missing} of your systems.',
  ),
  'committee-unknown': t(
    'Haijulikani kama Kamati ya Uongozi wa TEHAMA imeundwa.',
    'Whether the ICT Steering Committee exists is not known.',
  ),
  'committee-none': t(
    'Kamati ya Uongozi wa TEHAMA haijaundwa.',
    'There is no ICT Steering Committee.',
  ),
  'committee-few': t(
    'Wajumbe wa kamati: {members}; wanatakiwa angalau {min}.',
    'Members of the committee: {members}; at least {min} are needed.',
  ),
  'committee-met': t(
    'Kamati imeundwa na ina wajumbe {members}.',
    'The committee is constituted, with {members} members.',
  ),
  'record-committee': t(
    'Undeni kamati na kuiandika kwenye rejista.',
    'Constitute the committee and record it in the register.',
  ),
  'appoint-members': t('Teueni wajumbe zaidi: {missing}.', 'Appoint more members: {missing}.'),
  'staff-unknown': t(
    'Idadi ya watumishi wa TEHAMA, upekuzi na viapo haijaandikwa.',
    'The number of ICT staff, vettings and oaths is not recorded.',
  ),
  'staff-none-recorded': t('Hakuna mtumishi wa TEHAMA aliyeandikwa.', 'No ICT staff are recorded.'),
  'staff-met': t(
    'Watumishi wote {staff} wamefanyiwa upekuzi na wameapa.',
    'All {staff} staff are vetted and sworn.',
  ),
  'staff-partly': t(
    'Kati ya watumishi {staff}: upekuzi {vetted}, kiapo {sworn}.',
    'Of {staff} staff: {vetted} vetted, {sworn} sworn.',
  ),
  'staff-not-met': t(
    'Hakuna aliyefanyiwa upekuzi wala kuapa kati ya watumishi {staff}.',
    'None of {staff} staff is vetted or sworn.',
  ),
  'staff-vetting-old': t(
    'Wote wamefanyiwa upekuzi, lakini upekuzi wa zamani kabisa umepita siku {days}.',
    'All are vetted, but the oldest vetting is more than {days} days old.',
  ),
  'record-staff': t(
    'Andikeni watumishi wa TEHAMA kwenye rejista.',
    'Record the ICT staff in the register.',
  ),
  'vet-and-swear': t(
    'Kamilisheni upekuzi na viapo vya watumishi {missing}.',
    'Complete vetting and oaths of {missing} staff.',
  ),
  'evidence-verified': t(
    'Ushahidi umethibitishwa na mtu mwingine.',
    'Evidence was verified by somebody else.',
  ),
  'evidence-refused': t(
    'Aliyeangalia ushahidi hakukuta kuwa wajibu umetekelezwa.',
    'Whoever verified it did not find it done.',
  ),
  'evidence-waits': t(
    'Ushahidi umewasilishwa na unasubiri kuthibitishwa.',
    'Evidence was submitted and waits to be verified.',
  ),
  'evidence-only-said': t('Imetangazwa bila ushahidi.', 'It was declared, without evidence.'),
  'evidence-none': t('Hakuna ushahidi uliowasilishwa.', 'No evidence was submitted.'),
  'give-evidence': t('Wasilisheni ushahidi.', 'Submit evidence.'),
  'verify-evidence': t(
    'Subirini kuthibitishwa na e-GA au taasisi nyingine.',
    'Wait for e-GA or another institution to verify it.',
  ),
}

function t(sw: string, en: string): Text {
  return { sw, en }
}

/** The answers of a rule that looks at every system. */
function over(about: string, sw: string, en: string): Record<string, Text> {
  const counted = t(
    `${sw}: mifumo {good} kati ya {systems}; kwa sehemu {half}, haifai {bad}, haijulikani {silent}.`,
    `${en}: {good} of {systems} systems; partly {half}, not {bad}, unknown {silent}.`,
  )
  return Object.fromEntries(
    ['met', 'partly', 'not-met', 'unknown'].map((result) => [`${about}-${result}`, counted]),
  )
}
