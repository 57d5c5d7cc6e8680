import { hash } from 'node:crypto'

const blockBytes = 64
const messageBytesMax = 4096

/**
 * HMAC-SHA-256 (RFC 2104) under one key, as two calls of the one-shot hash. `createHmac` looks its algorithm up anew each time,
 * which costs ten times the hashing of a token; existing clients ask for a token before every call.
 * @param key at most 64 bytes
 */
export function hmacSha256(key: Buffer): (message: string) => Buffer {
  if (key.length > blockBytes) throw new Error('invariant: an HMAC key here has at most 64 bytes')
  const inner = Buffer.alloc(blockBytes + messageBytesMax, 0x36)
  const outer = Buffer.alloc(blockBytes + 32, 0x5c)
  for (const [at, byte] of key.entries()) {
    inner[at] = 0x36 ^ byte
    outer[at] = 0x5c ^ byte
  }
  return (message) => {
    if (message.length > messageBytesMax / 3) throw new Error('invariant: the message is too long')
    const end = blockBytes + inner.write(message, blockBytes)
    hash('sha256', inner.subarray(0, end), 'buffer').copy(outer, blockBytes)
    return hash('sha256', outer, 'buffer')
  }
}
