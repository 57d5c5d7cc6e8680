import { hash as digest, verify, type KeyObject } from 'node:crypto'
import type { Format } from '../body.ts'
import type { Envelope } from '../envelope.ts'
import { EnvelopeFault } from '../fault.ts'
import { parseEnvelope, verifyEnvelope } from '../govesb.ts'
import type { VerifyingKey } from '../keys.ts'
import { firstDifference, type Difference } from './difference.ts'
import { readSignature, type SignatureMistake } from './signature-forms.ts'
import { signedTexts, type SignedText, type TextMistake } from './signed-texts.ts'

export type HashMistake = 'sha1' | 'sha384' | 'sha512'
export type KeyMistake = 'key-not-in-force' | 'key-of-another-client' | 'key-ed25519'

export type Mistake = TextMistake | SignatureMistake | HashMistake | KeyMistake

/** Under these mistakes, and only with all of them, the signature verifies. */
export interface Cause {
  readonly mistakes: readonly Mistake[]
  /** Id of the key it verifies with. */
  readonly key: string
  /** What was signed. */
  readonly signed: Buffer
  /** Where that parts from what the bus checks; undefined when it is the same. */
  readonly difference: Difference | undefined
}

export interface EnvelopeExplanation {
  /** `valid`: the bus accepts the signature. Made by the functions that decide in production, and by nothing else. */
  readonly verdict: 'valid' | 'invalid' | 'unsigned' | 'malformed'
  readonly fault?: EnvelopeFault
  /** Key that verified, and over which text: the bytes as sent, or their compact form. */
  readonly verified?: { readonly key: string; readonly text: 'raw' | 'compact' }
  /** What the bus checks, and where it stands in the message. */
  readonly signedText?: Buffer
  readonly start?: number
  readonly end?: number
  /** What the bus tries second; undefined when it is the same or does not exist. */
  readonly compactText?: Buffer
  readonly cause?: Cause
  /** What is wrong with the signature's text whatever was signed. */
  readonly signatureMistakes: readonly SignatureMistake[]
  /** Verifications made to find the cause. */
  readonly tried: number
}

export interface ExplainOptions {
  /** Keys that count now: the decision is made with these. */
  readonly keys: readonly VerifyingKey[]
  /** Keys that do not count, and why: tried for a cause, never for the decision. */
  readonly others?: readonly { readonly key: VerifyingKey; readonly why: KeyMistake }[]
  /** What the asker says was signed. */
  readonly given?: Buffer | undefined
}

/** Verifications are dear: a fifth of a millisecond each, three times that for secp256k1. */
const triesMax = 2_500

/** Says what the bus decides about this message and, when it refuses the signature, what was probably done differently. */
export async function explainEnvelope(
  message: Buffer,
  format: Format,
  options: ExplainOptions,
): Promise<EnvelopeExplanation> {
  let envelope: Envelope
  try {
    envelope = parseEnvelope(message, format)
  } catch (fault) {
    if (!(fault instanceof EnvelopeFault)) throw fault
    return { verdict: 'malformed', fault, signatureMistakes: [], tried: 0 }
  }
  const { signedText, signature } = envelope
  const start = signedText.byteOffset - message.byteOffset
  const compactText = envelope.fallbackText()
  const seen = {
    signedText,
    start,
    end: start + signedText.length,
    ...(compactText && { compactText }),
  }
  if (signature === undefined)
    return { ...seen, verdict: 'unsigned', signatureMistakes: [], tried: 0 }
  const verified = await verifyEnvelope(envelope, options.keys)
  if (verified)
    return {
      ...seen,
      verdict: 'valid',
      verified: { key: verified.key.id, text: verified.text },
      signatureMistakes: [],
      tried: 0,
    }
  const reading = readSignature(signature)
  const found = reading.der
    ? await findCause(reading.der, signedTexts(message, envelope, options.given), options)
    : { tried: 0 }
  return {
    ...seen,
    verdict: 'invalid',
    signatureMistakes: reading.mistakes,
    tried: found.tried,
    ...('cause' in found && {
      cause: {
        ...found.cause,
        mistakes: [...reading.mistakes, ...found.cause.mistakes],
        difference: firstDifference(found.cause.signed, signedText),
      },
    }),
  }
}

type Found = { readonly tried: number } | { readonly tried: number; readonly cause: Cause }

interface Try {
  readonly key: VerifyingKey
  readonly hash: string
  readonly text: SignedText
  readonly mistakes: readonly Mistake[]
}

async function findCause(
  der: Buffer,
  texts: readonly SignedText[],
  options: ExplainOptions,
): Promise<Found> {
  let tried = 0
  for (const { key, hash, text, mistakes } of likeliest(texts, options)) {
    if (tried >= triesMax) break
    tried += 1
    if (await verifies(key.keyObject, hash, text.bytes, der))
      return { tried, cause: { mistakes, key: key.id, signed: text.bytes, difference: undefined } }
  }
  return { tried }
}

const wrongHashes: readonly HashMistake[] = ['sha1', 'sha512', 'sha384']

/** One mistake before two, common before rare. */
function* likeliest(texts: readonly SignedText[], options: ExplainOptions): Generator<Try> {
  const isEcdsa = (key: VerifyingKey) => key.curve !== 'Ed25519'
  const own = options.keys.filter(isEcdsa)
  const others = (options.others ?? []).filter(({ key }) => isEcdsa(key))
  const plain = texts.slice(0, 1)
  for (const text of texts)
    for (const key of own) yield { key, hash: 'sha256', text, mistakes: text.mistakes }
  for (const text of texts)
    for (const { key, why } of others)
      yield { key, hash: 'sha256', text, mistakes: [why, ...text.mistakes] }
  for (const wrong of wrongHashes)
    for (const text of texts)
      for (const key of own) yield { key, hash: wrong, text, mistakes: [wrong, ...text.mistakes] }
  for (const text of [...plain, ...texts.filter(({ mistakes }) => mistakes[0] === 'compact')])
    for (const digestText of digestsOf(text))
      for (const key of own)
        yield { key, hash: 'sha256', text: digestText, mistakes: digestText.mistakes }
}

/** Signing functions hash by themselves: who hands them a digest signs the digest of a digest. */
function digestsOf({ bytes, mistakes }: SignedText): SignedText[] {
  const made = digest('sha256', bytes, 'buffer')
  const forms = [made, Buffer.from(made.toString('hex')), Buffer.from(made.toString('base64'))]
  return forms.map((form) => ({ bytes: form, mistakes: [...mistakes, 'digest-of-it'] }))
}

function verifies(key: KeyObject, hash: string, text: Buffer, der: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    verify(hash, text, key, der, (error, isValid) => resolve(!error && isValid))
  })
}
