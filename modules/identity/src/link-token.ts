import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for a link or a bearer: only its digest is stored, so what is stored lets nobody in. */
export function makeToken(prefix = ''): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`
}

/** SHA-256. A look-up by digest tells nothing by its timing: who tries cannot choose the digest's bits. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
