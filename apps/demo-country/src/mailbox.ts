import PostalMime from 'postal-mime'

/** A letter as somebody would read it; `at` is when it came, ISO 8601. */
export interface CapturedLetter {
  readonly id: number
  readonly at: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

const lettersMax = 200
const subjectMax = 300
const textMax = 20_000
const addressMax = 320
const recipientsMax = 20

/** The last letters, in memory alone: nothing of them is sent on, and all are gone when the country stops. */
export class Mailbox {
  readonly #letters: CapturedLetter[] = []
  #lastId = 0

  async take(
    raw: Buffer,
    envelope: { readonly from: string; readonly to: readonly string[]; readonly at: Date },
  ): Promise<void> {
    const read = await PostalMime.parse(raw, { maxNestingDepth: 10, maxHeadersSize: 65_536 })
    this.#lastId += 1
    this.#letters.unshift({
      id: this.#lastId,
      at: envelope.at.toISOString(),
      from: envelope.from.slice(0, addressMax),
      to: envelope.to.slice(0, recipientsMax).map((one) => one.slice(0, addressMax)),
      subject: (read.subject ?? '').slice(0, subjectMax),
      text: (read.text ?? '').replaceAll('\r\n', '\n').trimEnd().slice(0, textMax),
    })
    this.#letters.length = Math.min(this.#letters.length, lettersMax)
  }

  /** Newest first, without what they say. */
  list(): readonly Omit<CapturedLetter, 'text'>[] {
    return this.#letters.map(({ id, at, from, to, subject }) => ({ id, at, from, to, subject }))
  }

  find(id: number): CapturedLetter | undefined {
    return this.#letters.find((letter) => letter.id === id)
  }
}
