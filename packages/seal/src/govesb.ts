import type { Format } from './body.ts'
import { verifyInPool } from './ecdsa.ts'
import type { Envelope } from './envelope.ts'
import { parseJsonEnvelope } from './govesb-json.ts'
import { parseXmlEnvelope } from './govesb-xml.ts'
import { defaultLimits, type Limits } from './json-scan.ts'
import type { VerifyingKey } from './keys.ts'

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
