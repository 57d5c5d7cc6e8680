import type { IncomingMessage, ServerResponse } from 'node:http'
import type { JournalEntry } from '@mtandao/contracts'
import type { Logger } from '@mtandao/log'
import { problemBody } from '@mtandao/problem'
import { problemOf } from '../doors/http.ts'
import type { Receipts } from '../evidence/receipts.ts'
import { problem } from '../problems.ts'
import { requireOpsToken } from './ops-token.ts'

/**
 * Receipts for the platform, which hands them to the people of an institution: systems ask at the traffic port with their own
 * tokens. A receipt opens the salt of its exchange, so it needs the secret of this port, as failed deliveries do.
 */
export interface ReceiptsApi {
  /** Undefined: this path is not ours. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined
}

export interface ReceiptsApiOptions {
  readonly receipts: Receipts
  readonly secret: Buffer | undefined
  readonly logger: Logger
}

const onePath = /^\/receipts\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export function createReceiptsApi(options: ReceiptsApiOptions): ReceiptsApi {
  const { logger } = options
  return {
    answer(request, response) {
      const url = URL.parse(request.url ?? '/', 'http://ops')
      if (!url?.pathname.startsWith('/receipts/')) return undefined
      return reply(options, request, url).then(
        (receipt) => end(response, 200, receipt),
        (error: unknown) => {
          const no = problemOf(error)
          if (no.code === 'gateway.defect') logger.error('defect', { cause: no.cause })
          end(response, no.kind.status, problemBody(no))
        },
      )
    },
  }
}

/**
 * `institution` names on whose behalf the platform asks, and must be a party; without it the platform asks for those who
 * supervise the whole country. The entry itself is judged, not what an index says of it.
 */
async function reply(
  { receipts, secret, logger }: ReceiptsApiOptions,
  request: IncomingMessage,
  url: URL,
): Promise<unknown> {
  requireOpsToken(request, secret)
  if (request.method !== 'GET') throw problem('method-wrong')
  const exchange = onePath.exec(url.pathname)?.[1]
  if (exchange === undefined) throw problem('receipt-unknown')
  const institution = url.searchParams.get('institution') ?? undefined
  const receipt = await receipts.make(exchange, (entry) => isParty(entry, institution))
  logger.info('receipt-handed-over', { exchange, institution })
  return receipt
}

/** A provider never had what was refused before it came to it: the salt would let it test guesses of that body. */
function isParty(
  { kind, consumer, provider }: JournalEntry,
  institution: string | undefined,
): boolean {
  if (institution === undefined || consumer?.institution === institution) return true
  return kind !== 'refused' && provider?.institution === institution
}

function end(response: ServerResponse, status: number, body: unknown): void {
  const text = `${JSON.stringify(body, undefined, 1)}\n`
  response
    .writeHead(status, {
      'content-type': status === 200 ? 'application/json' : 'application/problem+json',
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    })
    .end(text)
}
