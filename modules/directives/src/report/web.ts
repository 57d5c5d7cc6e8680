import { edge, type Route, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { Problem } from '@mtandao/problem'
import { notice } from '@mtandao/ui'
import { h } from 'preact'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { notYet } from '../parts.ts'
import { dayAt } from '../quarter.ts'
import { createDesk, type Desk } from './desk.ts'
import { messages } from './messages.ts'
import { reportAsked, reportOperations } from './operations.ts'
import { reportCsv } from './report-csv.ts'
import { noReportPage, reportPage } from './report-page.ts'
import { reportPaper } from './report-paper.ts'

const { page } = edge<Actor>()

type Asked = z.output<typeof reportAsked>
const momentIn = (asked: Asked) => ({ asOf: asked['as-of'], knownBy: asked['known-by'] })

/** The implementation report, for everybody: a page, a PDF, a CSV, and JSON. */
export function reportWeb(deps: DirectivesDeps): Web<Actor> {
  const desk = createDesk(deps)
  return {
    routes: [pageRoute(desk), pdfRoute(desk, deps), csvRoute(desk)],
    operations: reportOperations(desk),
    assets: [],
  }
}

function pageRoute(desk: Desk): Route<Actor> {
  return page({
    path: '/report',
    who: 'anyone',
    // A day that was not filled in is no day.
    at: reportAsked.extend({ 'as-of': z.union([z.literal(''), reportAsked.shape['as-of']]) }),
    async show({ say, now }, given) {
      const asOf = given['as-of'] === '' ? undefined : given['as-of']
      try {
        const report = await desk.report(momentIn({ ...given, 'as-of': asOf }))
        return reportPage(say, report, report.content.asOf)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        const asked = asOf ?? dayAt(now.getTime())
        if (error.code === 'directives.not-computed') return noReportPage(say, notYet(say), asked)
        if (error.kind.status !== 422) throw error
        const title = say.of(messages)('refused.title')
        const why = notice('bad', { title, alert: true }, h('p', null, say.text(error.kind.title)))
        return { ...noReportPage(say, why, asked), status: 422 }
      }
    },
  })
}

function pdfRoute(desk: Desk, { publicUrl }: Pick<DirectivesDeps, 'publicUrl'>): Route<Actor> {
  return page({
    path: '/report.pdf',
    who: 'anyone',
    at: reportAsked.extend({ lang: z.enum(['sw', 'en', 'qq']).optional() }),
    async show({ say }, asked) {
      const report = await desk.report(momentIn(asked))
      const language = asked.lang === 'sw' || asked.lang === 'en' ? asked.lang : say.htmlLang
      const body = await desk.print(report, language, () =>
        reportPaper(report, { language, publicUrl }),
      )
      const name = `${language === 'sw' ? 'taarifa-ya-utekelezaji' : 'implementation-report'}-${report.content.asOf}.pdf`
      return { body, type: 'application/pdf', name }
    },
  })
}

function csvRoute(desk: Desk): Route<Actor> {
  return page({
    path: '/report.csv',
    who: 'anyone',
    at: reportAsked,
    async show(_visit, asked) {
      const report = await desk.report(momentIn(asked))
      const { content } = report
      const body = await desk.print(report, 'csv', async () =>
        new TextEncoder().encode(reportCsv(content)),
      )
      const name = `taarifa-ya-utekelezaji-${content.asOf}.csv`
      return { body, type: 'text/csv; charset=utf-8', name }
    },
  })
}
