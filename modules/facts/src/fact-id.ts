/** UUIDv7 (RFC 9562, section 5.7) of a moment and 10 random bytes. */
export function factId(at: Date, random: Uint8Array): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  const bits = Buffer.from(random.subarray(0, 10))
  bits.writeUInt8((bits.readUInt8(0) & 0x0f) | 0x70, 0)
  bits.writeUInt8((bits.readUInt8(2) & 0x3f) | 0x80, 2)
  const rest = bits.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8, 20)}`
}
