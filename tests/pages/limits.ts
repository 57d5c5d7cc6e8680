/** What a page may weigh and take. Bytes over the wire at a first visit, with nothing cached. */
export const limits = {
  pageBytes: 100_000,
  /** Pages for people who have not signed in, without an island. */
  publicPageBytes: 30_000,
  /** 95 of 100 answers of a list are made within this on the server, milliseconds. */
  listMs: 50,
  /** The same for pages of one thing, which may ask for more at once. */
  otherMs: 300,
} as const

/** WCAG 2.2 AA as far as a program can tell. */
export const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
