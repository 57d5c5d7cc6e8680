import { createHash } from 'node:crypto'
import type { JournalEntry, Receipt } from '@mtandao/contracts'
import type { Text } from '@mtandao/problem'
import { TlogError, verifyProof, type ProvedEntry } from '@mtandao/tlog'

const ENTRIES_MAX = 1_000
/** Salts have one length: with any length, part of a body could be passed off as salt. */
const SALT_BYTES = 16

export interface Check {
  /** Stable name of the check. */
  readonly name: string
  readonly ok: boolean
  readonly text: Text
}

export interface ReceiptReport {
  readonly ok: boolean
  readonly exchange: string
  /** Whether the verifier key came from the person who asks, or from the very receipt under test. */
  readonly logKey: 'pinned' | 'from-receipt'
  readonly log: string
  /** Tree size of the checkpoint, when every proof agreed on one. */
  readonly treeSize: number | undefined
  readonly checks: readonly Check[]
  /** What the proved entries say; empty when a proof failed. */
  readonly entries: readonly JournalEntry[]
}

export interface VerifyOptions {
  /** Pinned verifier key of the log (signed-note vkey). */
  readonly vkey?: string | undefined
  /** Bodies to hold against the salted digests. */
  readonly request?: Uint8Array | undefined
  readonly response?: Uint8Array | undefined
}

/** A receipt that cannot even be read. */
export class ReceiptUnreadable extends Error {
  override readonly name = 'ReceiptUnreadable'
}

/**
 * Verifies a receipt with nothing but itself and what the options give: no network, no clock (docs/protocols/receipt.md).
 * Goes on after a failed check, so that the report tells all of them.
 * @throws ReceiptUnreadable when the text is not a receipt
 */
export function verifyReceipt(text: string, options: VerifyOptions): ReceiptReport {
  const receipt = parseReceipt(text)
  const log = options.vkey ?? receipt.log
  const checks: Check[] = []
  const check = (name: string, ok: boolean, sw: string, en: string): boolean => {
    checks.push({ name, ok, text: { sw, en } })
    return ok
  }
  if (options.vkey !== undefined)
    check(
      'log-key',
      receipt.log === options.vkey,
      'Ufunguo wa kumbukumbu ulio ndani ya risiti ni ule uliotolewa',
      'The log key inside the receipt is the one that was given',
    )
  const proved = proveEntries(receipt, log, check)
  const entries = proved === undefined ? [] : readEntries(receipt)
  if (proved !== undefined) {
    checkExchange(receipt, entries, check)
    checkOrder(receipt, entries, check)
    if (options.request !== undefined || options.response !== undefined)
      checkBodies(receipt, entries, options, check)
  }
  return {
    ok: checks.every(({ ok }) => ok),
    exchange: receipt.exchange,
    logKey: options.vkey === undefined ? 'from-receipt' : 'pinned',
    log,
    treeSize: proved?.[0]?.checkpoint.size,
    checks,
    entries,
  }
}

type CheckIt = (name: string, ok: boolean, sw: string, en: string) => boolean

function parseReceipt(text: string): Receipt {
  let value: Partial<Receipt> | null
  try {
    value = JSON.parse(text) as Partial<Receipt> | null
  } catch (cause) {
    throw new ReceiptUnreadable('not JSON', { cause })
  }
  if (value?.format !== 'serikali-mtandao/receipt/v1') throw new ReceiptUnreadable('unknown format')
  const { exchange, log, salt, entries } = value
  if (!isText(exchange) || !isText(log) || !isText(salt) || !Array.isArray(entries))
    throw new ReceiptUnreadable('a member is missing')
  if (entries.length === 0 || entries.length > ENTRIES_MAX)
    throw new ReceiptUnreadable(`between 1 and ${ENTRIES_MAX} entries are expected`)
  for (const entry of entries)
    if (!Number.isSafeInteger(entry?.index) || !isText(entry.entry) || !isText(entry.proof))
      throw new ReceiptUnreadable('an entry lacks its index, bytes or proof')
  return { format: value.format, exchange, log, salt, entries }
}

function isText(member: unknown): member is string {
  return typeof member === 'string'
}

/** Every entry's proof, under the log's key; all of them must end in the same checkpoint. */
function proveEntries(
  receipt: Receipt,
  log: string,
  check: CheckIt,
): readonly ProvedEntry[] | undefined {
  const proved: ProvedEntry[] = []
  for (const { index, entry, proof } of receipt.entries) {
    const name = `proof-of-${index}`
    try {
      const found = verifyProof(proof, Buffer.from(entry, 'base64'), { log })
      const right = found.index === index
      check(
        name,
        right,
        right
          ? `Ingizo ${index} limo katika kumbukumbu`
          : `Uthibitisho ni wa ingizo ${found.index}`,
        right ? `Entry ${index} is in the log` : `The proof is of entry ${found.index}`,
      )
      if (right) proved.push(found)
    } catch (cause) {
      if (!(cause instanceof TlogError)) throw cause
      check(
        name,
        false,
        `Ingizo ${index} halikuthibitika: ${cause.message}`,
        `Entry ${index} is not proved: ${cause.message}`,
      )
    }
  }
  if (proved.length < receipt.entries.length) return undefined
  const one = check(
    'one-checkpoint',
    proved.every((entry) => isSameCheckpoint(entry, proved[0])),
    'Uthibitisho wote unaishia kwenye alama moja ya kumbukumbu',
    'All proofs end in the same checkpoint',
  )
  return one ? proved : undefined
}

