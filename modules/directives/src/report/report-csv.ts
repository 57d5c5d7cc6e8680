import { csvOf } from '@mtandao/paper'
import { centralGovernment } from '../addressees.ts'
import { centralGovernmentName } from '../parts.ts'
import { reasonWords } from '../reasons.ts'
import type {
  NamedInstitution,
  ReportContent,
  ReportDirective,
  ReportObligation,
  ReportRow,
} from './content.ts'

interface Row {
  readonly content: ReportContent
  readonly session: string | null
  readonly directive: ReportDirective
  readonly obligation: ReportObligation
  readonly row: ReportRow
  readonly institution: NamedInstitution
}

type Column = readonly [name: string, value: (row: Row) => string | number | null]

/** Their order and names stay: programs read them. A new one goes to the end. */
const columns: readonly Column[] = [
  ['as_of', ({ content }) => content.asOf],
  ['known_by', ({ content }) => content.knownBy],
  ['rule_set', ({ content }) => content.ruleSet.version],
  ['session', ({ session }) => session],
  ['resolution', ({ directive }) => directive.resolution?.number ?? null],
  ['directive', ({ directive }) => directive.id],
  ['directive_sw', ({ directive }) => directive.title.sw],
  ['directive_en', ({ directive }) => directive.title.en],
  ['obligation', ({ obligation }) => obligation.id],
  ['obligation_sw', ({ obligation }) => obligation.title.sw],
  ['obligation_en', ({ obligation }) => obligation.title.en],
  ['institution', ({ institution }) => institution.id],
  ['acronym', ({ institution }) => institution.acronym],
  ['institution_sw', ({ institution }) => institution.name.sw],
  ['institution_en', ({ institution }) => institution.name.en],
  ['kind', ({ institution }) => institution.kind],
  ['period', ({ row }) => row.period],
  ['due_on', ({ row }) => row.dueOn],
  ['result', ({ row }) => row.result],
  ['declared_only', ({ row }) => (row.declaredOnly ? 'yes' : 'no')],
  ['days_late', ({ row }) => row.daysLate],
  ['exempt_until', ({ row }) => row.exemptUntil],
  ['rule', ({ row }) => row.rule],
  ['reason', ({ row }) => row.why?.code ?? null],
  ['reason_sw', ({ row }) => reasonIn(row, 'sw')],
  ['reason_en', ({ row }) => reasonIn(row, 'en')],
]

/** One row for each resolution, obligation and institution. Codes as in the API; the reason only where it is everybody's. */
export function reportCsv(content: ReportContent): string {
  const named = new Map(content.institutions.map((one) => [one.id, one]))
  const rows: Row[] = []
  for (const { session, directives } of content.parts)
    for (const directive of directives)
      for (const obligation of directive.obligations)
        for (const row of obligation.results) {
          const institution = named.get(row.institution) ?? unnamed(row.institution)
          rows.push({
            content,
            session: session?.id ?? null,
            directive,
            obligation,
            row,
            institution,
          })
        }
  return csvOf(
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, value]) => value(row))),
  )
}

function unnamed(id: string): NamedInstitution {
  const name = id === centralGovernment ? centralGovernmentName : { sw: id, en: id }
  return { id, name, acronym: null, kind: null }
}

function reasonIn({ why }: ReportRow, language: 'sw' | 'en'): string | null {
  const words = why && reasonWords[why.code]?.[language]
  if (!why || !words) return null
  return words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(why.params[name] ?? whole))
}
