import type { Messages } from '@mtandao/ui'

/** Words of the forms of e-GA's officers, and what they are told afterwards. */
export const writingMessages = {
  'open.title': { sw: 'Fungua kikao kazi', en: 'Open a session' },
  'open.lead': {
    sw: 'Andika kile ambacho chanzo kinasema tu. Idadi isiyojulikana iache wazi: ukurasa utasema haijulikani.',
    en: 'Write only what a source says. Leave a count that is not known empty: the page will say so.',
  },
  'open.number': { sw: 'Namba ya kikao', en: 'Number of the session' },
  'open.nameSw': { sw: 'Jina kwa Kiswahili', en: 'Name in Swahili' },
  'open.nameEn': { sw: 'Jina kwa Kiingereza', en: 'Name in English' },
  'open.from': { sw: 'Siku ya kwanza', en: 'First day' },
  'open.to': { sw: 'Siku ya mwisho', en: 'Last day' },
  'open.placeSw': { sw: 'Mahali kwa Kiswahili', en: 'Place in Swahili' },
  'open.placeEn': { sw: 'Mahali kwa Kiingereza', en: 'Place in English' },
  'open.participants': { sw: 'Idadi ya washiriki', en: 'Number of participants' },
  'open.topics': { sw: 'Idadi ya mada', en: 'Number of topics' },
  'open.pillars': { sw: 'Idadi ya nguzo', en: 'Number of pillars' },
  'open.presenters': { sw: 'Taasisi zilizowasilisha mada', en: 'Institutions that presented' },
  'open.presenters.hint': {
    sw: 'Moja kwa kila mstari; kifupisho baada ya koma: Wizara ya Maji, MoW',
    en: 'One a line; its acronym after a comma: Ministry of Water, MoW',
  },
  'open.done': { sw: 'Kikao kazi kimefunguliwa', en: 'The session is open' },

  'topic.add': { sw: 'Ongeza mada', en: 'Add a topic' },
  'topic.number': { sw: 'Namba ya mada', en: 'Number of the topic' },
  'topic.presenter': { sw: 'Taasisi iliyowasilisha', en: 'Institution that presented it' },
  'topic.pillarSw': { sw: 'Nguzo, kwa Kiswahili', en: 'Pillar, in Swahili' },
  'topic.pillarEn': { sw: 'Nguzo, kwa Kiingereza', en: 'Pillar, in English' },
  'topic.pillar.both': {
    sw: 'Andika nguzo kwa lugha zote mbili, au uiache wazi',
    en: 'Write the pillar in both languages, or leave it empty',
  },
  'topic.done': { sw: 'Mada imeongezwa', en: 'The topic is added' },

  'resolution.add': { sw: 'Ongeza azimio', en: 'Add a resolution' },
  'resolution.number': { sw: 'Namba ya azimio', en: 'Number of the resolution' },
  'resolution.sentence': { sw: 'Maneno ya chanzo', en: 'Words of the source' },
  'resolution.sentence.hint': {
    sw: 'Neno kwa neno, kama yalivyo kwenye chanzo',
    en: 'Word for word, as they stand in the source',
  },
  'resolution.reconstructed': {
    sw: 'Chanzo hakikulipa namba wala mipaka: limeundwa upya',
    en: 'The source neither numbers it nor cuts it so: it is reconstructed',
  },
  'resolution.done': { sw: 'Azimio limeandikwa', en: 'The resolution is recorded' },

  'accept.title': { sw: 'Andika kupokelewa', en: 'Record its acceptance' },
  'accept.lead': {
    sw: 'Mwenye mamlaka amelifanya azimio kuwa agizo. Kinachoandikwa hapa hakibadilishwi tena, na kinapewa alama ya maudhui (SHA-256).',
    en: 'An office-holder has made the resolution an order. What is recorded here is never changed, and gets a content hash (SHA-256).',
  },
  'accept.on': { sw: 'Lilipokelewa siku', en: 'Accepted on' },
  'accept.textSw': { sw: 'Maneno yaliyopokelewa, kwa Kiswahili', en: 'Accepted text, in Swahili' },
  'accept.textEn': { sw: 'Maneno yaliyopokelewa, kwa Kiingereza', en: 'Accepted text, in English' },
  'accept.amended': {
    sw: 'Maneno haya yanatofautiana na azimio la kikao',
    en: 'This text differs from what the session resolved',
  },
  'accept.done': {
    sw: 'Kupokelewa kumeandikwa; sasa elekezo linaweza kutolewa',
    en: 'The acceptance is recorded; the directive can be issued now',
  },

  'issue.title': { sw: 'Toa elekezo', en: 'Issue the directive' },
  'issue.alone': {
    sw: 'Toa elekezo lisilo na azimio',
    en: 'Issue a directive without a resolution',
  },
  'issue.lead': {
    sw: 'Elekezo hutolewa pamoja na wajibu wake wa kwanza; mwingine unaongezwa baadaye. Kabla ya kutoa utaona linahusu taasisi zipi.',
    en: 'A directive is issued with its first obligation; more are added later. Before it is issued you see which institutions it concerns.',
  },
  'issue.directive': { sw: 'Elekezo', en: 'The directive' },
  'issue.nameSw': { sw: 'Jina la elekezo kwa Kiswahili', en: 'Title of the directive in Swahili' },
  'issue.nameEn': { sw: 'Jina la elekezo kwa Kiingereza', en: 'Title of the directive in English' },
  'issue.issuedOn': { sw: 'Limetolewa siku', en: 'Issued on' },
  'issue.effectiveOn': { sw: 'Linaanza kutumika', en: 'In effect from' },
  'issue.ground': { sw: 'Chanzo cha kutolewa', en: 'Where it was issued' },
  'issue.done': {
    sw: 'Elekezo limetolewa. Ongeza wajibu mwingine ikiwa upo.',
    en: 'The directive is issued. Add another obligation if there is one.',
  },

  'office.sw': { sw: 'Ofisi, kwa Kiswahili', en: 'Office, in Swahili' },
  'office.en': { sw: 'Ofisi, kwa Kiingereza', en: 'Office, in English' },
  'office.holder': { sw: 'Mwenye ofisi', en: 'Office-holder' },

  'add.title': { sw: 'Ongeza wajibu', en: 'Add an obligation' },
  'add.lead': {
    sw: 'Wajibu unaanza leo, au siku elekezo linapoanza kutumika. Kabla ya kuuongeza utaona unahusu taasisi zipi.',
    en: 'It begins today, or when the directive takes effect. Before it is added you see which institutions it concerns.',
  },
  'add.done': { sw: 'Wajibu umeongezwa', en: 'The obligation is added' },

  'draft.obligation': { sw: 'Wajibu', en: 'The obligation' },
  'draft.titleSw': { sw: 'Kinachotakiwa, kwa Kiswahili', en: 'What is asked, in Swahili' },
  'draft.titleEn': { sw: 'Kinachotakiwa, kwa Kiingereza', en: 'What is asked, in English' },
  'draft.who': { sw: 'Wanaowajibika', en: 'Who owes' },
  'draft.addressee': { sw: 'Nani anawajibika?', en: 'Who owes it?' },
  'draft.addressee.institutions': { sw: 'Taasisi', en: 'Institutions' },
  'draft.addressee.joint': {
    sw: 'e-GA kwa kushirikiana na taasisi',
    en: 'e-GA together with institutions',
  },
  'draft.addressee.ega': { sw: 'e-GA peke yake', en: 'e-GA alone' },
  'draft.addressee.central-government': {
    sw: 'Serikali kwa ujumla',
    en: 'The Government as a whole',
  },
  'draft.which': {
    sw: 'Taasisi zipi? Usipochagua chochote hapa chini, ni zote.',
    en: 'Which institutions? If nothing is chosen below, it is all of them.',
  },
  'draft.kinds': { sw: 'Aina za taasisi', en: 'Kinds of institutions' },
  'draft.kindsAre': { sw: 'Aina zilizochaguliwa', en: 'The kinds chosen' },
  'draft.kindsAre.these': { sw: 'hizi ndizo zinazohusika', en: 'these are meant' },
  'draft.kindsAre.others': { sw: 'zote isipokuwa hizi', en: 'all others are meant' },
  'draft.systems': { sw: 'Mifumo kwenye rejista', en: 'Systems in the register' },
  'draft.citizens': { sw: 'Taarifa za wananchi', en: 'Data of citizens' },
  'draft.any': { sw: 'haijalishi', en: 'does not matter' },
  'draft.systems.with': { sw: 'zenye mfumo', en: 'with a system' },
  'draft.systems.without': { sw: 'zisizo na mfumo', en: 'without a system' },
  'draft.citizens.with': {
    sw: 'zenye mfumo wenye taarifa hizo',
    en: 'with a system that holds them',
  },
  'draft.citizens.without': { sw: 'zisizo na mfumo wa namna hiyo', en: 'without such a system' },
  'draft.list': { sw: 'Orodha ya taasisi', en: 'List of institutions' },
  'draft.list.hint': {
    sw: 'Moja kwa kila mstari: jina, kifupisho au kitambulisho chake kwenye rejista',
    en: 'One a line: its name, acronym or id in the register',
  },
  'draft.combine': { sw: 'Masharti hapo juu yaunganishwe vipi?', en: 'How do these go together?' },
  'draft.combine.both': {
    sw: 'yote kwa pamoja: taasisi itimize kila sharti',
    en: 'all of them: the institution fits each',
  },
  'draft.combine.any': {
    sw: 'lolote: taasisi itimize angalau sharti moja',
    en: 'any of them: the institution fits at least one',
  },
  'draft.except': { sw: 'Isipokuwa taasisi hizi', en: 'Except these institutions' },
  'draft.due': { sw: 'Muda na tathmini', en: 'When, and how it is judged' },
  'draft.dueType': { sw: 'Muda', en: 'Due' },
  'draft.dueType.on': { sw: 'ifikapo siku moja', en: 'by one day' },
  'draft.dueType.from': {
    sw: 'kuanzia siku hiyo, bila mwisho',
    en: 'from that day on, without an end',
  },
  'draft.dueType.every-quarter': {
    sw: 'kila robo ya mwaka wa fedha, kuanzia siku hiyo',
    en: 'every quarter of the financial year, from that day',
  },
  'draft.dueDay': { sw: 'Siku', en: 'The day' },
  'draft.rule': { sw: 'Kanuni ya tathmini', en: 'Judged by' },
  'draft.rule.hint': {
    sw: 'Pasipo na kanuni inayosoma kinachoonwa na mitambo, chagua «Ushahidi unaothibitishwa na mwingine».',
    en: 'Where no rule reads what the machinery sees, choose “Evidence verified by somebody else”.',
  },
  'draft.rule.none': { sw: 'Chagua kanuni', en: 'Choose a rule' },
  'draft.rules': { sw: 'Kila kanuni inauliza nini', en: 'What each rule asks' },
  'draft.citation': { sw: 'Chanzo cha wajibu', en: 'Source of the obligation' },
  'draft.verified': {
    sw: 'Nimesoma chanzo chenyewe. Bila alama hii, ukurasa unasema «ya kuthibitishwa».',
    en: 'I have read the source itself. Without this mark the page says “to be confirmed”.',
  },
  'draft.look': { sw: 'Ona linahusu nani', en: 'See whom it concerns' },

  'look.title': { sw: 'Angalia kabla ya kutoa', en: 'Check before it is issued' },
  'look.nothing': {
    sw: 'Hakuna kilichobadilika bado. Soma kama watakavyosoma wanaohusika.',
    en: 'Nothing has changed yet. Read it as those it concerns will.',
  },
  'look.hits': {
    sw: {
      one: 'Linahusu taasisi 1 leo',
      other: 'Linahusu taasisi {count} leo',
    },
    en: { one: 'It concerns 1 institution today', other: 'It concerns {count} institutions today' },
  },
  'look.hits.none': {
    sw: 'Leo halihusu taasisi yoyote. Itakayotimiza masharti baadaye itawajibika.',
    en: 'It concerns no institution today. Whichever fits later will owe it.',
  },
  'look.government': {
    sw: 'Ni la Serikali kwa ujumla: hakuna taasisi inayofuatiliwa.',
    en: 'It is the Government’s as a whole: no institution is followed.',
  },
  'look.more': {
    sw: { one: 'na 1 nyingine', other: 'na {count} nyingine' },
    en: { one: 'and 1 more', other: 'and {count} more' },
  },
  'look.office': { sw: 'Ofisi inayotoa', en: 'Issuing office' },
  'look.issue': { sw: 'Toa elekezo sasa', en: 'Issue the directive now' },
  'look.add': { sw: 'Ongeza wajibu sasa', en: 'Add the obligation now' },
  'look.change': { sw: 'Rudi kubadilisha', en: 'Go back and change' },

  'reissue.title': { sw: 'Toa tena kwa tarehe mpya', en: 'Issue again with a new date' },
  'reissue.lead': {
    sw: 'Ofisi ya juu imelitoa tena. Wajibu wa mara moja unahamia tarehe mpya kuanzia leo; wa kila robo unabaki ulivyo. Kilichotolewa awali kinabaki kwenye historia.',
    en: 'A higher office has issued it again. What is due once moves to the new day from today; what is due every quarter stays. What was issued before stays in the history.',
  },
  'reissue.moves': { sw: 'Wajibu unaohama', en: 'What moves' },
  'reissue.moves.none': {
    sw: 'Hakuna wajibu wa mara moja unaoendelea.',
    en: 'There is no obligation that is due once.',
  },
  'reissue.dueOn': { sw: 'Tarehe mpya ya mwisho', en: 'New due day' },
  'reissue.dueOn.hint': {
    sw: 'Acha wazi ikiwa haikutajwa: tarehe za awali zinabaki.',
    en: 'Leave empty when none was given: the days before stay.',
  },
  'reissue.done': { sw: 'Elekezo limetolewa tena', en: 'The directive is issued again' },

  'end.title': { sw: 'Maliza wajibu', en: 'End the obligation' },
  'end.lead': {
    sw: 'Baada ya siku hiyo hakuna anayewajibika. Majedwali yaliyochapishwa yanabaki yalivyo.',
    en: 'After that day nobody owes it. Published tables stay as they are.',
  },
  'end.lastDay': { sw: 'Siku ya mwisho', en: 'Last day' },
  'end.why': { sw: 'Sababu, kwa wote kusoma', en: 'Why, for all to read' },
  'end.done': { sw: 'Wajibu una mwisho', en: 'The obligation has an end' },

  'field.titleSw': { sw: 'Jina kwa Kiswahili', en: 'Title in Swahili' },
  'field.titleEn': { sw: 'Jina kwa Kiingereza', en: 'Title in English' },
  'field.citation': { sw: 'Chanzo', en: 'Source' },
  'field.citation.hint': {
    sw: 'Hati, ukurasa au anuani ambako mtu mwingine ataona hayo hayo',
    en: 'A document, page or address where somebody else will see the same',
  },
} as const satisfies Messages
