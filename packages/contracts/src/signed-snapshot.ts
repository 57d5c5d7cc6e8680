import type { KeyObject } from 'node:crypto'
import { CompactSign, compactVerify } from 'jose'
import { RoutingSnapshot } from './routing-snapshot.ts'

const typ = 'routing-snapshot+jws'

/** A snapshot that cannot be trusted or read; `reason` is stable and goes to metrics and logs. */
export class SnapshotRefused extends Error {
  override readonly name = 'SnapshotRefused'
  readonly reason: 'bad-signature' | 'bad-shape' | 'expired' | 'older' | 'other-instance'
  constructor(reason: SnapshotRefused['reason'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** Compact JWS (RFC 7515), Ed25519 (`EdDSA`, RFC 8037), payload = the snapshot as JSON. */
export function signRoutingSnapshot(
  snapshot: RoutingSnapshot,
  privateKey: KeyObject,
): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(snapshot))
  return new CompactSign(payload).setProtectedHeader({ alg: 'EdDSA', typ }).sign(privateKey)
}

/**
 * Opens a signed snapshot: signature first, shape second. Expiry and order of versions are the reader's to judge.
 * @throws {SnapshotRefused} `bad-signature` or `bad-shape`
 */
export async function verifyRoutingSnapshot(
  jws: string,
  publicKey: KeyObject,
): Promise<RoutingSnapshot> {
  const payload = await openJws(jws, publicKey)
  const parsed = RoutingSnapshot.safeParse(payload)
  if (parsed.success) return parsed.data
  const first = parsed.error.issues[0]
  throw new SnapshotRefused('bad-shape', `snapshot: ${first?.path.join('.')}: ${first?.message}`)
}

async function openJws(jws: string, publicKey: KeyObject): Promise<unknown> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws.trim(), publicKey, {
      algorithms: ['EdDSA'],
    })
    if (protectedHeader.typ !== typ) throw new Error(`typ is ${protectedHeader.typ}`)
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch (cause) {
    throw new SnapshotRefused('bad-signature', 'snapshot signature does not verify', { cause })
  }
}
