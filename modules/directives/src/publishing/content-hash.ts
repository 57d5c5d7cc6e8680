import { createHash } from 'node:crypto'
import { canonicalize } from '@mtandao/seal'

/** Hex SHA-256 of a value's RFC 8785 form: the same value has the same, whoever writes it down. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalize(value)).digest('hex')
}
