import type { Messages } from '@mtandao/ui'

/** Words of the forms that declare, verify and correct, and of the alarms. */
export const doing = {
  'declare.title': { sw: 'Tangaza taarifa ya taasisi', en: 'Declare a fact of your institution' },
  'declare.lead': {
    sw: 'Kinachotangazwa huhesabiwa kuwa kimesemwa tu, hadi mtu wa taasisi nyingine au e-GA akithibitishe. Kinachoonwa na mitambo yenyewe hakitangazwi hapa.',
    en: 'What is declared counts as said only, until somebody of another institution or e-GA verifies it. What the machinery sees by itself is not declared here.',
  },
  'declare.which': { sw: 'Unatangaza nini?', en: 'What do you declare?' },
  'declare.other': { sw: 'Tangaza jambo lingine', en: 'Declare something else' },
  'declare.bus.joined': {
    sw: 'Taasisi yenu imejiunga (au haijajiunga) na GovESB. Mitambo huona yenyewe kama mifumo yenu inabadilishana taarifa: tangazo halichukui nafasi ya hilo.',
    en: 'Your institution has (or has not) joined GovESB. The machinery sees by itself whether your systems exchange data: declaring does not replace that.',
  },
  'declare.obligation.evidence': {
    sw: 'Wajibu usioonwa na mitambo umetekelezwa, pamoja na ushahidi wake.',
    en: 'An obligation that no machine sees is fulfilled, with its evidence.',
  },
  'declare.obligation': { sw: 'Wajibu', en: 'Obligation' },
  'declare.obligation.none': { sw: 'Chagua wajibu', en: 'Choose an obligation' },
  'declare.obligation.empty': {
    sw: 'Kwa sasa taasisi yenu haina wajibu unaothibitishwa kwa ushahidi. Angalia wajibu wenu wote.',
    en: 'Your institution owes nothing today that is proved by evidence. See what you owe.',
  },
  'declare.owed': { sw: 'Wajibu wetu', en: 'What we owe' },
  'declare.on': { sw: 'Ilikuwa hivyo tarehe', en: 'It was so on' },
  'declare.on.hint': {
    sw: 'Siku ambayo hali ilikuwa hivyo, si siku ya kupakia',
    en: 'The day on which it was so, not the day of the upload',
  },
  'declare.submit': { sw: 'Tangaza', en: 'Declare' },
  'declare.done': {
    sw: 'Taarifa imetangazwa. Inasubiri kuthibitishwa na wengine.',
    en: 'The fact is declared. It waits for others to verify it.',
  },
  'queue.title': { sw: 'Taarifa zinazosubiri kuthibitishwa', en: 'Facts to verify' },
  'queue.lead': {
    sw: 'Zilizotangazwa na taasisi nyingine. Angalia ushahidi, kisha sema kama ndivyo ilivyo au umekuta tofauti.',
    en: 'What other institutions have declared. Look at the evidence, then say whether it is so or you found otherwise.',
  },
  'queue.caption': {
    sw: 'Zinazokusubiri, za karibuni kwanza',
    en: 'Waiting for you, newest first',
  },
  'queue.empty': {
    sw: 'Hakuna taarifa inayokusubiri.',
    en: 'Nothing waits for you to verify.',
  },
  'queue.empty.next': {
    sw: 'Taasisi nyingine zikitangaza jambo, litaonekana hapa.',
    en: 'When other institutions declare something, it appears here.',
  },
  'queue.verify': { sw: 'Thibitisha', en: 'Verify' },
  'queue.verify.label': { sw: 'Thibitisha: {what}, {who}', en: 'Verify: {what}, {who}' },
  'queue.own': { sw: 'Za taasisi yenu', en: 'Of your institution' },
  'queue.own.lead': {
    sw: 'Hizi mlizitangaza nyinyi wenyewe. Aliyetangaza, wenzake wa taasisi, na mwenye wadhifa katika taasisi hiyo pia, hawawezi kuzithibitisha.',
    en: 'You declared these yourselves. Whoever declared them, colleagues in the institution, and anybody appointed there too, cannot verify them.',
  },
  'queue.own.caption': {
    sw: 'Mlizotangaza, hazijathibitishwa',
    en: 'Declared by you, not verified',
  },
  'queue.own.empty': {
    sw: 'Taasisi yenu haina tangazo linalosubiri.',
    en: 'Nothing that your institution declared is waiting.',
  },
  'verify.title': { sw: 'Thibitisha taarifa', en: 'Verify a fact' },
  'verify.lead': {
    sw: 'Utakachosema kitachukua nafasi ya tangazo na kitaonekana kama kilichothibitishwa na taasisi yako.',
    en: 'What you say takes the place of the declaration, as verified by your institution.',
  },
  'verify.declared': { sw: 'Kilichotangazwa', en: 'What was declared' },
  'verify.agree': { sw: 'Umekuta nini?', en: 'What did you find?' },
  'verify.agree.yes': { sw: 'Ndivyo ilivyo', en: 'It is so' },
  'verify.agree.no': { sw: 'Nimekuta tofauti', en: 'I found otherwise' },
  'verify.found': { sw: 'Ulichokikuta, kama ni tofauti', en: 'What you found, if otherwise' },
  'verify.evidence': { sw: 'Ushahidi wako', en: 'Your own evidence' },
  'verify.note': { sw: 'Uliangalia nini?', en: 'What did you look at?' },
  'verify.note.hint': {
    sw: 'Kitasomwa na taasisi inayohusika na wanaosimamia nchi nzima, si umma',
    en: 'Read by the institution concerned and those who see the country, not by the public',
  },
  'verify.submit': { sw: 'Thibitisha', en: 'Verify' },
  'verify.done': { sw: 'Taarifa imethibitishwa', en: 'The fact is verified' },
  'hindrance.no-office': {
    sw: 'Wadhifa wako hauthibitishi taarifa: huthibitishwa na Mkuu wa Taasisi au Afisa TEHAMA wa taasisi nyingine, au Afisa wa e-GA.',
    en: 'Your appointment does not verify facts: the head or ICT officer of another institution, or an e-GA officer, does.',
  },
  'hindrance.reporter': {
    sw: 'Wewe ndiye uliyetangaza: anayetoa taarifa hawezi kuithibitisha. Inasubiri mtu wa taasisi nyingine au e-GA.',
    en: 'You declared this: whoever reports cannot verify. It waits for somebody of another institution or e-GA.',
  },
  'hindrance.colleague': {
    sw: 'Ni ya taasisi yako: wenzake aliyetangaza hawawezi kuithibitisha. Inasubiri mtu wa taasisi nyingine au e-GA.',
    en: 'It is your institution’s: colleagues of whoever declared it cannot verify it. It waits for somebody of another institution or e-GA.',
  },
  'hindrance.done': {
    sw: 'Hakuna cha kuthibitisha hapa: si tangazo, au nyingine imeshachukua nafasi yake.',
    en: 'There is nothing to verify here: it is no declaration, or another fact has taken its place.',
  },
  'correct.title': { sw: 'Sahihisha taarifa', en: 'Correct a fact' },
  'correct.lead': {
    sw: 'Taarifa ya awali inabaki; hii mpya itachukua nafasi yake kuanzia sasa.',
    en: 'The old fact stays; this new one takes its place from now on.',
  },
  'correct.reason': { sw: 'Kwa nini unaisahihisha?', en: 'Why do you correct it?' },
  'correct.evidence.hint': {
    sw: 'Ushahidi wa awali ulisemea thamani ya awali: ambatisha tena kama unahusika bado. PDF, PNG, JPEG, CSV au maandishi, hadi MiB 10.',
    en: 'The old evidence spoke for the old value: attach it again if it still holds. PDF, PNG, JPEG, CSV or text, up to 10 MiB.',
  },
  'correct.submit': { sw: 'Sahihisha', en: 'Correct' },
  'correct.done': { sw: 'Taarifa imesahihishwa', en: 'The fact is corrected' },
  'correct.machine': {
    sw: 'Hii ilionwa na mitambo: sahihisha chanzo chake (rejista au basi), nayo mitambo itaona yenyewe.',
    en: 'The machinery saw this: correct where it comes from (the register or the bus), and the machinery will see it.',
  },
  'correct.not-yours': {
    sw: 'Hii husahihishwa na taasisi iliyoitangaza, au na anayeweza kuithibitisha.',
    en: 'The institution that declared it corrects this, or whoever could verify it.',
  },
  'correct.done.already': {
    sw: 'Nyingine imeshachukua nafasi yake: sahihisha hiyo.',
    en: 'Another has taken its place: correct that one.',
  },
  'alarms.title': { sw: 'Tahadhari za mafaili ya ushahidi', en: 'Alarms about evidence files' },
  'alarms.lead': {
    sw: 'Kila faili hulinganishwa na alama yake. Lililobadilika au kupotea halitolewi tena kwa mtu yeyote, na tahadhari yake haifutwi.',
    en: 'Every file is held against its fingerprint. One that was altered or is gone is given to nobody any more, and its alarm is never deleted.',
  },
  'alarms.caption': { sw: 'Tahadhari, za karibuni kwanza', en: 'Alarms, newest first' },
  'alarms.empty': {
    sw: 'Hakuna tahadhari: mafaili yote unayoweza kuyaona ni mazima.',
    en: 'No alarms: every file that you may see is whole.',
  },
  'alarms.kind': { sw: 'Kilichotokea', en: 'What happened' },
  'alarms.altered': { sw: 'Limebadilishwa', en: 'Altered' },
  'alarms.missing': { sw: 'Halipo', en: 'Missing' },
  'alarms.first': { sw: 'Mara ya kwanza', en: 'First seen' },
  'alarms.last': { sw: 'Mara ya mwisho', en: 'Last seen' },
  'alarms.seen': { sw: 'Mara', en: 'Times' },
  'alarms.keepers': { sw: 'Lilitolewa na', en: 'Given by' },
  'alarms.facts': { sw: 'Taarifa zinazolitegemea', en: 'Facts that rest on it' },
  'restore.title': { sw: 'Rudisha faili la ushahidi', en: 'Put an evidence file back' },
  'restore.lead': {
    sw: 'Pakia faili lile lile la awali. Likilingana na alama yake, litarudi mahali pake; tahadhari inabaki kama kumbukumbu.',
    en: 'Upload the very same file. If it fits its fingerprint it is put back; the alarm stays as a record.',
  },
  'restore.submit': { sw: 'Pakia', en: 'Upload' },
  'restore.done': {
    sw: 'Faili limehifadhiwa. Alama yake: {sha256}',
    en: 'The file is kept. Its fingerprint: {sha256}',
  },
} as const satisfies Messages
