import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { problem } from '../problems.ts'

/**
 * Lets in who shows the secret, `Authorization: Bearer {base64 of 32 bytes}`. Without a secret configured nobody is let in.
 * @throws Problem `ops-token-wrong`
 */
export function requireOpsToken(request: IncomingMessage, secret: Buffer | undefined): void {
  const shown = /^Bearer ([A-Za-z0-9+/=_-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
  // Digests are of one length whatever was shown, so the comparison tells nothing.
  const one = hash('sha256', Buffer.from(shown ?? '', 'base64'), 'buffer')
  const other = hash('sha256', secret ?? '', 'buffer')
  if (!secret || shown === undefined || !timingSafeEqual(one, other))
    throw problem('ops-token-wrong')
}
