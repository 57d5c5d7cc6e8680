/** Up to this many names of one object are compared by hash in a row; beyond it in a set. */
const namesInRow = 64

/** The hash that the scanner makes of a name without escapes, for one with escapes: over its decoded bytes. */
export function hashOf(text: string): number {
  let hash = 0
  for (const byte of Buffer.from(text)) hash = (Math.imul(hash, 31) + byte) | 0
  return hash
}

/** The name between quotes at [start, end), escapes decoded. */
export function nameOf(bytes: Buffer, start: number, end: number): string {
  const quoted = bytes.toString('utf8', start, end)
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
}

/** The names of one open object. They lie at the end of the list that all open objects share. */
export class ObjectNames {
  readonly #row: number[]
  readonly #base: number
  #all: Set<string> | undefined
  #sawWord = false
  #lastIndex = -1

  constructor(row: number[]) {
    this.#row = row
    this.#base = row.length
  }

  close(): void {
    this.#row.length = this.#base
  }

  /** False when the name was there already. */
  add(bytes: Buffer, hash: number, start: number, end: number): boolean {
    const row = this.#row
    if (this.#all !== undefined) {
      const before = this.#all.size
      return this.#all.add(nameOf(bytes, start, end)).size > before
    }
    for (let i = this.#base; i < row.length; i += 3)
      if (
        row[i] === hash &&
        nameOf(bytes, row[i + 1] as number, row[i + 2] as number) === nameOf(bytes, start, end)
      )
        return false
    row.push(hash, start, end)
    if (row.length - this.#base >= namesInRow * 3) this.#moveToSet(bytes)
    return true
  }

  #moveToSet(bytes: Buffer): void {
    this.#all = new Set()
    for (let i = this.#base; i < this.#row.length; i += 3)
      this.#all.add(nameOf(bytes, this.#row[i + 1] as number, this.#row[i + 2] as number))
  }

  /** JavaScript moves names that look like array indices to the front, in ascending order. */
  outOfOrder(bytes: Buffer, start: number, end: number): boolean {
    const first = bytes[start + 1] as number
    const index =
      first >= 0x30 && first <= 0x39 && end - start <= 12 ? indexOf(bytes, start, end) : -1
    if (index < 0) {
      this.#sawWord = true
      return false
    }
    const moved = this.#sawWord || index < this.#lastIndex
    this.#lastIndex = Math.max(index, this.#lastIndex)
    return moved
  }
}

/** The array index that the quoted name is, or −1. Names with escapes decode to the same test by `nameOf`. */
function indexOf(bytes: Buffer, start: number, end: number): number {
  const name = nameOf(bytes, start, end)
  return /^(0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1 ? Number(name) : -1
}
