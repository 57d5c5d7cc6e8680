import type { Hash } from 'node:crypto'
import type { BodyDigest } from '@mtandao/contracts'
import type { RunningDigest } from '../evidence/recorder.ts'
import { problem } from '../problems.ts'
import { streamedDigestCheck } from './r1-signature.ts'
import type { R1Message } from './r1-message.ts'

/** A request body on its way through: never whole in memory, hashed as it passes. */
export interface StreamedRequest {
  readonly body: AsyncIterable<Buffer>
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
  const check = streamedDigestCheck(message)

  async function* pass(): AsyncGenerator<Buffer> {
    let bytes = 0
    let held: Buffer | undefined
    for await (const chunk of message.request as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > bytesMax) throw problem('body-too-large', { extra: { bytesMax } })
      digest.update(chunk)
      requestHash.update(chunk)
      check?.update(chunk)
      if (held) yield held
      held = chunk
    }
    if (!message.request.complete) throw problem('body-truncated')
    if (check && !check.matches()) throw problem('digest-mismatch')
    done = { digest: digest.done(), hash: requestHash.digest('base64') }
    if (held) yield held
  }

  return {
    body: pass(),
    digest: () => done?.digest ?? { bytes: 0 },
    requestHash: () => done?.hash,
  }
}
