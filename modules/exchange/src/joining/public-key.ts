import { createHash } from 'node:crypto'
import { holdsPrivateKey, importPublicKey, KeyFault, type Curve } from '@mtandao/seal'
import { z } from 'zod'
import { problem } from './problems.ts'

/** A public key as the bus keeps it. */
export interface PublicKey {
  /** As the snapshot and the journals call it: the first 16 hex digits of the fingerprint. */
  readonly id: string
  readonly curve: Curve
  /** base64 DER, SubjectPublicKeyInfo. */
  readonly publicKey: string
}

/** What people paste: PEM, or base64 DER over one line or several. */
export const PastedKey = z.string().trim().min(1).max(4_000)

/**
 * Reads a pasted public key and checks that it is a point of its curve. Nothing of what was pasted goes into the problem.
 * @throws Problem `joining.key-private`, `joining.key-unreadable`, both beside the field `publicKey`
 */
export function readPublicKey(pasted: string): PublicKey {
  const extra = { field: 'publicKey' }
  if (holdsPrivateKey(pasted)) throw problem('key-private', { extra })
  const publicKey = pasted.replaceAll(/-----[^-\n]*-----/g, '').replaceAll(/\s+/g, '')
  try {
    const { curve } = importPublicKey(publicKey)
    const id = fingerprintOf(publicKey).hex.replaceAll(' ', '').slice(0, 16)
    return { id, curve, publicKey }
  } catch (error) {
    if (!(error instanceof KeyFault)) throw error
    throw problem('key-unreadable', { detail: error.text, extra: { ...extra, fault: error.code } })
  }
}

/** SHA-256 of the SPKI: base64url as programs write it, and groups of hex as people compare it. */
export function fingerprintOf(publicKey: string): {
  readonly base64url: string
  readonly hex: string
} {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest()
  const groups = digest.toString('hex').match(/.{4}/g) ?? []
  return { base64url: digest.toString('base64url'), hex: groups.join(' ') }
}
