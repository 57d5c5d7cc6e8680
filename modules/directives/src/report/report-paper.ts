import { setImmediate } from 'node:timers/promises'
import { createBooklet, type Booklet, type TableColumn } from '@mtandao/paper'
import { speak, type Say } from '@mtandao/ui'
import { dueWords, quarterWords } from '../parts.ts'
import type { Counts, ReportContent, ReportDirective, ReportPart } from './content.ts'
import { messages } from './messages.ts'
import {
  acceptanceOf,
  addressOf,
  basisOf,
  changeIn,
  changesIn,
  countColumns,
  countsIn,
  headingOf,
  lateIn,
  listsOf,
  namesIn,
  resultWord,
  summaryOf,
  titleAsOf,
  unknownsOf,
  type Naming,
} from './words.ts'

/** What a paper holds at most: the rest is in the CSV, and the paper says so. */
const namesMax = 60
const changesMax = 40
const directivesMax = 100

const colours: Readonly<Record<(typeof countColumns)[number], string>> = {
  met: '#1d6b3a',
  partly: '#c28a1e',
  'not-met': '#a3271b',
  unknown: '#8b979c',
  exempt: '#35518f',
  'not-applicable': '#d5dad7',
}

interface Writing {
  readonly say: Say
  readonly booklet: Booklet
  readonly content: ReportContent
  readonly name: Naming
}

