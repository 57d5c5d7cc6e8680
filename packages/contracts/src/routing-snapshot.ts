import { z } from 'zod'

/**
 * The routing snapshot: everything the gateway knows about who may call what. The platform publishes it as a
 * JWS (RFC 7515, compact, EdDSA, `typ: routing-snapshot+jws`); the gateway keeps the last good one on disk and
 * works from it alone. Unknown members are refused, so a new rule can never be silently ignored by an old gateway.
 */

/** Lower-case identifiers that appear in metrics, file names and URLs. */
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
/** X-Road style codes, one path segment each: no slash, no percent, no space. */
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
const instant = z.iso.datetime({ offset: false })
/** base64 DER, SubjectPublicKeyInfo. */
const spki = z.base64().max(1024)
const name = z.strictObject({ sw: z.string().max(300), en: z.string().max(300) })
/** AES-256-GCM under the gateway's sealing key: base64(iv 12 ‖ ciphertext ‖ tag 16), the service id as additional data. */
const sealed = z.strictObject({ sealed: z.base64().max(4096) })

export const Institution = z.strictObject({
  id,
  /** `class` and `code` are the r1 address: /r1/{instance}/{class}/{code}/… */
  class: code,
  code,
  name,
  status: z.enum(['active', 'suspended']),
})

export const System = z.strictObject({
  id,
  institution: id,
  /** The r1 subsystem code. */
  code,
  name,
  status: z.enum(['active', 'suspended']),
})

export const SigningKey = z.strictObject({
  id,
  publicKey: spki,
  curve: z.enum(['P-256', 'secp256k1', 'Ed25519']),
  notBefore: instant,
  notAfter: instant,
})

/** How the bus reaches a party that listens: a provider's service URL or a consumer's callback. */
export const Endpoint = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /**
   * `signed`: GovESB envelope signed by the bus, answer signed by the party's own key.
   * The others are plain: the bare body travels, without envelope.
   */
  security: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('signed') }),
    z.strictObject({ type: z.literal('plain') }),
    z.strictObject({ type: z.literal('bearer'), secret: sealed }),
    z.strictObject({ type: z.literal('basic'), username: z.string().max(200), secret: sealed }),
    /** Client certificate: the PEM key is sealed, the certificates are public. */
    z.strictObject({
      type: z.literal('mtls'),
      certificate: z.string().max(20_000),
      key: sealed,
      ca: z.string().max(60_000).optional(),
    }),
  ]),
})

export const Client = z.strictObject({
  /** OAuth2 client_id. */
  id,
  system: id,
  status: z.enum(['active', 'suspended']),
  /** Tokens carry the generation; raising it revokes every token issued before. */
  generation: z.int().min(0),
  /** base64url(SHA-256(secret)); secrets are 256 random bits, so a fast hash is enough. Two during a rotation. */
  secretHashes: z.array(z.string().length(43)).max(4),
  /** Keys that sign GovESB envelopes, RFC 9421 messages and private_key_jwt assertions. */
  keys: z.array(SigningKey).max(8),
  /** base64url SHA-256 thumbprints of accepted client certificates (RFC 8705). */
  certificates: z.array(z.string().length(43)).max(8),
  /** `userId` values this client may use on nida-request. */
  nidaUserIds: z.array(z.string().max(100)).max(100),
  /** Where late answers and pushed messages are delivered; absent: nothing can be delivered to it. */
  callback: Endpoint.optional(),
})

export const Service = z.strictObject({
  id,
  /** The providing system. For a push service: the producer. */
  system: id,
  /** The r1 service code. */
  code,
  name,
  version: z.string().max(20),
  kind: z.enum(['pull', 'push']),
  mode: z.enum(['sync', 'async']),
  /** GovESB code: apiCode of a pull service, pushCode of a push service. */
  esbCode: z.string().min(1).max(100).optional(),
  status: z.enum(['active', 'suspended']),
  /** Absent for push services: their consumers' callbacks are the endpoints. */
  endpoint: Endpoint.optional(),
  /** What the provider speaks; a GovESB message is translated, and both sides are put in evidence. */
  format: z.enum(['json', 'xml']),
  timeoutMs: z.int().min(50).max(300_000),
  /** Bulkhead: calls in flight to this service from one gateway process. */
  concurrency: z.int().min(1).max(10_000),
  /** Answers of this many bytes and more are refused (buffered doors only). */
  answerBytesMax: z
    .int()
    .min(1024)
    .max(64 * 1024 * 1024),
  /** Methods and path templates, for listMethods and allowedMethods. */
  endpoints: z
    .array(z.strictObject({ method: z.string().max(10), path: z.string().max(300) }))
    .max(500),
  /** OpenAPI document (JSON text) for getOpenAPI. */
  openapi: z.string().max(2_000_000).optional(),
})

export const Agreement = z.strictObject({
  id,
  /** The consuming system; every active client of it may call. */
  consumer: id,
  service: id,
  status: z.enum(['active', 'suspended', 'ended']),
  /** Why it is suspended or ended, in both languages, shown to the caller. */
  reason: name.optional(),
  /** Purpose codes; the first is assumed when the caller names none. */
  purposes: z.array(code).min(1).max(20),
  validFrom: instant,
  validUntil: instant,
  /** r1 only: what may be called. `*` one segment, `**` the rest. Methods upper case, `*` all. Empty: everything. */
  rules: z
    .array(z.strictObject({ method: z.string().max(10), path: z.string().max(300) }))
    .max(200),
  quota: z.strictObject({
    perMinute: z.int().min(1).max(10_000_000),
    perDay: z.int().min(1).max(1_000_000_000),
    concurrency: z.int().min(1).max(10_000),
  }),
})

export const RoutingSnapshot = z.strictObject({
  format: z.literal('serikali-mtandao/routing-snapshot/v1'),
  /** The r1 instance code of this bus. */
  instance: code,
  /** Strictly increasing; a gateway never goes back to a lower one. */
  version: z.int().min(1),
  issuedAt: instant,
  /** After this the gateway denies everything. */
  expiresAt: instant,
  institutions: z.array(Institution).max(20_000),
  systems: z.array(System).max(50_000),
  clients: z.array(Client).max(100_000),
  services: z.array(Service).max(50_000),
  agreements: z.array(Agreement).max(500_000),
  /**
   * Networks (`10.20.0.0/16`, `fd00:1::/32`) in which endpoints may lie although their addresses are loopback, link-local, private
   * or otherwise special (RFC 6890). Absent: none, only the public internet is called.
   */
  allowedNetworks: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .max(500)
    .optional(),
})

/** The sandbox's instance code beside production's: a gateway that pins one refuses the other. */
export function sandboxInstance(instance: string): string {
  return `${instance.slice(0, 56)}-SANDBOX`
}

export type Institution = z.infer<typeof Institution>
export type System = z.infer<typeof System>
export type SigningKey = z.infer<typeof SigningKey>
export type Endpoint = z.infer<typeof Endpoint>
export type Client = z.infer<typeof Client>
export type Service = z.infer<typeof Service>
export type Agreement = z.infer<typeof Agreement>
export type RoutingSnapshot = z.infer<typeof RoutingSnapshot>
