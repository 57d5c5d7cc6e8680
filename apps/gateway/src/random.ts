import { randomFillSync } from 'node:crypto'

// One call to the system's generator serves a thousand messages.
const pool = Buffer.allocUnsafe(4096)
let at = pool.length

/** 32 random bits for ids that must not collide; not for keys. */
export function random32(): number {
  if (at + 4 > pool.length) {
    randomFillSync(pool)
    at = 0
  }
  const value = pool.readUInt32LE(at)
  at += 4
  return value
}

const hex = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'))

/** The low 16 bits as four hex digits. */
export function hex16(value: number): string {
  return hex[value & 0xffff] as string
}

/** 16 random hex digits. */
export function randomHex16(): string {
  const a = random32()
  const b = random32()
  return hex16(a >>> 16) + hex16(a) + hex16(b >>> 16) + hex16(b)
}
