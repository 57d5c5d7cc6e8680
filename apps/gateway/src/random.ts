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

/** 16 hex digits. */
export function randomHex16(): string {
  return hex32(random32()) + hex32(random32())
}

function hex32(value: number): string {
  return value.toString(16).padStart(8, '0')
}
