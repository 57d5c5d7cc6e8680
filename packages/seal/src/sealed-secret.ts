import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { decodeBase64 } from './strict-base64.ts'

/**
 * AES-256-GCM: base64(iv 12 ‖ ciphertext ‖ tag 16). `aad` names what the secret belongs to, so that a sealed value
 * cannot be moved to another owner. Random ivs: one key serves far fewer than 2^32 secrets.
 */
export function sealSecret(key32: Uint8Array, aad: string, clear: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key32, iv)
  cipher.setAAD(Buffer.from(aad))
  const ciphertext = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()])
  return Buffer.concat([iv, ciphertext, cipher.getAuthTag()]).toString('base64')
}

/** The clear text, or undefined when key, `aad` or sealed text are not those of the sealing. */
export function openSecret(key32: Uint8Array, aad: string, sealed: string): string | undefined {
  const bytes = decodeBase64(sealed)
  if (bytes === undefined || bytes.length < 28) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key32, bytes.subarray(0, 12), {
    authTagLength: 16,
  })
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(bytes.subarray(-16))
  const clear = decipher.update(bytes.subarray(12, -16))
  try {
    return Buffer.concat([clear, decipher.final()]).toString()
  } catch {
    return undefined
  }
}
