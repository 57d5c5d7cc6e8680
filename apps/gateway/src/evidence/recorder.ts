import { createHash, hash, type Hash } from 'node:crypto'
import type { BodyDigest, EntryKind, Party } from '@mtandao/contracts'
import type { Journal } from '@mtandao/tlog'
import { exchangeId, instantText, type Clock } from '../clock.ts'
import { problem } from '../problems.ts'
import { mint, type Recorded } from '../proofs.ts'
import { encodeEntry, type CommonFacts, type EntryHead, type OwnFacts } from './encode-entry.ts'

/** What a step knows about the message; the recorder adds id, time, indices and digests. */
export type Facts = OwnFacts & {
  readonly common: CommonFacts
  /** Bytes as they came in, and as they went out where the bus changed them. Only their salted digests are kept. */
  readonly receivedBody?: Buffer | BodyDigest
  readonly sentBody?: Buffer | BodyDigest
}

/** Puts messages in evidence. Every promise resolves only when the entry is durable. */
export interface Recorder {
  readonly worker: number
  /** The first entry of an exchange, before anything is forwarded. @throws Problem `not-recorded` */
  request(facts: Facts): Promise<Recorded>
  /** An entry for a message that the bus itself refuses. @throws Problem `not-recorded` */
  refused(facts: Facts): Promise<Recorded>
  /** A later entry of an exchange. @throws Problem `answer-not-recorded` */
  later(
    asked: Pick<Recorded, 'exchange' | 'request' | 'salt'>,
    kind: EntryKind,
    facts: Facts,
  ): Promise<Recorded>
  /** Takes up an exchange whose request entry an earlier process made durable. */
  resume(exchange: string, request: number, common: CommonFacts): Recorded
  /** A running salted digest for a body that streams. */
  digest(salt: Buffer): RunningDigest
  /** The salt of an exchange, for its receipt. */
  saltOf(exchange: string): Buffer
  /** Writes `closed` for answers that could not be recorded when they came; called on a timer and at drain. */
  settle(): Promise<void>
}

export interface RunningDigest {
  update(chunk: Buffer): void
  done(): BodyDigest
}

/** Exchanges whose answer could not be recorded wait here for a journal that works again; beyond this the oldest is left to fsck. */
const unsettledMax = 100_000

/** @param saltKey 32 bytes; whoever holds it can test guesses of a body against its digest, so it stays on the gateway. */
export function createRecorder(
  journal: Journal,
  worker: number,
  saltKey: Buffer,
  clock: Clock,
): Recorder {
  const unsettled = new Map<
    string,
    { readonly request: number; readonly salt: Buffer; readonly common: CommonFacts }
  >()
  const saltOf = createSalts(saltKey)

  function write(
    kind: EntryKind,
    exchange: string,
    salt: Buffer,
    facts: Facts,
    request: number | undefined,
  ) {
    const { receivedBody, sentBody, common } = facts
    const head: EntryHead = {
      at: instantText(clock.stamp()),
      exchange,
      kind,
      received: receivedBody && digestOf(salt, receivedBody),
      request,
      sent: sentBody && digestOf(salt, sentBody),
    }
    return new Promise<Recorded>((resolve, reject) => {
      const index = journal.append(encodeEntry(head, facts, common), (error) => {
        if (error) reject(error)
        else resolve(mint<Recorded>({ exchange, index, request: request ?? index, salt, common }))
      })
    })
  }

  function first(kind: EntryKind, facts: Facts): Promise<Recorded> {
    const exchange = exchangeId(clock.stamp(), worker, journal.nextIndex)
    return write(kind, exchange, saltOf(exchange), facts, undefined).catch((cause: unknown) => {
      throw problem('not-recorded', { cause })
    })
  }

  return {
    worker,
    saltOf,
    request: (facts) => first('request', facts),
    refused: (facts) => first('refused', facts),
    later({ exchange, request, salt }, kind, facts) {
      return write(kind, exchange, salt, facts, request).catch((cause: unknown) => {
        if (kind === 'response' && unsettled.size < unsettledMax)
          unsettled.set(exchange, { request, salt, common: facts.common })
        throw problem('answer-not-recorded', { cause })
      })
    },
    resume: (exchange, request, common) =>
      mint<Recorded>({ exchange, index: request, request, salt: saltOf(exchange), common }),
    digest: runningDigest,
    async settle() {
      for (const [exchange, { request, salt, common }] of unsettled) {
        await write(
          'closed',
          exchange,
          salt,
          { common, outcome: 'gateway.answer-not-recorded', side: 'bus' },
          request,
        )
        unsettled.delete(exchange)
      }
    },
  }
}

/** The salt of an exchange, from the salt key. The key comes first and both parts have a fixed length, so SHA-256 alone is a sound keyed function here. */
export function createSalts(saltKey: Buffer): (exchange: string) => Buffer {
  const salting = Buffer.alloc(32 + 36)
  saltKey.copy(salting)
  return (exchange) => {
    salting.write(exchange, 32, 'latin1')
    return hash('sha256', salting, 'buffer').subarray(0, 16)
  }
}

let scratch = Buffer.allocUnsafe(64 * 1024)

/** base64url(SHA-256(salt ‖ body)). One hash call over one buffer: twice as fast as a hash object for small bodies. */
function digestOf(salt: Buffer, body: Buffer | BodyDigest): BodyDigest {
  if (!Buffer.isBuffer(body)) return body
  const length = salt.length + body.length
  if (length > 1024 * 1024) {
    const running = runningDigest(salt)
    running.update(body)
    return running.done()
  }
  if (scratch.length < length) scratch = Buffer.allocUnsafe(length * 2)
  salt.copy(scratch)
  body.copy(scratch, salt.length)
  return { bytes: body.length, sha256: hash('sha256', scratch.subarray(0, length), 'base64url') }
}

function runningDigest(salt: Buffer): RunningDigest {
  const state: Hash = createHash('sha256').update(salt)
  let bytes = 0
  return {
    update(chunk) {
      bytes += chunk.length
      state.update(chunk)
    },
    done: () => ({ bytes, sha256: state.digest('base64url') }),
  }
}

const partyOf = new WeakMap<object, Party>()

/** The journal's name of a party; one object per client or system, so that its text is made once. */
export function party(
  of: {
    readonly system: { readonly id: string }
    readonly institution: { readonly id: string }
  },
  client?: { readonly id: string },
): Party {
  const known = partyOf.get(client ?? of)
  if (known) return known
  const made: Party = {
    institution: of.institution.id,
    system: of.system.id,
    ...(client && { client: client.id }),
  }
  partyOf.set(client ?? of, made)
  return made
}
