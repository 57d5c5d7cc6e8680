import type { Messages } from '@mtandao/ui'

export const messages = {
  title: {
    sw: 'Taarifa ya utekelezaji wa maazimio',
    en: 'Report on the implementation of resolutions',
  },
  'title.as-of': { sw: 'Hali ilivyokuwa hadi {day}', en: 'How things stood by the end of {day}' },
  'title.today': { sw: 'Hali ilivyokuwa {at}', en: 'How things stood at {at}' },
  intro: {
    sw: 'Kila takwimu hapa imetokana na taarifa za ushahidi zilizo kwenye jukwaa: siku ileile na kanuni zilezile hutoa taarifa ya utekelezaji ileile, hadi baiti ya mwisho.',
    en: 'Every figure here rests on facts that the platform holds: the same day and the same rules give the same report, to the byte.',
  },
  'today.title': { sw: 'Siku hii bado haijaisha', en: 'This day is not over' },
  'today.words': {
    sw: 'Taarifa ya leo si ya mwisho: inaonyesha kilichojulikana hadi {at}. Anuani iliyo chini inachapisha hiihii tena.',
    en: 'Today’s report is not final: it shows what was known by {at}. The address below prints this same one again.',
  },
  'refused.title': {
    sw: 'Taarifa ya utekelezaji ya siku hiyo haipo',
    en: 'There is no report of that day',
  },

  'choose.day': { sw: 'Hali hadi mwisho wa siku', en: 'As of the end of' },
  'choose.submit': { sw: 'Onyesha', en: 'Show' },
  'download.title': { sw: 'Pakua', en: 'Download' },
  'download.pdf-sw': { sw: 'PDF kwa Kiswahili', en: 'PDF in Swahili' },
  'download.pdf-en': { sw: 'PDF kwa Kiingereza', en: 'PDF in English' },
  'download.csv': {
    sw: 'CSV: safu kwa kila wajibu na taasisi',
    en: 'CSV: a row for each obligation and institution',
  },
  'download.json': { sw: 'JSON: maudhui yote', en: 'JSON: all of the content' },
  'download.again': { sw: 'Anuani ya taarifa hiihii', en: 'Address of this same report' },

  'basis.title': { sw: 'Imetokana na nini', en: 'What it is made of' },
  'basis.caption': { sw: 'Msingi wa taarifa hii', en: 'What this report is made of' },
  'basis.item': { sw: 'Kipengele', en: 'Item' },
  'basis.value': { sw: 'Thamani', en: 'Value' },
  'basis.at': { sw: 'Hali ya', en: 'As of' },
  'basis.known-by': { sw: 'Taarifa za ushahidi hadi', en: 'Facts known by' },
  'basis.rules': { sw: 'Kanuni za tathmini', en: 'Rule set' },
  'basis.rules-are': {
    sw: 'toleo la {version}, zilianza kutumika {day}',
    en: 'version {version}, in force since {day}',
  },
  'basis.register': {
    sw: 'Rejista ya taasisi na mifumo',
    en: 'Register of institutions and systems',
  },
  'basis.register-then': { sw: 'kama ilivyohifadhiwa {at}', en: 'as it was kept on {at}' },
  'basis.register-later': {
    sw: 'ya kwanza iliyohifadhiwa, {at}; ya siku ya taarifa haikuhifadhiwa',
    en: 'the first that was kept, on {at}; that of the report’s day was not kept',
  },
  'basis.register-now': {
    sw: 'kama ilivyo wakati wa kuandaa; hakuna iliyohifadhiwa bado',
    en: 'as it was when this was made; none has been kept yet',
  },
  'basis.institutions': { sw: 'Taasisi zinazowajibika', en: 'Institutions that owe' },
  'basis.previous': { sw: 'Inalinganishwa na', en: 'Compared with' },
  'basis.previous-is': {
    sw: 'jedwali lililochapishwa la {quarter}, toleo la {edition}',
    en: 'the published table of {quarter}, edition {edition}',
  },
  'basis.previous-none': {
    sw: 'hakuna robo iliyochapishwa kabla ya hapo',
    en: 'no quarter was published before',
  },
  'basis.hash': { sw: 'Alama ya maudhui (SHA-256)', en: 'Hash of the content (SHA-256)' },

  'summary.title': { sw: 'Kwa muhtasari', en: 'In short' },
  'summary.words': {
    sw: 'Matokeo {all} yamehesabiwa: kila moja ni wajibu mmoja wa taasisi moja. Yaliyotekelezwa ni {met}, kwa sehemu {partly}, hayajatekelezwa {notMet} na hayajulikani {unknown}.',
    en: '{all} results were counted, each of one obligation of one institution: {met} met, {partly} partly, {notMet} not met and {unknown} unknown.',
  },
  'summary.late': {
    sw: 'Yaliyochelewa ni {count}: lililochelewa kuliko yote ni kwa siku {most}, na nusu ya yaliyochelewa ni kwa siku {median} au zaidi.',
    en: '{count} are late: the latest by {most} days, and half of them by {median} days or more.',
  },
  'summary.late-none': { sw: 'Hakuna kilichochelewa.', en: 'None is late.' },
  'summary.declared': {
    sw: {
      one: 'Tokeo 1 limetangazwa kuwa limetekelezwa, lakini mitambo haijaliona: limehesabiwa kama halijatekelezwa.',
      other:
        'Matokeo {count} yametangazwa kuwa yametekelezwa, lakini mitambo haijayaona: yamehesabiwa kama hayajatekelezwa.',
    },
    en: {
      one: '1 was declared done and not seen: it is counted among not met.',
      other: '{count} were declared done and not seen: they are counted among not met.',
    },
  },
  'summary.caption': { sw: 'Matokeo kwa kila azimio', en: 'Results of each resolution' },
  'summary.empty': {
    sw: 'Siku hiyo hapakuwa na elekezo lililotolewa.',
    en: 'No directive had been issued by that day.',
  },
  'col.resolution': { sw: 'Azimio', en: 'Resolution' },
  'col.obligation': { sw: 'Wajibu', en: 'Obligation' },
  'col.results': { sw: 'Matokeo', en: 'Results' },
  'col.all': { sw: 'Jumla', en: 'All' },
  'col.late': { sw: 'Siku za kuchelewa', en: 'Days late' },
  'col.office': { sw: 'Aliyetoa', en: 'Issued by' },
  'col.issued': { sw: 'Tarehe', en: 'Date' },
  'col.due': { sw: 'Tarehe ya mwisho', en: 'Due' },
  'col.source': { sw: 'Chanzo', en: 'Source' },
  'late.note': {
    sw: 'Siku za kuchelewa ni za taasisi iliyochelewa zaidi; kwenye mabano, za taasisi iliyo katikati ya zilizochelewa.',
    en: 'Days late are those of the latest institution; in brackets, of the middle one of those that are late.',
  },

  'unknown.title': { sw: 'Kisichojulikana', en: 'What is not known' },
  'unknown.results': {
    sw: 'Matokeo {count} hayajulikani kwa sababu hakuna taarifa za ushahidi za kutosha. Hayahesabiwi kama hayajatekelezwa.',
    en: '{count} results are unknown because there are too few facts. They are not counted as not met.',
  },
  'unknown.reconstructed': {
    sw: 'Namba na mipaka ya maazimio {count} imeundwa upya: chanzo hakikuyapa namba. Maneno yanayotegemewa yamenukuliwa.',
    en: 'The numbers and the cut of {count} resolutions are a reconstruction: the source gives none. The words they rest on are quoted.',
  },
  'unknown.counted': {
    sw: '{session}: chanzo kinataja idadi ya mada {topics} na nguzo {pillars}; orodha kamili haikupatikana.',
    en: '{session}: the source counts {topics} topics and {pillars} pillars; no whole list was found.',
  },
  'unknown.citations': {
    sw: 'Vyanzo vya wajibu {count} ni vya kuthibitishwa: bado hakuna aliyevisoma vyenyewe. Vimewekwa alama «ya kuthibitishwa».',
    en: 'The sources of {count} obligations are to be confirmed: nobody has read them yet.',
  },
  'unknown.settings': {
    sw: 'Viwango {count} vya kanuni za tathmini (siku, idadi ya wajumbe) havijathibitishwa kwenye sheria iliyosomwa: {keys}.',
    en: '{count} settings of the rules (days, members) are not confirmed by any law that was read: {keys}.',
  },
  'unknown.no-day': {
    sw: 'Maelekezo {count} hayakupewa tarehe ya mwisho; siku zake huhesabiwa tangu yalipoanza kutumika, au kwa robo mwaka.',
    en: '{count} directives were given no due day; their days are counted from when they took effect, or by the quarter.',
  },
  'unknown.none': { sw: 'Hakuna kilichobaki bila kujulikana.', en: 'Nothing is left unknown.' },

  'one.heading': { sw: 'Azimio la {number}: {title}', en: 'Resolution {number}: {title}' },
  'one.bookmark': { sw: '{number}. {title}', en: '{number}. {title}' },
  'one.reconstructed': {
    sw: 'Namba na mipaka ya azimio hili imeundwa upya; linategemea maneno haya ya chanzo:',
    en: 'Number and cut are a reconstruction; it rests on these words of the source, in Swahili:',
  },
  'one.rests-on': {
    sw: 'Linategemea maneno haya ya chanzo:',
    en: 'It rests on these words of the source, in Swahili:',
  },
  'one.source': { sw: 'Chanzo: {source}', en: 'Source: {source}' },
  'one.no-resolution': {
    sw: 'Elekezo hili halikutokana na azimio la kikao.',
    en: 'This directive does not come from a session’s resolution.',
  },
  'one.accepted': {
    sw: 'Lilipokelewa tarehe {day} na {holder}, {office}, bila kurekebishwa.',
    en: 'Accepted on {day} by {holder}, {office}, without amendment.',
  },
  'one.accepted-amended': {
    sw: 'Lilipokelewa tarehe {day} na {holder}, {office}, likiwa limerekebishwa:',
    en: 'Accepted on {day} by {holder}, {office}, as amended:',
  },
  'one.not-accepted': {
    sw: 'Kupokelewa kwake hakujaandikwa.',
    en: 'Its acceptance is not recorded.',
  },
  'one.issuances': { sw: 'Lilivyotolewa', en: 'How it was issued' },
  'one.not-issued': { sw: 'Bado halijatolewa.', en: 'It has not been issued yet.' },
  'one.no-day': { sw: 'haikutajwa', en: 'none was given' },
  'one.obligations': { sw: 'Wajibu na matokeo yake', en: 'Obligations and their results' },
  'one.no-obligations': {
    sw: 'Siku hiyo elekezo hili halikuwa na wajibu ulioandikwa.',
    en: 'On that day this directive had no obligation on record.',
  },
  'one.unconfirmed': { sw: '{source} (ya kuthibitishwa)', en: '{source} (to be confirmed)' },
  'one.list': { sw: '{result} ({count}): {names}', en: '{result} ({count}): {names}' },
  'one.more': {
    sw: '{names} na nyingine {count}, zilizo kwenye CSV',
    en: '{names} and {count} more, which are in the CSV',
  },
  'one.nobody': { sw: 'Hakuna taasisi inayowajibika.', en: 'No institution owes it.' },
  'one.rest': {
    sw: 'Maelekezo mengine {count} hayamo kwenye karatasi hii; yote yamo kwenye CSV na JSON.',
    en: '{count} more directives are not on this paper; all are in the CSV and the JSON.',
  },
  'one.open': { sw: 'Fungua elekezo', en: 'Open the directive' },
  'part.none': {
    sw: 'Maelekezo yasiyotokana na kikao',
    en: 'Directives that come from no session',
  },
  'part.words': {
    sw: '{from} hadi {to}, {place}.',
    en: '{from} to {to}, {place}.',
  },
  'part.people': { sw: 'Washiriki {count}.', en: '{count} participants.' },

  'changes.title': { sw: 'Kilichobadilika tangu {quarter}', en: 'What changed since {quarter}' },
  'changes.words': {
    sw: 'Kati ya matokeo {compared} yaliyolinganishwa: yaliyotekelezwa sasa {nowMet}; yasiyotekelezwa tena {noLongerMet}. Yasiyolinganishwa ni {uncompared}: ni mapya au ya robo nyingine.',
    en: 'Of {compared} results compared: now met {nowMet}; no longer met {noLongerMet}. Not compared: {uncompared}, being new or of another quarter.',
  },
  'changes.one': {
    sw: '{institution}: {obligation} – kutoka «{was}» hadi «{is}»',
    en: '{institution}: {obligation} – from “{was}” to “{is}”',
  },
  'changes.more': {
    sw: 'na mabadiliko mengine {count}, yaliyo kwenye JSON',
    en: 'and {count} more changes, which are in the JSON',
  },

  'verify.title': { sw: 'Namna ya kuhakiki', en: 'How to check' },
  'verify.again': {
    sw: 'Yeyote anaweza kuchapisha taarifa hiihii tena kwenye anuani {url}. Ikitofautiana kwa baiti moja, kuna kilichobadilishwa.',
    en: 'Anybody can print this same report again at {url}. If it differs by a byte, something was changed.',
  },
  'verify.hash': {
    sw: 'Alama iliyo chini ya kila ukurasa ni SHA-256 ya maudhui (JSON, RFC 8785). Ni ileile kwa Kiswahili na Kiingereza.',
    en: 'The hash at the foot of each page is the SHA-256 of the content (JSON, RFC 8785). It is the same in Swahili and in English.',
  },
  'verify.csv': {
    sw: 'Kila tokeo la kila taasisi liko kwenye CSV kwenye anuani hiyohiyo.',
    en: 'Every result of every institution is in the CSV at the same address.',
  },
  page: { sw: 'Ukurasa {page} kati ya {of}', en: 'Page {page} of {of}' },
} as const satisfies Messages
