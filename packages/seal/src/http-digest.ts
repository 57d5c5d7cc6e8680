import { createHash, hash, timingSafeEqual } from 'node:crypto'
import { parseDictionary, serializeDictionary } from 'structured-headers'

/** RFC 9530 section 5: the two algorithms that are safe against adversaries. */
export type DigestAlgorithm = 'sha-256' | 'sha-512'

const nodeNames: Readonly<Record<DigestAlgorithm, string>> = {
  'sha-256': 'sha256',
  'sha-512': 'sha512',
}

/** A `Content-Digest` (or `Repr-Digest`) field value over whole content. */
export function contentDigest(bytes: Uint8Array, algorithm: DigestAlgorithm = 'sha-256'): string {
  return fieldOf(algorithm, hash(nodeNames[algorithm], bytes, 'buffer'))
}

/** Makes a digest of content that passes by in pieces. `field` may be read once, at the end. */
export function digestStream(algorithm: DigestAlgorithm = 'sha-256'): {
  update(chunk: Uint8Array): void
  field(): string
} {
  const running = createHash(nodeNames[algorithm])
  return {
    update(chunk) {
      running.update(chunk)
    },
    field: () => fieldOf(algorithm, running.digest()),
  }
}

export type DigestVerdict = 'matches' | 'differs' | 'absent' | 'malformed' | 'unsupported'

/**
 * Compares a `Content-Digest` field with content. Every digest of a known algorithm must match; algorithms that are
 * not known are ignored, and a field with only such is `unsupported` (RFC 9530 section 2).
 */
export function verifyContentDigest(field: string | undefined, bytes: Uint8Array): DigestVerdict {
  const stream = verifyDigestStream(field)
  stream.update(bytes)
  return stream.verdict()
}

/** The same for content that passes by in pieces. `verdict` may be read once, at the end. */
export function verifyDigestStream(field: string | undefined): {
  update(chunk: Uint8Array): void
  verdict(): DigestVerdict
} {
  const expected = parseField(field)
  if (typeof expected === 'string') return { update() {}, verdict: () => expected }
  const running = expected.map(({ algorithm, digest }) => ({
    digest,
    made: createHash(nodeNames[algorithm]),
  }))
  return {
    update(chunk) {
      for (const { made } of running) made.update(chunk)
    },
    verdict: () =>
      running.every(({ made, digest }) => isSame(made.digest(), digest)) ? 'matches' : 'differs',
  }
}

function isSame(made: Buffer, digest: Buffer): boolean {
  return made.length === digest.length && timingSafeEqual(made, digest)
}

function fieldOf(algorithm: DigestAlgorithm, digest: Buffer): string {
  return serializeDictionary(new Map([[algorithm, [new Uint8Array(digest), new Map()]]]))
}

function parseField(
  field: string | undefined,
): readonly { algorithm: DigestAlgorithm; digest: Buffer }[] | DigestVerdict {
  if (field === undefined) return 'absent'
  const known: { algorithm: DigestAlgorithm; digest: Buffer }[] = []
  try {
    for (const [algorithm, [value]] of parseDictionary(field)) {
      if (!(value instanceof ArrayBuffer)) return 'malformed'
      if (algorithm === 'sha-256' || algorithm === 'sha-512')
        known.push({ algorithm, digest: Buffer.from(value) })
    }
  } catch {
    return 'malformed'
  }
  return known.length === 0 ? 'unsupported' : known
}
