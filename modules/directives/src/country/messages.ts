import type { Messages } from '@mtandao/ui'

/** The country's pages. */
export const messages = {
  'country.title': {
    sw: 'Utekelezaji wa maelekezo nchini',
    en: 'Implementation across the country',
  },
  'country.lead': {
    sw: 'Kila taasisi kwa kila elekezo: nini kimetekelezwa, nini hakijatekelezwa na nini hakijulikani, kwa taarifa za ushahidi zilizoandikwa na mitambo yenyewe.',
    en: 'Every institution by every directive: what is met, what is not and what is unknown, from facts that the machinery itself wrote.',
  },
  'tab.matrix': { sw: 'Taasisi na maelekezo', en: 'Institutions and directives' },
  'tab.trend': { sw: 'Mwenendo kwa robo mwaka', en: 'Trend by quarter' },
  'tab.kinds': { sw: 'Kwa aina ya taasisi', en: 'By kind of institution' },

  'filter.search': { sw: 'Taasisi', en: 'Institution' },
  'filter.search.hint': { sw: 'Jina au kifupisho', en: 'Name or acronym' },
  'filter.directive': { sw: 'Elekezo', en: 'Directive' },
  'filter.result': { sw: 'Matokeo', en: 'Result' },
  'filter.late': { sw: 'Kuchelewa', en: 'Lateness' },
  'filter.late.yes': { sw: 'Zilizochelewa tu', en: 'Late ones only' },
  'filter.kind': { sw: 'Aina ya taasisi', en: 'Kind of institution' },
  'filter.region': { sw: 'Mkoa', en: 'Region' },
  'filter.order': { sw: 'Mpangilio', en: 'Order' },
  'order.name': { sw: 'Kwa jina', en: 'By name' },
  'order.not-met': { sw: 'Zenye mengi yasiyotekelezwa kwanza', en: 'Most not met first' },
  'order.late': { sw: 'Zilizochelewa zaidi kwanza', en: 'Latest first' },
  'filter.any': { sw: 'Yote', en: 'Any' },
  'filter.any.kind': { sw: 'Zote', en: 'All' },
  'filter.submit': { sw: 'Onyesha', en: 'Show' },
  'filter.clear': { sw: 'Ondoa vichujio', en: 'Clear the filters' },
  'filter.more': { sw: 'Vichujio zaidi', en: 'More filters' },

  'counts.title': { sw: 'Matokeo yote', en: 'All results' },
  'counts.whole': {
    sw: {
      one: 'Wajibu 1 wa taasisi {institutions}.',
      other: 'Wajibu {count} wa taasisi {institutions}, chini ya maelekezo {directives}.',
    },
    en: {
      one: '1 obligation of {institutions} institutions.',
      other: '{count} obligations of {institutions} institutions, under {directives} directives.',
    },
  },
  'counts.one': {
    sw: 'Wajibu {count} wa taasisi {institutions}, chini ya elekezo lililochaguliwa.',
    en: '{count} obligations of {institutions} institutions, under the directive chosen.',
  },
  'counts.filtered': {
    sw: 'Takwimu hizi ni za taasisi na maelekezo yaliyochujwa tu.',
    en: 'These figures are of the filtered institutions and directives alone.',
  },
  'counts.late': {
    sw: 'Taasisi iliyochelewa zaidi: siku {days}.',
    en: 'The latest institution: {days} days.',
  },

  'matrix.caption': {
    sw: 'Matokeo ya kila taasisi kwa kila elekezo',
    en: 'Results of each institution by each directive',
  },
  'matrix.region': {
    sw: 'Jedwali la taasisi na maelekezo; linaweza kusogezwa',
    en: 'Table of institutions and directives; it may scroll',
  },
  'matrix.institution': { sw: 'Taasisi', en: 'Institution' },
  'matrix.total': { sw: 'Jumla', en: 'Total' },
  'matrix.total.of': {
    sw: { one: 'taasisi 1', other: 'taasisi {count}' },
    en: { one: '1 institution', other: '{count} institutions' },
  },
  'matrix.nothing': { sw: 'haina wajibu', en: 'owes nothing' },
  'matrix.directive': { sw: 'Elekezo la {number}', en: 'Directive {number}' },
  'matrix.late': {
    sw: { one: 'siku 1', other: 'siku {count}' },
    en: { one: '1 day', other: '{count} days' },
  },
  'matrix.late.said': { sw: 'imechelewa', en: 'late by' },
  'matrix.late.most': { sw: 'iliyochelewa zaidi:', en: 'latest:' },
  'matrix.late.means': {
    sw: 'Namba kando ya alama ni idadi ya wajibu; alama peke yake ni wajibu mmoja. «siku 12» ni siku tangu tarehe ya mwisho ipite; katika jumla ni za taasisi iliyochelewa zaidi.',
    en: 'The number beside a sign is how many obligations; a sign alone is one. “12 days” is how long ago the due day passed; in totals, of the latest institution.',
  },
  'matrix.shown': {
    sw: 'Zinaonyeshwa taasisi {shown} kati ya {count}.',
    en: 'Showing {shown} of {count} institutions.',
  },
  'matrix.empty': {
    sw: 'Hakuna taasisi inayolingana na ulichochagua.',
    en: 'No institution fits what you chose.',
  },
  'matrix.none': {
    sw: 'Bado hakuna elekezo lililotolewa, kwa hiyo hakuna wajibu wa kuonyesha.',
    en: 'No directive has been issued yet, so there is nothing that anybody owes.',
  },
  'matrix.none.next': { sw: 'Angalia maelekezo', en: 'See the directives' },
  'matrix.csv': { sw: 'Pakua jedwali (CSV)', en: 'Download the table (CSV)' },
  'matrix.csv.hint': {
    sw: 'taasisi zote zilizochujwa, si ukurasa huu tu',
    en: 'every institution found, not this page alone',
  },
  'key.title': { sw: 'Maelekezo kwa namba zake', en: 'The directives by number' },

  'kinds.title': { sw: 'Matokeo kwa aina ya taasisi', en: 'Results by kind of institution' },
  'kinds.lead': {
    sw: 'Idadi ya wajibu kwa kila tokeo, kwa kila aina ya taasisi.',
    en: 'How many obligations have each result, for each kind of institution.',
  },
  'kinds.kind': { sw: 'Aina', en: 'Kind' },
  'kinds.none': { sw: 'Aina haijaandikwa', en: 'Kind not recorded' },
  'kinds.central': { sw: 'Serikali Kuu kwa ujumla', en: 'Central Government as a whole' },
  'kinds.institutions': { sw: 'Taasisi', en: 'Institutions' },
  'kinds.late': { sw: 'Kuchelewa zaidi (siku)', en: 'Days late (most)' },
  'kinds.share': { sw: 'Mgawanyo', en: 'Shares' },

  'trend.title': { sw: 'Mwenendo kwa robo mwaka', en: 'Trend by quarter' },
  'trend.lead': {
    sw: 'Kutoka kwenye majedwali yaliyochapishwa mwisho wa kila robo ya mwaka wa fedha. Nguzo ya mwisho ni hali ya sasa, ambayo haijachapishwa.',
    en: 'From the tables published at the end of each quarter of the financial year. The last bar is how things stand now, which is not published.',
  },
  'trend.chart': {
    sw: 'Wajibu kwa tokeo, kila robo mwaka',
    en: 'Obligations by result, each quarter',
  },
  'trend.chart.says': {
    sw: 'Nguzo moja kwa kila robo mwaka. Mwisho: imetekelezwa {met}, kwa sehemu {partly}, haijatekelezwa {notMet}, haijulikani {unknown}.',
    en: 'One bar for each quarter. At the end: met {met}, partly {partly}, not met {notMet}, unknown {unknown}.',
  },
  'trend.axis': { sw: 'Robo mwaka', en: 'Quarter' },
  'trend.now': { sw: 'Sasa', en: 'Now' },
  'trend.now.label': { sw: 'Sasa (haijachapishwa)', en: 'Now (not published)' },
  'trend.edition': { sw: 'toleo la {edition}', en: 'edition {edition}' },
  'trend.ruleset': { sw: 'Kanuni za tathmini', en: 'Rule set' },
  'trend.ruleset.number': { sw: 'toleo la {version}', en: 'version {version}' },
  'trend.as-of': { sw: 'Hali ya', en: 'As of' },
  'trend.table': { sw: 'Robo zote', en: 'Every quarter' },
  'trend.table.caption': {
    sw: 'Idadi ya wajibu kwa tokeo, kila robo mwaka',
    en: 'How many obligations by result, each quarter',
  },
  'trend.more': {
    sw: 'Zinaonyeshwa robo {count} za mwisho.',
    en: 'The last {count} quarters are shown.',
  },
  'trend.compare': {
    sw: 'Idadi ya wajibu hubadilika: maelekezo mapya hutolewa, taasisi na mifumo husajiliwa, na kanuni za tathmini hupata toleo jipya. Kila jedwali linasema lilitumia toleo gani.',
    en: 'How much is owed changes: directives are issued, institutions and systems registered, rule sets get another version. Each table says which version it was made with.',
  },
  'trend.empty': {
    sw: 'Bado hakuna jedwali la robo mwaka lililochapishwa, kwa hiyo hakuna mwenendo wa kuonyesha. Hii ni hali ya sasa tu:',
    en: 'No table of a quarter has been published yet, so there is no trend to show. This is only how things stand now:',
  },

  'institution.back': { sw: 'Nchi nzima', en: 'The whole country' },
  'institution.title': { sw: 'Utekelezaji: {name}', en: 'How {name} stands' },
  'institution.register': { sw: 'Taasisi kwenye rejista', en: 'The institution on the register' },
  'institution.owed': {
    sw: 'Wajibu wetu, na hatua inayofuata',
    en: 'What we owe, and the next step',
  },
  'institution.empty': {
    sw: 'Taasisi hii haina wajibu wowote chini ya maelekezo yaliyotolewa.',
    en: 'This institution owes nothing under the directives issued.',
  },
  'institution.empty.directive': {
    sw: 'Taasisi hii haina wajibu wowote chini ya elekezo hili.',
    en: 'This institution owes nothing under this directive.',
  },
  'institution.all': { sw: 'Maelekezo yote', en: 'All directives' },
  'institution.only': {
    sw: 'Yanaonyeshwa matokeo ya elekezo moja tu.',
    en: 'Results of one directive only are shown.',
  },
  'results.obligation': { sw: 'Wajibu', en: 'Obligation' },
  'results.result': { sw: 'Matokeo', en: 'Result' },
  'results.due': { sw: 'Tarehe ya mwisho', en: 'Due' },
  'results.why': { sw: 'Sababu', en: 'Reason' },
  'results.reply': { sw: 'Maelezo na jibu la e-GA', en: 'Reply, and e-GA’s answer' },
  'results.status': { sw: 'Hatua ya kazi', en: 'Work' },
  'results.table': { sw: 'Matokeo chini ya elekezo: {title}', en: 'Results under: {title}' },
  'reply.none': { sw: 'hakuna', en: 'none' },
  'reply.answered': { sw: 'e-GA imejibu', en: 'e-GA has answered' },
  'reply.answered.late': {
    sw: { one: 'e-GA ilijibu, ikachelewa siku 1', other: 'e-GA ilijibu, ikachelewa siku {count}' },
    en: { one: 'e-GA answered, 1 day late', other: 'e-GA answered, {count} days late' },
  },
  'reply.due': { sw: 'e-GA inapaswa kujibu ifikapo {day}', en: 'e-GA is to answer by {day}' },
  'reply.late': {
    sw: { one: 'e-GA imechelewa kujibu siku 1', other: 'e-GA imechelewa kujibu siku {count}' },
    en: { one: 'e-GA’s answer is 1 day late', other: 'e-GA’s answer is {count} days late' },
  },
} as const satisfies Messages
