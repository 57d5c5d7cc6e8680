/** A JSON value that keeps what JSON.parse loses: the order of all members and the digits of numbers. */
export type JsonTree =
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonTree])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string }

/** The tree of compact JSON that `scanJson` has accepted. Nothing is checked here. */
export function readTree(compact: string): JsonTree {
  return new TreeReader(compact).value()
}

class TreeReader {
  readonly #json: string
  #at = 0

  constructor(json: string) {
    this.#json = json
  }

  value(): JsonTree {
    const first = this.#json[this.#at]
    if (first === '"') return { kind: 'string', text: this.#string() }
    if (first === '{') return { kind: 'object', members: this.#list('}', () => this.#member()) }
    if (first === '[') return { kind: 'array', items: this.#list(']', () => this.value()) }
    const start = this.#at
    while (this.#at < this.#json.length && !',]}'.includes(this.#json.charAt(this.#at)))
      this.#at += 1
    return { kind: 'literal', text: this.#json.slice(start, this.#at) }
  }

  #member(): readonly [string, JsonTree] {
    const name = this.#string()
    this.#at += 1
    return [name, this.value()]
  }

  #list<Item>(closing: string, item: () => Item): Item[] {
    const items: Item[] = []
    this.#at += 1
    while (this.#json[this.#at] !== closing) {
      if (this.#json[this.#at] === ',') this.#at += 1
      items.push(item())
    }
    this.#at += 1
    return items
  }

  #string(): string {
    const start = this.#at
    let end = start + 1
    while (this.#json[end] !== '"') end += this.#json[end] === '\\' ? 2 : 1
    this.#at = end + 1
    return JSON.parse(this.#json.slice(start, this.#at)) as string
  }
}
