import type { MediaType } from '../contract.ts'

const signatures: readonly (readonly [MediaType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
]

/** What the bytes are, whatever their name says; undefined: nothing that is kept. */
export function sniff(bytes: Uint8Array): MediaType | undefined {
  const signed = signatures.find(([, start]) => start.every((byte, at) => bytes[at] === byte))
  if (signed) return signed[0]
  const text = textOf(bytes)
  if (text === undefined || text.trim() === '') return undefined
  return looksLikeTable(text) ? 'text/csv' : 'text/plain'
}

/** UTF-8 without control characters other than tabs and ends of lines. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return /[^\P{Cc}\t\r\n]/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** Its first two lines have the same number of separators, and some. */
function looksLikeTable(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r?\n/, 2)
  return [',', ';', '\t'].some((separator) => {
    const columns = first.split(separator).length
    return columns > 1 && second.split(separator).length === columns
  })
}
