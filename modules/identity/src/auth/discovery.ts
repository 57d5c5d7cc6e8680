import { z } from 'zod'
import { problem } from '../problems.ts'

/** What OpenID Connect Discovery 1.0, section 3 says of a provider, as far as we use it. */
export interface Discovered {
  readonly issuer: string
  readonly authorization_endpoint: string
  readonly token_endpoint: string
  readonly userinfo_endpoint?: string | undefined
  readonly jwks_uri: string
}

const document = z.object({
  issuer: z.string().max(300),
  authorization_endpoint: z.url().max(1_000),
  token_endpoint: z.url().max(1_000),
  userinfo_endpoint: z.url().max(1_000).optional(),
  jwks_uri: z.url().max(1_000),
})
const bytesMax = 64 * 1024
const timeoutMs = 5_000

export function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`
}

/**
 * Asks the provider what it is. Its own word for its issuer must be the one it was asked by (section 4.3), and everything it
 * names must be reached as safely as itself.
 * @throws Problem `identity.provider-away`, `identity.provider-invalid`
 */
export async function discover(issuer: string): Promise<Discovered> {
  const body = await fetchJson(discoveryUrl(issuer))
  const parsed = document.safeParse(body)
  if (!parsed.success) throw problem('provider-invalid', { extra: { field: 'issuer' } })
  const found = parsed.data
  const { protocol } = new URL(issuer)
  const places = [
    found.authorization_endpoint,
    found.token_endpoint,
    found.userinfo_endpoint,
    found.jwks_uri,
  ]
  const safe = places.every(
    (place) => place === undefined || [protocol, 'https:'].includes(new URL(place).protocol),
  )
  if (found.issuer !== issuer || !safe)
    throw problem('provider-invalid', { extra: { field: 'issuer' } })
  return found
}

/** A JSON answer of at most 64 KiB within five seconds, and no redirect. @throws Problem `identity.provider-away` */
export async function fetchJson(
  url: string,
  headers: Record<string, string> = {},
): Promise<unknown> {
  try {
    const answer = await fetch(url, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}`)
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of answer.body) {
      bytes += part.byteLength
      if (bytes > bytesMax) throw new Error(`${url} answered too much`)
      parts.push(part)
    }
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch (cause) {
    throw problem('provider-away', { cause, extra: { field: 'issuer' } })
  }
}
