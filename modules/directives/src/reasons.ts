import type { Text } from '@mtandao/problem'

/** Words for the codes of reasons; `{name}` stands for a parameter. A test holds them against what the rules say. */
export const reasonWords: Readonly<Record<string, Text>> = {
  'joined-exchanged': t(
    'Mfumo wa taasisi ulibadilishana taarifa siku {ago} zilizopita; kikomo ni siku {days}.',
    'A system of the institution last exchanged data {ago} days ago; the limit is {days} days.',
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
    'Kuna wateja {clients} na makubaliano {agreements}, lakini hakuna taarifa iliyobadilishwa.',
    'There are {clients} clients and {agreements} agreements, but nothing was exchanged.',
  ),
  'declared-not-seen': t(
    'Imetamkwa, haijaonekana: taasisi inasema imejiunga, lakini basi halijaona mfumo wake.',
    'Declared, not seen: the institution says it joined, but the bus has not seen a system of its.',
  ),
  'joined-no-client': t(
    'Taasisi haina mteja wala makubaliano kwenye basi.',
    'The institution has no client and no agreement on the bus.',
  ),
  'bus-tells-nothing': t(
    'Basi halijasema lolote kuhusu taasisi hii.',
    'The bus has told nothing of this institution.',
  ),
  'exchange-something': t(
    'Badilishaneni taarifa kupitia GovESB angalau mara moja katika siku {days}.',
    'Exchange something over GovESB at least once in {days} days.',
  ),
  'join-and-exchange': t(
    'Jiungeni na GovESB na kubadilishana taarifa.',
    'Join GovESB and exchange something.',
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
    'Mifumo {count} iliyo kwenye basi haijasajiliwa.',
    '{count} systems on the bus are not registered.',
  ),
  'register-those': t(
    'Sajilini mifumo {count} iliyoorodheshwa.',
    'Register the {count} systems that are listed.',
  ),
  'no-systems': t(
    'Rejista haionyeshi mfumo wowote wa taasisi unaohusika.',
    'The register shows no system of the institution that is concerned.',
  ),
  ...over('keys', 'yenye ufunguo uliobadilishwa kwa wakati', 'with a key changed in time'),
  ...over(
    'registered',
    'iliyosajiliwa na taarifa zake kuthibitishwa karibuni',
    'registered and lately confirmed',
  ),
  ...over('hosting', 'iliyohifadhiwa kwenye kituo kilichoidhinishwa', 'hosted on an approved site'),
  ...over(
    'recovery',
    'yenye Kituo cha Kujikinga na Majanga kilichojaribiwa',
    'with a recovery site that was tried',
  ),
  ...over('assessed', 'iliyotathminiwa usalama kwa wakati', 'with a security assessment in time'),
  ...over(
    'source',
    'ambayo umiliki wa programu chanzo umeandikwa',
    'with ownership of the source recorded',
  ),
  ...over('sustainable', 'endelevu kwa rekodi yake', 'sustainable by its record'),
  'rotate-keys': t(
    'Badilisheni funguo za mifumo {missing}.',
    'Change the keys of {missing} systems.',
  ),
  'register-and-confirm': t(
    'Sajilini au thibitisheni taarifa za mifumo {missing}.',
    'Register {missing} systems, or confirm their records.',
  ),
  'move-to-approved': t(
    'Hamishieni mifumo {missing} kwenye kituo kilichoidhinishwa, au andikeni kilipo.',
    'Move {missing} systems to an approved site, or record where they are.',
  ),
  'record-and-drill': t(
    'Andikeni kituo cha kujikinga na majanga cha mifumo {missing} na kukijaribu.',
    'Record the recovery site of {missing} systems and try it.',
  ),
  'assess-security': t(
    'Fanyeni tathmini ya usalama ya mifumo {missing}.',
    'Assess the security of {missing} systems.',
  ),
  'record-source': t(
    'Andikeni umiliki na hifadhi ya programu chanzo ya mifumo {missing}.',
    'Record ownership and repository of the source of {missing} systems.',
  ),
  'complete-record': t(
    'Kamilisheni nyaraka, programu chanzo na gharama za mifumo {missing}.',
    'Complete documentation, source and cost of {missing} systems.',
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
    'Kamati ina wajumbe {members}; wanaotakiwa ni angalau {min}.',
    'The committee has {members} members; at least {min} are asked.',
  ),
  'committee-met': t(
    'Kamati imeundwa na ina wajumbe {members}.',
    'The committee is constituted, with {members} members.',
  ),
  'record-committee': t(
    'Undeni kamati na kuiandika kwenye rejista.',
    'Constitute the committee and record it in the register.',
  ),
  'appoint-members': t('Teueni wajumbe {missing} zaidi.', 'Appoint {missing} more members.'),
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
    'Kamilisheni upekuzi na kiapo vya watumishi {missing}.',
    'Complete vetting and oath of {missing} staff.',
  ),
  'evidence-verified': t(
    'Uthibitisho umehakikiwa na mtu mwingine.',
    'Evidence was verified by somebody else.',
  ),
  'evidence-refused': t(
    'Aliyehakiki hakuona kuwa imetekelezwa.',
    'Whoever verified it did not find it done.',
  ),
  'evidence-waits': t(
    'Uthibitisho umewasilishwa na unasubiri kuhakikiwa.',
    'Evidence was submitted and waits to be verified.',
  ),
  'evidence-only-said': t('Imetamkwa bila uthibitisho.', 'It was said, without evidence.'),
  'evidence-none': t('Hakuna uthibitisho uliowasilishwa.', 'No evidence was submitted.'),
  'give-evidence': t('Wasilisheni uthibitisho.', 'Submit evidence.'),
  'verify-evidence': t(
    'Subirini uhakiki wa e-GA au wa taasisi nyingine.',
    'Wait for e-GA or another institution to verify it.',
  ),
}

function t(sw: string, en: string): Text {
  return { sw, en }
}

/** The answers of a rule that looks at every system. */
function over(about: string, sw: string, en: string): Record<string, Text> {
  const counted = t(
    `Mifumo {good} kati ya {systems} ${sw}; nusu {half}, haifai {bad}, haijulikani {silent}.`,
    `{good} of {systems} systems ${en}; in part {half}, not {bad}, unknown {silent}.`,
  )
  return Object.fromEntries(
    ['met', 'partly', 'not-met', 'unknown'].map((result) => [`${about}-${result}`, counted]),
  )
}
