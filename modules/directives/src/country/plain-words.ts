/** Words without case, accents and punctuation: what is typed and what it is held against. At most 8. */
export function plainWords(text: string): string[] {
  return plainText(text).trim().split(' ').filter(Boolean).slice(0, 8)
}

/** The same as one text with a space before each word. */
export function plainText(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
  return ` ${plain.trim()}`
}
