import type { Body, Format } from './body.ts'
import { verifyInPool } from './ecdsa.ts'
import { parseJsonEnvelope } from './govesb-json.ts'
import { parseXmlEnvelope } from './govesb-xml.ts'
import { defaultLimits, type Limits } from './json-scan.ts'
import type { VerifyingKey } from './keys.ts'

/** A GovESB message taken apart. Nothing in it is trusted before `verifyEnvelope` has named a key. */
export interface Envelope {
  readonly format: Format
  /** Java clients answer with `esbrequest`, so the root says nothing about the kind of message. */
  readonly root: 'object' | 'esbrequest' | 'esbresponse'
  /** The exact bytes of the `data` member as they stand in the message; in XML with both tags. */
  readonly signedText: Buffer
  /** The compact re-serialisation of `data`, to be tried second; undefined where it is the same or does not exist. */
  fallbackText(): Buffer | undefined
  /** Undefined when absent, null, or in XML empty. */
  readonly signature: string | undefined
  readonly code: { readonly kind: 'apiCode' | 'pushCode'; readonly value: string } | undefined
  readonly userId: string | undefined
  readonly requestId: string | undefined
  readonly success: boolean | undefined
  readonly message: string | undefined
  readonly body: Body | undefined
}

/**
 * Takes a message apart without changing a byte of it. Throws `EnvelopeFault` and nothing else, whatever the bytes.
 */
export function parseEnvelope(
  bytes: Buffer,
  format: Format,
  limits: Limits = defaultLimits,
): Envelope {
  return format === 'json' ? parseJsonEnvelope(bytes, limits) : parseXmlEnvelope(bytes, limits)
}

/**
 * Which of the keys signed the envelope, and over which text: the bytes as they stand, else the compact form (for senders
 * that sign one serialisation and send another). Undefined: none, and nothing may be forwarded.
 */
export async function verifyEnvelope(
  envelope: Envelope,
  keys: readonly VerifyingKey[],
): Promise<{ readonly key: VerifyingKey; readonly text: 'raw' | 'compact' } | undefined> {
  const { signature, signedText } = envelope
  if (signature === undefined) return undefined
  for (const key of keys)
    if (await verifyInPool(key, signedText, signature)) return { key, text: 'raw' }
  const compact = envelope.fallbackText()
  if (compact === undefined) return undefined
  for (const key of keys)
    if (await verifyInPool(key, compact, signature)) return { key, text: 'compact' }
  return undefined
}
