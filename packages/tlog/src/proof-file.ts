import { decodeBase64, encodeBase64 } from './base64.ts'
import { type Checkpoint, openCheckpoint, parseDecimal } from './checkpoint.ts'
import { cosignatureTime, cosignatureVerifier } from './cosignature.ts'
import { HASH_BYTES, leafHash, verifyInclusion } from './merkle.ts'
import { noteVerifier, openNote, parseNote, type NoteVerifier } from './note.ts'
import { TlogError } from './tlog-error.ts'

/** C2SP tlog-proof: one text file that proves offline that an entry is in a log. */
const HEADER = 'c2sp.org/tlog-proof@v1'
const HASHES_MAX = 63

export interface ProofFile {
  readonly index: number
  /** Inclusion proof, the leaf's sibling first. */
  readonly hashes: readonly Uint8Array[]
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string
  /** Opaque and not authenticated. */
  readonly extra?: Uint8Array
}

export interface ProofPolicy {
  /** Verifier key of the log, pinned by whoever verifies. */
  readonly log: string
  /** Verifier keys (type 0x04) of trusted witnesses; none by default. */
  readonly witnesses?: readonly string[]
  /** How many distinct witnesses must have cosigned; 0 by default. */
  readonly quorum?: number
}

export interface ProvedEntry {
  readonly index: number
  readonly checkpoint: Checkpoint
  /** Trusted witnesses that cosigned; `time` in seconds since the Epoch. */
  readonly cosignatures: readonly { readonly witness: string; readonly time: number }[]
  readonly extra?: Uint8Array
}

export function formatProof({ index, hashes, checkpoint, extra }: ProofFile): string {
  const lines = [HEADER]
  if (extra !== undefined) lines.push(`extra ${encodeBase64(extra)}`)
  lines.push(`index ${index}`, ...hashes.map(encodeBase64), '')
  return `${lines.join('\n')}\n${checkpoint}`
}

/** Takes a proof file apart; verifies nothing. Throws TlogError for anything but its one right form. */
export function parseProof(text: string): ProofFile {
  const blank = text.indexOf('\n\n')
  const [header, ...lines] = text.slice(0, Math.max(blank, 0)).split('\n')
  if (header !== HEADER) throw new TlogError('not a tlog-proof file')
  const extra = lines[0]?.startsWith('extra ') ? decodeBase64(lines.shift()?.slice(6) ?? '') : null
  if (extra === undefined) throw new TlogError('extra data that is not base64')
  const [, digits] = /^index (.*)$/.exec(lines.shift() ?? '') ?? []
  const index = parseDecimal(digits ?? '')
  if (lines.length > HASHES_MAX) throw new TlogError('an inclusion proof that is too long')
  const hashes = lines.map((line) => {
    const hash = decodeBase64(line)
    if (hash?.length !== HASH_BYTES) throw new TlogError('a proof line that is not a hash')
    return hash
  })
  const checkpoint = text.slice(blank + 2)
  parseNote(checkpoint)
  return { index, hashes, checkpoint, ...(extra !== null && { extra }) }
}

/**
 * Verifies that the log, under its pinned key, and enough trusted witnesses signed a tree that holds exactly these
 * entry bytes. Throws TlogError; what it returns is proved, except `extra`.
 */
export function verifyProof(text: string, entry: Uint8Array, policy: ProofPolicy): ProvedEntry {
  const proof = parseProof(text)
  const log = noteVerifier(policy.log)
  const checkpoint = openCheckpoint(proof.checkpoint, log)
  const cosignatures = trustedCosignatures(proof.checkpoint, log, policy)
  const proved = verifyInclusion({
    leafHash: leafHash(entry),
    index: proof.index,
    size: checkpoint.size,
    proof: proof.hashes,
    root: checkpoint.root,
  })
  if (!proved) throw new TlogError('the checkpoint does not hold this entry at this index')
  const extra = proof.extra === undefined ? {} : { extra: proof.extra }
  return { index: proof.index, checkpoint, cosignatures, ...extra }
}

function trustedCosignatures(note: string, log: NoteVerifier, policy: ProofPolicy) {
  const verifiers = (policy.witnesses ?? []).map(cosignatureVerifier)
  const { verified } = openNote(note, [log, ...verifiers])
  const seen = new Map<string, number>()
  for (const signature of verified) {
    const witness = verifiers.find((v) => v.name === signature.name && v.keyId === signature.keyId)
    if (witness !== undefined) seen.set(witness.name, cosignatureTime(signature))
  }
  const quorum = policy.quorum ?? 0
  if (seen.size < quorum)
    throw new TlogError(`${seen.size} trusted witnesses cosigned, ${quorum} are needed`)
  return [...seen].map(([witness, time]) => ({ witness, time }))
}
