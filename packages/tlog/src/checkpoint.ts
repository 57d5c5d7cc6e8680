import { decodeBase64, encodeBase64 } from './base64.ts'
import { HASH_BYTES } from './merkle.ts'
import { type NoteSigner, type NoteVerifier, openNote, signNote } from './note.ts'
import { TlogError } from './tlog-error.ts'

/** C2SP tlog-checkpoint: the signed head of a log. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  /** Opaque lines after the first three; we write none. */
  readonly extensions?: readonly string[]
}

/** The note text: origin, size, root, extension lines. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  const lines = [origin, String(size), encodeBase64(root), ...extensions]
  if (lines.some((line) => line === '' || line.includes('\n')))
    throw new TlogError('a checkpoint line is empty or broken')
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== HASH_BYTES)
    throw new TlogError('a checkpoint without a size and a root')
  return `${lines.join('\n')}\n`
}

/** Parses the note text of a checkpoint. Throws TlogError for anything but its one right form. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length < 3 || lines.includes(''))
    throw new TlogError('a checkpoint has three lines, none of them empty')
  const [origin, digits, encoded, ...extensions] = lines as [string, string, string, ...string[]]
  const root = decodeBase64(encoded)
  if (root?.length !== HASH_BYTES) throw new TlogError('a checkpoint root is 32 bytes of base64')
  const size = parseDecimal(digits)
  return { origin, size, root, ...(extensions.length > 0 && { extensions }) }
}

export function signCheckpoint(checkpoint: Checkpoint, signers: readonly NoteSigner[]): string {
  return signNote(formatCheckpoint(checkpoint), signers)
}

/** Verifies the log's signature, and that the origin is the name of its key. Throws TlogError. */
export function openCheckpoint(note: string, log: NoteVerifier): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, [log]).text)
  if (checkpoint.origin !== log.name)
    throw new TlogError(`a checkpoint of ${checkpoint.origin}, not of ${log.name}`)
  return checkpoint
}

/** ASCII decimal without leading zeroes, below 2^53. Throws TlogError. */
export function parseDecimal(digits: string): number {
  const value = Number(digits)
  if (!/^(0|[1-9][0-9]*)$/.test(digits) || !Number.isSafeInteger(value))
    throw new TlogError('not a decimal number in its one right form')
  return value
}
