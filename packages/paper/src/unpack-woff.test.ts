import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { unpackWoff } from './unpack-woff.ts'

const require = createRequire(import.meta.url)
const woff = readFileSync(
  require.resolve('@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff'),
)

test('every table of the font comes out as its checksum says', () => {
  const font = unpackWoff(woff)
  expect(font.readUInt32BE(0)).toBe(0x0001_0000)
  const count = font.readUInt16BE(4)
  expect(count).toBe(woff.readUInt16BE(12))
  for (let at = 0; at < count; at += 1) {
    const entry = 12 + at * 16
    const tag = font.toString('latin1', entry, entry + 4)
    const offset = font.readUInt32BE(entry + 8)
    expect(offset % 4).toBe(0)
    const end = offset + Math.ceil(font.readUInt32BE(entry + 12) / 4) * 4
    let sum = 0
    // `head` holds the sum of the whole file at its third place, which counts as nothing.
    for (let word = offset; word < end; word += 4)
      if (tag !== 'head' || word !== offset + 8) sum = (sum + font.readUInt32BE(word)) >>> 0
    expect(sum, tag).toBe(font.readUInt32BE(entry + 4))
  }
})

test('what is no WOFF is refused', () => {
  expect(() => unpackWoff(Buffer.from('hii si fonti'))).toThrow('no WOFF')
})
