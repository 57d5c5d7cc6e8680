/**
 * The receipt of one exchange: what a party takes away, verifiable offline and for ever (docs/protocols/receipt.md).
 * Everything in it is text that other programs read: entries are the exact logged bytes, proofs are C2SP tlog-proof files.
 */
export interface Receipt {
  readonly format: 'serikali-mtandao/receipt/v1'
  readonly exchange: string
  /** signed-note verifier key of the log: `name+hash+base64`. A verifier must pin it, not take it from here. */
  readonly log: string
  /** base64url; digest in entries = SHA-256(salt ‖ body). */
  readonly salt: string
  readonly entries: readonly ReceiptEntry[]
}

export interface ReceiptEntry {
  readonly index: number
  /** The logged bytes, base64. */
  readonly entry: string
  /** c2sp.org/tlog-proof@v1 text. All proofs of one receipt end in the same checkpoint. */
  readonly proof: string
}
