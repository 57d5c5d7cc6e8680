import { inflateSync } from 'node:zlib'

const directoryAt = { woff: 44, sfnt: 12 }
const entrySize = { woff: 20, sfnt: 16 }

/**
 * The font inside a WOFF file (W3C WOFF 1.0, sections 3 to 5) as the plain OpenType file it was made of. Otherwise its tables are inflated again
 * for every paper.
 * @throws Error when it is no WOFF
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('invariant: this is no WOFF file')
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, at) => {
    const entry = directoryAt.woff + at * entrySize.woff
    const offset = woff.readUInt32BE(entry + 4)
    const packed = woff.subarray(offset, offset + woff.readUInt32BE(entry + 8))
    const length = woff.readUInt32BE(entry + 12)
    const bytes = packed.length < length ? inflateSync(packed) : packed
    return { tag: woff.subarray(entry, entry + 4), checksum: woff.readUInt32BE(entry + 16), bytes }
  })
  const head = Buffer.alloc(directoryAt.sfnt + count * entrySize.sfnt)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  // For binary search through the directory (OpenType, "otff").
  const power = Math.floor(Math.log2(count))
  head.writeUInt16BE(2 ** power * 16, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(count * 16 - 2 ** power * 16, 10)
  let offset = head.length
  const parts: Buffer[] = [head]
  tables.forEach(({ tag, checksum, bytes }, at) => {
    const entry = directoryAt.sfnt + at * entrySize.sfnt
    tag.copy(head, entry)
    head.writeUInt32BE(checksum, entry + 4)
    head.writeUInt32BE(offset, entry + 8)
    head.writeUInt32BE(bytes.length, entry + 12)
    // Each begins at a multiple of four.
    const padding = (4 - (bytes.length % 4)) % 4
    parts.push(bytes, Buffer.alloc(padding))
    offset += bytes.length + padding
  })
  return Buffer.concat(parts)
}