function isSameCheckpoint(a: ProvedEntry, b: ProvedEntry | undefined): boolean {
  return (
    a.checkpoint.origin === b?.checkpoint.origin &&
    a.checkpoint.size === b.checkpoint.size &&
    Buffer.from(a.checkpoint.root).equals(b.checkpoint.root)
  )
}

function readEntries(receipt: Receipt): readonly JournalEntry[] {
  try {
    return receipt.entries.map(
      ({ entry }) => JSON.parse(Buffer.from(entry, 'base64').toString('utf8')) as JournalEntry,
    )
  } catch (cause) {
    throw new ReceiptUnreadable('a proved entry is not a journal entry', { cause })
  }
}

function checkExchange(receipt: Receipt, entries: readonly JournalEntry[], check: CheckIt): void {
  check(
    'one-exchange',
    entries.every(({ exchange }) => exchange === receipt.exchange),
    'Maingizo yote ni ya muamala huu',
    'All entries are of this exchange',
  )
}

/** The first entry stands alone; every later one names its index, so an answer cannot be paired with another question. */
function checkOrder(receipt: Receipt, entries: readonly JournalEntry[], check: CheckIt): void {
  const at = entries.findIndex(({ kind }) => kind === 'request' || kind === 'refused')
  const first = receipt.entries[at]
  check(
    'has-request',
    first !== undefined,
    'Ingizo la ombi (au la kukataliwa) limo',
    'The entry of the request (or of its refusal) is there',
  )
  const later = entries.filter((_, i) => i !== at)
  check(
    'answers-request',
    first !== undefined && later.every(({ request }) => request === first.index),
    'Kila ingizo linalofuata linataja ingizo la ombi hili',
    'Every later entry names the entry of this request',
  )
}

function checkBodies(
  { salt }: Receipt,
  entries: readonly JournalEntry[],
  { request, response }: VerifyOptions,
  check: CheckIt,
): void {
  const saltBytes = Buffer.from(salt, 'base64url')
  const sound = check(
    'salt',
    saltBytes.length === SALT_BYTES,
    `Chumvi ina baiti ${SALT_BYTES}`,
    `The salt has ${SALT_BYTES} bytes`,
  )
  if (!sound) return
  if (request !== undefined) {
    const place = findBody(entries, 'question', saltBytes, request)
    const [sw, en] = REQUEST_PLACES[place ?? 'nowhere']
    check('request-body', place !== undefined, sw, en)
  }
  if (response !== undefined) {
    const place = findBody(entries, 'answer', saltBytes, response)
    const [sw, en] = RESPONSE_PLACES[place ?? 'nowhere']
    check('response-body', place !== undefined, sw, en)
  }
}

type Place = 'received' | 'sent' | 'nowhere'

const REQUEST_PLACES: Readonly<Record<Place, readonly [string, string]>> = {
  received: [
    'Mwili wa ombi ndio uliopokelewa na basi',
    'The request body is what the bus received',
  ],
  sent: ['Mwili wa ombi ndio basi liliotuma mbele', 'The request body is what the bus sent on'],
  nowhere: ['Mwili wa ombi SI ule uliorekodiwa', 'The request body is NOT the recorded one'],
}

const RESPONSE_PLACES: Readonly<Record<Place, readonly [string, string]>> = {
  received: [
    'Mwili wa jibu ndio uliopokelewa kutoka kwa mtoa huduma',
    'The response body is what the provider answered',
  ],
  sent: ['Mwili wa jibu ndio basi liliorudisha', 'The response body is what the bus returned'],
  nowhere: ['Mwili wa jibu SI ule uliorekodiwa', 'The response body is NOT the recorded one'],
}

/**
 * Where exactly this body was recorded. What `received` and `sent` mean depends on whose turn it was: in `completed` they are
 * the streamed question and answer, in a delivery to a provider what was sent is the question.
 */
function findBody(
  entries: readonly JournalEntry[],
  side: 'question' | 'answer',
  salt: Buffer,
  body: Uint8Array,
): Place | undefined {
  const sha256 = createHash('sha256').update(salt).update(body).digest('base64url')
  for (const entry of entries)
    for (const place of ['received', 'sent'] as const) {
      if (entry[place]?.sha256 === sha256 && sideOf(entry, place) === side) return place
    }
  return undefined
}

function sideOf({ kind, provider }: JournalEntry, place: 'received' | 'sent') {
  if (kind === 'request' || kind === 'refused') return 'question'
  if (kind === 'response') return 'answer'
  const isQuestionSent = kind !== 'completed' && provider !== undefined
  const isReceived = place === 'received'
  return isReceived === isQuestionSent ? 'answer' : 'question'
}
