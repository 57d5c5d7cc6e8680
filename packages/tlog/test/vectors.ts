import { readFileSync } from 'node:fs'

/** A file of published vectors; its shape is the caller's business. */
export function vectors(name: string) {
  const url = new URL(`../../../conformance/tlog/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8'))
}

/** Every copy of some bytes with exactly one bit changed. */
export function* bitFlips(bytes: Uint8Array): Generator<Uint8Array> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const copy = Uint8Array.from(bytes)
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    yield copy
  }
}