/** The report as a tagged PDF in one language. The same content gives the same bytes; it gives way to others while it is drawn. */
export async function reportPaper(
  { content, hash }: { readonly content: ReportContent; readonly hash: string },
  { language, publicUrl }: { readonly language: 'sw' | 'en'; readonly publicUrl: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const say = speak(language)
  const t = say.of(messages)
  const title = `${t('title')}, ${content.asOf}`
  const booklet = createBooklet({ title, language, at: new Date(content.knownBy) })
  const writing = { say, booklet, content, name: namesIn(say, content.institutions) }
  front(writing, hash)
  summary(writing)
  let room = directivesMax
  for (const part of content.parts) {
    const shown = part.directives.slice(0, room)
    room -= shown.length
    if (shown.length > 0) partHead(writing, part)
    for (const directive of shown) {
      one(writing, directive)
      await setImmediate()
    }
  }
  const all = content.parts.reduce((sum, { directives }) => sum + directives.length, 0)
  if (all > directivesMax) booklet.paragraph(t('one.rest', { count: all - directivesMax }))
  verify(writing, publicUrl)
  return await booklet.finish(`SHA-256 ${hash}`, (page, of) => t('page', { page, of }))
}

function front({ say, booklet, content }: Writing, hash: string): void {
  const t = say.of(messages)
  booklet.gap(10)
  booklet.heading(1, t('title'))
  for (const { session } of content.parts)
    if (session) booklet.paragraph(say.text(session.name), { size: 13 })
  booklet.paragraph(titleAsOf(say, content), { size: 13, bold: true })
  booklet.gap(6)
  if (!content.whole) {
    booklet.paragraph(t('today.title'), { bold: true })
    booklet.paragraph(t('today.words', { at: say.dateTime(new Date(content.knownBy)) }))
  }
  booklet.paragraph(t('intro'), { soft: true })
  booklet.gap(6)
  booklet.table({
    caption: t('basis.caption'),
    columns: [
      { label: t('basis.item'), share: 2, names: true },
      { label: t('basis.value'), share: 5 },
    ],
    rows: basisOf(say, content, hash).map(([item, value]) => [{ text: item, bold: true }, value]),
  })
}

function summary({ say, booklet, content }: Writing): void {
  const t = say.of(messages)
  booklet.heading(2, t('summary.title'))
  for (const words of summaryOf(say, content)) booklet.paragraph(words)
  booklet.gap(4)
  bar(booklet, say, content.counts)
  booklet.heading(2, t('unknown.title'))
  const unknowns = unknownsOf(say, content)
  if (unknowns.length === 0) booklet.paragraph(t('unknown.none'))
  else booklet.list(unknowns)
  const directives = content.parts.flatMap((part) => part.directives)
  booklet.heading(2, t('summary.caption'))
  if (directives.length === 0) {
    booklet.paragraph(t('summary.empty'))
    return
  }
  booklet.table({
    caption: t('late.note'),
    columns: countedColumns(say, t('col.resolution')),
    rows: directives.slice(0, directivesMax).map((directive) => {
      const number = directive.resolution ? `${directive.resolution.number}. ` : ''
      return [
        { text: `${number}${say.text(directive.title)}`, bold: true },
        ...counted(say, directive),
      ]
    }),
    size: 8,
  })
}

const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`

function countedColumns(say: Say, first: string): TableColumn[] {
  const t = say.of(messages)
  // Points, of the 483 that a line has: long Swahili words must stay whole.
  const shares = {
    met: 56,
    partly: 38,
    'not-met': 62,
    unknown: 52,
    exempt: 56,
    'not-applicable': 45,
  }
  return [
    { label: first, share: 96, names: true },
    ...countColumns.map((mark) => ({
      label: capital(resultWord(say, mark)),
      share: shares[mark],
      number: true,
    })),
    { label: t('col.all'), share: 30, number: true },
    { label: t('col.late'), share: 48, number: true },
  ]
}

function counted(say: Say, { counts, late }: Pick<ReportDirective, 'counts' | 'late'>): string[] {
  return [
    ...countColumns.map((mark) => say.number(counts[mark])),
    say.number(counts.all),
    lateIn(say, late, '\n'),
  ]
}

function bar(booklet: Booklet, say: Say, counts: Counts): void {
  const shares = countColumns.map((mark) => ({
    label: `${resultWord(say, mark)} ${say.number(counts[mark])}`,
    count: counts[mark],
    colour: colours[mark],
  }))
  booklet.bar(shares, countsIn(say, counts))
}

function partHead({ say, booklet }: Writing, { session }: ReportPart): void {
  const t = say.of(messages)
  booklet.room(240)
  if (!session) {
    booklet.heading(1, t('part.none'))
    return
  }
  const { name, from, to, place, participants } = session
  booklet.heading(1, say.text(name))
  const [began, ended] = [say.date(from), say.date(to)]
  booklet.paragraph(t('part.words', { from: began, to: ended, place: say.text(place) }))
  if (participants !== null) booklet.paragraph(t('part.people', { count: participants }))
}

function one(writing: Writing, directive: ReportDirective): void {
  const { say, booklet } = writing
  const t = say.of(messages)
  const { resolution } = directive
  const title = say.text(directive.title)
  const bookmark = resolution
    ? t('one.bookmark', { number: String(resolution.number), title })
    : title
  booklet.heading(2, headingOf(say, directive), bookmark)
  if (resolution) {
    const { reconstructed, sentence, citation } = resolution
    booklet.paragraph(t(reconstructed ? 'one.reconstructed' : 'one.rests-on'), { soft: true })
    // The source is Swahili, whatever language the report is in.
    booklet.paragraph(`«${sentence}»`, { quote: true, lang: 'sw' })
    booklet.paragraph(t('one.source', { source: citation }), { soft: true, size: 8.5 })
    booklet.paragraph(acceptanceOf(say, directive))
    if (directive.acceptance?.amended)
      booklet.paragraph(`«${say.text(directive.acceptance.text)}»`, { quote: true })
  } else booklet.paragraph(t('one.no-resolution'))
  issuancesOf(writing, directive)
  obligationsOf(writing, directive)
  changed(writing, directive)
}

function issuancesOf({ say, booklet }: Writing, { issuances }: ReportDirective): void {
  const t = say.of(messages)
  if (issuances.length === 0) {
    booklet.paragraph(t('one.not-issued'))
    return
  }
  booklet.table({
    caption: t('one.issuances'),
    columns: [
      { label: t('col.office'), share: 4, names: true },
      { label: t('col.issued'), share: 2 },
      { label: t('col.due'), share: 2 },
      { label: t('col.source'), share: 4 },
    ],
    rows: issuances.map(({ office, holder, issuedOn, dueOn, citation }) => [
      holder === null ? say.text(office) : `${holder}, ${say.text(office)}`,
      say.date(issuedOn),
      dueOn === null ? t('one.no-day') : say.date(dueOn),
      citation,
    ]),
  })
}

function obligationsOf(writing: Writing, directive: ReportDirective): void {
  const { say, booklet, name } = writing
  const t = say.of(messages)
  const { obligations } = directive
  if (obligations.length === 0) {
    booklet.paragraph(t('one.no-obligations'))
    return
  }
  bar(booklet, say, directive.counts)
  booklet.table({
    caption: t('one.obligations'),
    columns: countedColumns(say, t('col.obligation')),
    rows: obligations.map((obligation) => [
      { text: say.text(obligation.title), bold: true },
      ...counted(say, obligation),
    ]),
    size: 8,
  })
  for (const { title, due, citation, verified, results } of obligations) {
    booklet.heading(3, say.text(title))
    const source = verified ? citation : t('one.unconfirmed', { source: citation })
    const said = `${capital(dueWords(say, due))}. ${t('one.source', { source })}`
    booklet.paragraph(said, { soft: true, size: 8.5 })
    const lists = listsOf(say, results, { name, shownMax: namesMax })
    if (lists.length === 0) booklet.paragraph(t('one.nobody'))
    else
      booklet.list(
        lists.map(({ mark, count, names }) =>
          t('one.list', { result: capital(resultWord(say, mark)), count, names }),
        ),
        { size: 9 },
      )
  }
}

function changed({ say, booklet, content, name }: Writing, directive: ReportDirective): void {
  const words = changesIn(say, directive)
  const { changes } = directive
  if (words === null || !changes || !content.previous || changes.compared === 0) return
  const t = say.of(messages)
  const quarter = quarterWords(say, content.previous.period)
  booklet.heading(3, t('changes.title', { quarter }))
  booklet.paragraph(words)
  const shown = changes.changed.slice(0, changesMax)
  const rest = changes.changed.length - shown.length
  const lines = shown.map((change) => changeIn(say, directive, change, name))
  if (lines.length > 0)
    booklet.list(rest > 0 ? [...lines, t('changes.more', { count: rest })] : lines, { size: 9 })
}

function verify({ say, booklet, content }: Writing, publicUrl: string): void {
  const t = say.of(messages)
  booklet.heading(2, t('verify.title'))
  const url = new URL(addressOf(content), publicUrl).href
  booklet.list([t('verify.again', { url }), t('verify.hash'), t('verify.csv')])
}
