import { createCipheriv, createHash, generateKeyPairSync, randomBytes } from 'node:crypto'

/** A signing key of a test party, in the form that GovESB clients carry: base64 DER without PEM lines. */
export interface TestKey {
  readonly id: string
  readonly curve: 'P-256' | 'secp256k1'
  /** PKCS#8. */
  readonly privateKey: string
  /** SubjectPublicKeyInfo. */
  readonly publicKey: string
}

export function makeKey(id: string, curve: TestKey['curve']): TestKey {
  const pair = generateKeyPairSync('ec', { namedCurve: curve === 'P-256' ? 'prime256v1' : curve })
  return {
    id,
    curve,
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  }
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** AES-256-GCM as the snapshot's `sealed` members want it: base64(iv 12 ‖ ciphertext ‖ tag 16), the id as additional data. */
export function sealFor(
  sealingKey: Buffer,
  id: string,
  clear: string,
): { readonly sealed: string } {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealingKey, iv).setAAD(Buffer.from(id))
  const sealed = Buffer.concat([
    iv,
    cipher.update(clear, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  return { sealed: sealed.toString('base64') }
}
