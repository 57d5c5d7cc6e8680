import type { Actor } from '@mtandao/identity/contract'
import { listFound, type ViewerDeps } from './find-exchanges.ts'
import type { NamedExchange } from './named.ts'
import type { ExchangeFilter } from './search-filter.ts'

/** More rows than a spreadsheet is pleasant with; the API pages on. */
export const exportRowsMax = 100_000
const pageRows = 2_000

/** Column and where its value stands; English words, because programs read it. Times are UTC. */
const columns: readonly (readonly [string, (row: NamedExchange) => string | number | null])[] = [
  ['id', (row) => row.id],
  ['at', (row) => row.at.toISOString()],
  ['ended_at', (row) => row.endedAt?.toISOString() ?? null],
  ['environment', (row) => row.environment],
  ['door', (row) => row.door],
  ['consumer_institution', (row) => row.consumerInstitution],
  ['consumer_name', (row) => row.consumerName?.sw ?? null],
  ['consumer_system', (row) => row.consumerSystem],
  ['provider_institution', (row) => row.providerInstitution],
  ['provider_name', (row) => row.providerName?.sw ?? null],
  ['provider_system', (row) => row.providerSystem],
  ['service', (row) => row.service],
  ['agreement', (row) => row.agreement],
  ['purpose', (row) => row.purpose],
  ['operation', (row) => row.operation],
  ['status', (row) => row.status],
  ['outcome', (row) => row.outcome],
  ['failed_side', (row) => row.side],
  ['latency_ms', (row) => row.latencyMs],
  ['request_bytes', (row) => row.requestBytes],
  ['response_bytes', (row) => row.responseBytes],
  ['log', (row) => row.log?.origin ?? null],
  ['request_index', (row) => row.requestIndex],
  ['response_index', (row) => row.responseIndex],
  ['answers', (row) => row.about],
]

/**
 * What is filtered as CSV (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need), read and sent page by page. The
 * first page is read before this resolves, so that a search that is too wide is refused and not a broken file.
 */
export async function exportExchanges(
  deps: ViewerDeps,
  actor: Actor,
  filter: ExchangeFilter,
): Promise<ReadableStream<Uint8Array>> {
  const pages = listFound(deps, actor, filter, { most: exportRowsMax, page: pageRows })
  const first = await pages.next()
  let next: typeof first | undefined = first
  const text = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start: (out) =>
      out.enqueue(text.encode(`\uFEFF${columns.map(([name]) => name).join(',')}\r\n`)),
    async pull(out) {
      const page = next ?? (await pages.next())
      next = undefined
      if (page.done) return out.close()
      if (page.value.length > 0) out.enqueue(text.encode(page.value.map(lineOf).join('')))
      else out.enqueue(new Uint8Array())
    },
    cancel: async () => {
      await pages.return(undefined)
    },
  })
}

function lineOf(row: NamedExchange): string {
  return `${columns.map(([, of]) => cellOf(of(row))).join(',')}\r\n`
}

/**
 * Spreadsheets run what begins with one of these (CWE-1236); an apostrophe makes it text. Names and codes come from others,
 * so every text cell is guarded.
 */
export function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const guarded = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
