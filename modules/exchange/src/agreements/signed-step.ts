import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { canonicalize } from '@mtandao/seal'
import { z } from 'zod'
import { sha256 } from './content.ts'

/**
 * One approval as the record keeps it: who, in which office, when, of which content, after which step; signed by the platform
 * with Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of the statement. docs/protocols/agreement-record.md.
 */
const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const StepStatement = z.strictObject({
  format: z.literal('serikali-mtandao/agreement-step/v1'),
  agreement: z.string().max(64),
  version: z.int().min(1),
  /** Place in the chain of this version, from 1. */
  number: z.int().min(1),
  step: z.enum([
    'request',
    'consumer-data-protection',
    'ask',
    'technical',
    'provider-data-protection',
    'approve',
  ]),
  verdict: z.enum(['approved', 'refused', 'returned']),
  /** SHA-256 of the canonical content, hex. */
  content: hash,
  /** SHA-256 of the statement before, hex; null for the first. */
  previous: hash.nullable(),
  person: z.strictObject({ id: z.string().max(64), name: z.string().max(200) }),
  role: z.string().max(40),
  institution: z.string().max(64),
  at: z.iso.datetime(),
  /** Why it was refused or returned, or what the person added. */
  words: z.string().max(2000).nullable(),
  /** What the provider allows; with its technical approval. */
  quota: z.strictObject({ perMinute: z.int(), perDay: z.int(), concurrency: z.int() }).nullable(),
  /** The provider's number with the PDPC; with its technical approval, when there is personal data. */
  providerRegistration: z.string().max(100).nullable(),
})
export type StepStatement = z.infer<typeof StepStatement>

export interface SignedStep {
  /** Canonical JSON of the statement. */
  readonly statement: string
  /** SHA-256 of it, hex. */
  readonly hash: string
  /** base64, 64 bytes. */
  readonly signature: string
  /** base64url SHA-256 of the SPKI of the key. */
  readonly key: string
}

export function signStep(statement: StepStatement, signingKey: KeyObject): SignedStep {
  const text = canonicalize(statement)
  return {
    statement: text,
    hash: sha256(text),
    signature: sign(null, Buffer.from(text), signingKey).toString('base64'),
    key: keyIdOf(createPublicKey(signingKey)),
  }
}

export function keyIdOf(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('base64url')
}

/** What is wrong with a chain; undefined: nothing. */
export type ChainFault =
  | 'not-canonical'
  | 'hash-wrong'
  | 'other-key'
  | 'signature-wrong'
  | 'other-agreement'
  | 'chain-broken'
  | 'content-unknown'

export interface ChainToVerify {
  readonly agreement: string
  readonly version: number
  /** Every text the version had; steps name theirs by its hash. */
  readonly contents: readonly string[]
  /** In their order. */
  readonly steps: readonly SignedStep[]
}

/**
 * Verifies the signed steps of one version against the texts they approve, with the platform's public key alone.
 * @returns the first fault, with the place of the step in the chain from 1; undefined when every step holds
 */
export function verifySteps(
  { agreement, version, contents, steps }: ChainToVerify,
  publicKey: KeyObject,
): { readonly step: number; readonly fault: ChainFault } | undefined {
  const known = new Set(contents.map(sha256))
  let previous: string | null = null
  for (const [at, signed] of steps.entries()) {
    const step = at + 1
    const parsed = readStatement(signed.statement)
    if (!parsed) return { step, fault: 'not-canonical' }
    if (sha256(signed.statement) !== signed.hash) return { step, fault: 'hash-wrong' }
    if (signed.key !== keyIdOf(publicKey)) return { step, fault: 'other-key' }
    const bytes = Buffer.from(signed.statement)
    if (!verify(null, bytes, publicKey, Buffer.from(signed.signature, 'base64'))) {
      return { step, fault: 'signature-wrong' }
    }
    if (parsed.agreement !== agreement || parsed.version !== version) {
      return { step, fault: 'other-agreement' }
    }
    if (parsed.previous !== previous || parsed.number !== step) {
      return { step, fault: 'chain-broken' }
    }
    if (!known.has(parsed.content)) return { step, fault: 'content-unknown' }
    previous = signed.hash
  }
  return undefined
}

/** Undefined when it is no statement, or not in its one canonical form. */
export function readStatement(text: string): StepStatement | undefined {
  try {
    const parsed = StepStatement.parse(JSON.parse(text))
    return canonicalize(parsed) === text ? parsed : undefined
  } catch {
    return undefined
  }
}
