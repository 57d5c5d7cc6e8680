import { TlogError } from './tlog-error.ts'

/** C2SP tlog-tiles: the addresses of tiles and entry bundles, and the bytes of an entry bundle. */

export const TILE_WIDTH = 256
/** An entry's length is a uint16 in its bundle. */
export const ENTRY_BYTES_MAX = 65_535

export interface TileAddress {
  /** 0 to 63 for hashes, `entries` for an entry bundle. */
  readonly level: number | 'entries'
  readonly n: number
  /** 256 for a full tile, 1 to 255 for a partial one. */
  readonly width: number
}

/** `tile/<L>/<N>[.p/<W>]`, relative to the prefix of the log. */
export function tilePath({ level, n, width }: TileAddress): string {
  return `${fullTilePath(level, n)}${width < TILE_WIDTH ? `.p/${width}` : ''}`
}

export function fullTilePath(level: number | 'entries', n: number): string {
  const digits = String(n)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const last = groups.pop()
  return ['tile', String(level), ...groups.map((group) => `x${group}`), last].join('/')
}

const PATH = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/

/** The address a path stands for, or undefined when it is no tile path in its one right form. Safe for serving files. */
export function parseTilePath(path: string): TileAddress | undefined {
  const [, level, groups, width] = PATH.exec(path) ?? []
  if (level === undefined || groups === undefined) return undefined
  const address: TileAddress = {
    level: level === 'entries' ? level : Number(level),
    n: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  if (address.level !== 'entries' && address.level > 63) return undefined
  if (!Number.isSafeInteger(address.n) || address.width < 1) return undefined
  if (width !== undefined && address.width >= TILE_WIDTH) return undefined
  return tilePath(address) === path ? address : undefined
}

/** Hashes that tile `n` of a level holds in a tree of `size` entries: 0 (none) to 256. */
export function tileWidth(level: number, n: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return Math.min(Math.max(hashes - n * TILE_WIDTH, 0), TILE_WIDTH)
}

/** Levels of a tree of `size` entries that have at least one hash. */
export function tileLevels(size: number): number {
  let levels = 0
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / TILE_WIDTH)) levels++
  return levels
}

export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = []
  for (const entry of entries) {
    if (entry.length > ENTRY_BYTES_MAX)
      throw new TlogError(`an entry of ${entry.length} bytes is over ${ENTRY_BYTES_MAX}`)
    parts.push(Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry)
  }
  return Buffer.concat(parts)
}

/** The entries of a bundle, as views into `bytes`. Throws TlogError unless exactly `width` entries fill it. */
export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length && entries.length < width) {
    const high = bytes[at] as number
    const low = bytes[at + 1]
    if (low === undefined) break
    const end = at + 2 + high * 256 + low
    if (end > bytes.length) break
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  if (entries.length !== width || at !== bytes.length)
    throw new TlogError(`an entry bundle does not hold exactly ${width} entries`)
  return entries
}
