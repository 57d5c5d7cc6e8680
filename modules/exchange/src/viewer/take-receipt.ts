import type { Audit } from '@mtandao/audit/contract'
import { holds, seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Logger } from '@mtandao/log'
import type { ViewerDeps } from './find-exchanges.ts'
import { getExchange } from './get-exchange.ts'
import { problem } from './problems.ts'

export interface ReceiptDeps extends ViewerDeps {
  readonly audit: Audit
  /** Operations ports of all gateways, of both buses. */
  readonly opsUrls: readonly string[]
  readonly opsToken: string | undefined
  readonly log: Logger
}

const timeoutMs = 10_000
/** An exchange has a handful of entries of 64 KiB at most, with their proofs. */
const receiptBytesMax = 4 * 1024 * 1024

/**
 * The receipt as the gateway gives it to the systems of the parties: JSON, verifiable offline. That it was handed over is put
 * on record: it opens the salt of the exchange.
 * @throws Problem `viewer.exchange-not-found`, `viewer.receipt-not-here`, `viewer.receipt-unavailable`
 */
export async function takeReceipt(
  deps: ReceiptDeps,
  actor: Actor,
  id: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { exchange, mayTakeReceipt } = await getExchange(deps, actor, id)
  if (!mayTakeReceipt) throw problem('exchange-not-found')
  const receipt = await fetchReceipt(deps, id, seesCountry(actor) ? undefined : actor.institution)
  // Not in the reader's scope: an auditor's transactions are read only, and what an auditor takes is recorded all the same.
  await deps.database.transact((db) =>
    deps.audit.record(db, actor, {
      action: 'exchange.receipt-taken',
      subject: { type: 'exchange', id },
      institutions: [exchange.consumerInstitution, exchange.providerInstitution].filter(
        (one) => one !== null,
      ),
      detail: { supervising: holds(actor, 'ega-officer', 'auditor') },
    }),
  )
  return receipt
}

/** The id does not say which node carried it, so each is asked; there are few, and all but one know nothing of it. */
async function fetchReceipt(
  { opsUrls, opsToken, log }: ReceiptDeps,
  id: string,
  institution: string | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  if (opsToken === undefined) throw problem('receipt-unavailable')
  let unreachable = false
  for (const opsUrl of opsUrls) {
    const url = new URL(`/receipts/${id}`, opsUrl)
    if (institution !== undefined) url.searchParams.set('institution', institution)
    try {
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${opsToken}` },
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      })
      if (answer.status === 200) return await readBytes(answer)
      await answer.body?.cancel()
      if (answer.status !== 404) {
        log.warn('receipt-not-given', { opsUrl, status: answer.status })
        unreachable = true
      }
    } catch (error) {
      log.warn('receipt-not-given', { opsUrl, error })
      unreachable = true
    }
  }
  throw problem(unreachable ? 'receipt-unavailable' : 'receipt-not-here')
}

async function readBytes(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length
    if (bytes > receiptBytesMax) throw new Error('the receipt is larger than a receipt can be')
    chunks.push(chunk)
  }
  return Uint8Array.from(Buffer.concat(chunks))
}
