import type { Hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BodyDigest } from '@mtandao/contracts'
import type { RunningDigest } from '../evidence/recorder.ts'
import type { AnswerTail } from '../forward/upstream.ts'
import { problem } from '../problems.ts'
import { problemOf } from './http.ts'
import { streamedDigestCheck } from './r1-signature.ts'
import type { R1Message } from './r1-message.ts'

/** A request body on its way through: never whole in memory, hashed as it passes. */
export interface StreamedRequest {
  readonly body: AsyncIterable<Buffer>
  /** Of the whole; until it has passed, how much of it has. */
  digest(): BodyDigest
  /** `undefined` until the last byte has passed. */
  requestHash(): string | undefined
}

/**
 * The last part is held back until the whole is known to be within the limit and, where the caller signed a digest, to be
 * what it signed: until then the provider cannot take the message for complete.
 */
export function streamRequest(
  message: R1Message,
  digest: RunningDigest,
  requestHash: Hash,
  bytesMax: number,
): StreamedRequest {
  let done: { digest: BodyDigest; hash: string } | undefined
  let bytes = 0
  const check = streamedDigestCheck(message)

  async function* pass(): AsyncGenerator<Buffer> {
    let held: Buffer | undefined
    for await (const chunk of partsOf(message.request)) {
      bytes += chunk.length
      if (bytes > bytesMax) throw problem('body-too-large', { extra: { bytesMax } })
      digest.update(chunk)
      requestHash.update(chunk)
      check?.update(chunk)
      if (held) yield held
      held = chunk
    }
    if (check && !check.matches()) throw problem('digest-mismatch')
    done = { digest: digest.done(), hash: requestHash.digest('base64') }
    if (held) yield held
  }

  return {
    body: pass(),
    digest: () => done?.digest ?? { bytes },
    requestHash: () => done?.hash,
  }
}

/** Leaving off early keeps the connection: the caller is still to be told why. */
async function* partsOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  } catch (cause) {
    throw problem('body-truncated', { cause })
  }
  if (!request.complete) throw problem('body-truncated')
}

/** What of a large answer was handed to the consumer's connection. */
export interface PassedAnswer {
  readonly outcome: string
  readonly digest: BodyDigest
}

/** A consumer that takes nothing for so long is given up: its agreement's place is wanted by others. */
const consumerWaitMs = 60_000

/** Lets a large answer through as it comes, hashed on the way. */
export async function streamAnswer(
  response: ServerResponse,
  head: { readonly status: number; readonly headers: string[] },
  tail: AnswerTail,
  digest: RunningDigest,
): Promise<PassedAnswer> {
  let left: string | undefined
  let wake = () => undefined as void
  const leave = (why: string) => {
    left ??= why
    tail.abort()
    wake()
  }
  const onClose = () => leave('consumer.went-away')
  const onDrain = () => wake()
  response.on('drain', onDrain).on('close', onClose)
  if (response.destroyed) onClose()
  try {
    response.writeHead(head.status, head.headers)
    await tail.pipe(
      (chunk) => {
        if (left !== undefined) return true
        digest.update(chunk)
        return response.write(chunk)
      },
      async () => {
        if (left !== undefined) return
        const slow = setTimeout(() => leave('consumer.too-slow'), consumerWaitMs)
        await new Promise<void>((resolve) => (wake = resolve))
        clearTimeout(slow)
      },
    )
  } catch (error) {
    left ??= problemOf(error).code
  } finally {
    response.off('drain', onDrain).off('close', onClose)
  }
  if (left === undefined) response.end()
  else response.destroy() // the head has gone: only a broken connection can still say that the body is not whole
  return { outcome: left ?? 'ok', digest: digest.done() }
}
