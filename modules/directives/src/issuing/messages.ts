import type { Messages } from '@mtandao/ui'

/** Words of the pages everybody reads: directives, sessions, obligations. */
export const messages = {
  'list.title': { sw: 'Maelekezo ya Serikali Mtandao', en: 'e-Government directives' },
  'list.lead': {
    sw: 'Kila elekezo na njia yake: kikao kazi, azimio, kupokelewa, kutolewa, wajibu wa taasisi, na matokeo yanayoonekana sasa.',
    en: 'Every directive and its way: session, resolution, acceptance, issuance, what institutions owe, and how it stands now.',
  },
  'list.empty': {
    sw: 'Hakuna elekezo lililoandikwa bado. Afisa wa e-GA huanza kwa kufungua kikao kazi.',
    en: 'No directive is recorded yet. An officer of e-GA begins by opening a session.',
  },
  'list.others': { sw: 'Bila kikao kazi', en: 'Without a session' },
  'list.others.lead': {
    sw: 'Yametolewa kwa msingi mwingine, kama Sheria.',
    en: 'Issued on another ground, such as an Act.',
  },
  'list.sessions-without': {
    sw: 'Vikao kazi visivyo na elekezo bado',
    en: 'Sessions without a directive yet',
  },
  'list.back': { sw: 'Maelekezo yote', en: 'All directives' },
  'col.number': { sw: 'Na.', en: 'No.' },
  'col.directive': { sw: 'Elekezo', en: 'Directive' },
  'col.issued': { sw: 'Lilitolewa', en: 'Issued' },
  'col.due': { sw: 'Tarehe ya mwisho', en: 'Due' },
  'col.obligations': { sw: 'Wajibu', en: 'Obligations' },
  'col.results': { sw: 'Matokeo sasa', en: 'Results now' },
  'issued.times': {
    sw: { one: 'mara moja', other: 'mara {count}' },
    en: { one: 'once', other: '{count} times' },
  },
  'issued.last': { sw: '{times}, mwisho {on}', en: '{times}, last on {on}' },
  'due.none': { sw: 'haikutajwa', en: 'no day was given' },
  'counts.none': { sw: 'hakuna anayehusika bado', en: 'nobody owes yet' },
  'counts.wait': { sw: 'inahesabiwa', en: 'being worked out' },

  'session.title': { sw: 'Kikao kazi', en: 'Working session' },
  'session.days': { sw: 'Tarehe', en: 'Dates' },
  'session.span': { sw: '{from} hadi {to}', en: '{from} to {to}' },
  'session.span.short': { sw: '{from}–{to}', en: '{from}–{to}' },
  'session.place': { sw: 'Mahali', en: 'Place' },
  'session.participants': { sw: 'Washiriki', en: 'Participants' },
  'session.participants.count': {
    sw: { one: 'mshiriki 1', other: 'washiriki {count}' },
    en: { one: '1 participant', other: '{count} participants' },
  },
  'session.topics': { sw: 'Mada', en: 'Topics' },
  'session.topics.none': {
    sw: 'Mada {count} zilihesabiwa; chanzo hakijaorodhesha hata moja.',
    en: '{count} topics were counted; the source lists none of them.',
  },
  'session.topics.some': {
    sw: 'Mada {count} zilihesabiwa; {listed} zimeorodheshwa hapa.',
    en: '{count} topics were counted; {listed} are listed here.',
  },
  'session.topics.uncounted': {
    sw: { one: 'Mada 1 imeorodheshwa.', other: 'Mada {count} zimeorodheshwa.' },
    en: { one: '1 topic is listed.', other: '{count} topics are listed.' },
  },
  'session.topics.unknown': {
    sw: 'Idadi ya mada haijulikani.',
    en: 'How many topics there were is not known.',
  },
  'session.pillars': { sw: 'Nguzo', en: 'Pillars' },
  'session.pillars.unnamed': {
    sw: 'Nguzo {count}; chanzo hakikuzitaja majina.',
    en: '{count} pillars; the source does not name them.',
  },
  'session.pillars.named': { sw: 'Nguzo {count}: {names}.', en: '{count} pillars: {names}.' },
  'session.pillars.unknown': {
    sw: 'Idadi ya nguzo haijulikani.',
    en: 'How many pillars there were is not known.',
  },
  'session.unknown': { sw: 'haijulikani', en: 'not known' },
  'session.source': { sw: 'Chanzo', en: 'Source' },
  'session.presenters': { sw: 'Taasisi zilizowasilisha mada', en: 'Institutions that presented' },
  'session.presenters.known': {
    sw: {
      one: 'Taasisi 1 inajulikana kuwa iliwasilisha. Nani aliwasilisha mada ipi haikuandikwa, ila palipoonyeshwa.',
      other:
        'Taasisi {count} zinajulikana kuwa ziliwasilisha. Nani aliwasilisha mada ipi haikuandikwa, ila palipoonyeshwa.',
    },
    en: {
      one: '1 institution is known to have presented. Who presented which topic is not recorded, except where it is shown.',
      other:
        '{count} institutions are known to have presented. Who presented which topic is not recorded, except where it is shown.',
    },
  },
  'session.presenters.none': {
    sw: 'Hakuna chanzo kinachotaja walioziwasilisha.',
    en: 'No source names who presented.',
  },
  'session.resolutions': { sw: 'Maazimio', en: 'Resolutions' },
  'session.resolutions.none': {
    sw: 'Hakuna azimio lililoandikwa bado.',
    en: 'No resolution is recorded yet.',
  },
  'topic.title': { sw: 'Mada', en: 'Topic' },
  'topic.presenter': { sw: 'Mwasilishaji', en: 'Presenter' },
  'topic.pillar': { sw: 'Nguzo', en: 'Pillar' },

  'resolution.title': { sw: 'Azimio', en: 'Resolution' },
  'resolution.number': { sw: 'Azimio la {number}', en: 'Resolution {number}' },
  'resolution.reconstructed': { sw: 'limeundwa upya', en: 'reconstructed' },
  'resolution.reconstructed.why': {
    sw: 'Chanzo hakikuyapa maazimio namba: namba na mipaka ya azimio hili ni ujenzi wetu, juu ya maneno haya ya chanzo.',
    en: 'The source does not number the resolutions: the number and the cut are our reconstruction, on these words of the source.',
  },
  'resolution.reconstructed.all': {
    sw: 'Namba na mipaka ya maazimio yenye alama «limeundwa upya» ni ujenzi wetu kutokana na chanzo, ambacho hakikuyapa namba.',
    en: 'Numbers and cuts of resolutions marked “reconstructed” are ours, made from the source, which does not number them.',
  },
  'resolution.state': { sw: 'Hali', en: 'State' },
  'resolution.waits': { sw: 'linasubiri kupokelewa', en: 'waits for acceptance' },
  'resolution.accepted': { sw: 'limepokelewa, halijatolewa', en: 'accepted, not issued' },
  'resolution.issued': { sw: 'limetolewa kama elekezo', en: 'issued as a directive' },

  'way.title': { sw: 'Kutoka mada hadi ushahidi', en: 'From topic to proof' },
  'way.session': { sw: 'Kikao kazi', en: 'Session' },
  'way.resolution': { sw: 'Azimio', en: 'Resolution' },
  'way.acceptance': { sw: 'Kupokelewa', en: 'Acceptance' },
  'way.ground': { sw: 'Msingi', en: 'Ground' },
  'way.ground.none': {
    sw: 'Elekezo hili halitokani na azimio la kikao kazi. Msingi wake umetajwa lilipotolewa.',
    en: 'This directive rests on no session’s resolution. Its ground is named where it was issued.',
  },
  'way.directive': { sw: 'Elekezo', en: 'Directive' },
  'way.obligations': { sw: 'Wajibu', en: 'Obligations' },
  'way.results': { sw: 'Matokeo sasa', en: 'Results now' },

  'acceptance.by': { sw: 'Aliyepokea', en: 'Accepted by' },
  'acceptance.as-it-was': { sw: 'bila marekebisho', en: 'not amended' },
  'acceptance.amended': { sw: 'kwa marekebisho', en: 'amended' },
  'acceptance.text': { sw: 'Maneno yaliyopokelewa', en: 'The text that was accepted' },
  'acceptance.text.sw': { sw: 'Kwa Kiswahili', en: 'In Swahili' },
  'acceptance.text.en': { sw: 'Kwa Kiingereza', en: 'In English' },
  'acceptance.hash': { sw: 'Alama ya maudhui (SHA-256)', en: 'Content hash (SHA-256)' },
  'acceptance.hash.holds': { sw: 'inalingana na maneno haya', en: 'is that of this text' },
  'acceptance.hash.broken': { sw: 'hailingani na maneno haya', en: 'is not that of this text' },

  'issuance.first': { sw: 'Lilitolewa', en: 'Issued' },
  'issuance.again': { sw: 'Lilitolewa tena', en: 'Issued again' },
  'issuance.effective': { sw: 'linaanza kutumika {on}', en: 'in effect from {on}' },
  'issuance.due': { sw: 'tarehe ya mwisho {on}', en: 'due by {on}' },
  'issuance.due.none': { sw: 'tarehe ya mwisho haikutajwa', en: 'no due day was given' },

  'obligation.title': { sw: 'Wajibu', en: 'Obligation' },
  'obligation.addressees': { sw: 'Wanaowajibika', en: 'Who owes' },
  'obligation.hit': {
    sw: { one: 'taasisi 1 leo', other: 'taasisi {count} leo' },
    en: { one: '1 institution today', other: '{count} institutions today' },
  },
  'obligation.hit.wait': { sw: 'idadi inahesabiwa', en: 'the count is being worked out' },
  'obligation.due': { sw: 'Tarehe ya mwisho', en: 'Due' },
  'obligation.rule': { sw: 'Kanuni ya tathmini', en: 'Judged by' },
  'obligation.rule.version': { sw: '{name}, toleo la {version}', en: '{name}, version {version}' },
  'obligation.looks-at': { sw: 'Huangalia', en: 'Looks at' },
  'obligation.citation': { sw: 'Chanzo', en: 'Source' },
  'obligation.unverified': { sw: 'ya kuthibitishwa', en: 'to be confirmed' },
  'obligation.unverified.why': {
    sw: 'Bado hakuna aliyesoma chanzo chenyewe.',
    en: 'Nobody has read the source itself yet.',
  },
  'obligation.results': { sw: 'Matokeo', en: 'Results' },
  'obligation.none': {
    sw: 'Elekezo hili halina wajibu ulioandikwa.',
    en: 'No obligation is recorded for this directive.',
  },
  'obligation.state.coming': { sw: 'unaanza {on}', en: 'begins on {on}' },
  'obligation.state.ending': { sw: 'unaisha {on}', en: 'ends on {on}' },
  'obligation.state.ended': { sw: 'uliisha {on}', en: 'ended on {on}' },
  'obligation.ended-why': { sw: 'Sababu ya mwisho', en: 'Why it ends' },
  'obligation.before': {
    sw: { one: 'Toleo 1 la awali', other: 'Matoleo {count} ya awali' },
    en: { one: '1 earlier version', other: '{count} earlier versions' },
  },
  'obligation.version': {
    sw: 'Toleo la {version}, {from} hadi {to}: {due}',
    en: 'Version {version}, {from} to {to}: {due}',
  },
  'obligation.institutions': {
    sw: 'Taasisi zinazowajibika leo',
    en: 'Institutions that owe today',
  },
  'obligation.institutions.none': {
    sw: 'Leo hakuna taasisi inayowajibika hapa.',
    en: 'No institution owes this today.',
  },
  'obligation.institution': { sw: 'Taasisi', en: 'Institution' },
  'obligation.result': { sw: 'Matokeo', en: 'Result' },
  'obligation.late': { sw: 'Kuchelewa', en: 'Late' },
  'obligation.not-yet': { sw: 'bado', en: 'not yet' },

  'results.link': {
    sw: 'Taasisi kwa taasisi, nchi nzima',
    en: 'By institution, the whole country',
  },
  'results.none': {
    sw: 'Hakuna matokeo: hakuna taasisi inayowajibika bado.',
    en: 'There are no results: no institution owes yet.',
  },
} as const satisfies Messages
