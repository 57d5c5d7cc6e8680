import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { unpackWoff } from './unpack-woff.ts'

/** What every paper is set in: A4, its margins, the fonts that go inside the file. Lengths are points. */

const require = createRequire(import.meta.url)
const fontOf = (weight: 400 | 700) =>
  unpackWoff(
    readFileSync(
      require.resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff`),
    ),
  )
export const fonts = { plain: fontOf(400), bold: fontOf(700) }

export const margin = { top: 56, bottom: 72, left: 56, right: 56 }
export const pageSize = { width: 595.28, height: 841.89 }
export const width = pageSize.width - margin.left - margin.right
/** Where the text of a page ends. */
export const bottom = pageSize.height - margin.bottom
export const soft = '#4a4a4a'

/** What the font holds (the Latin subset of Noto Sans); the rest is written as U+FFFD, which it holds too. */
const beyond =
  /[^\n\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2010-\u2027\u2030-\u205e\u20ac\u2122\u2191\u2193\u2212\u2215\ufffd]/gu
export const printable = (text: string) =>
  text.normalize('NFC').replaceAll('\t', ' ').replaceAll(beyond, '\ufffd')

/** Outside the text, so that no reader stumbles over them. `label` says which page of how many. */
export function numberPages(
  pdf: PDFKit.PDFDocument,
  foot: string,
  label: (page: number, of: number) => string,
): void {
  const { count } = pdf.bufferedPageRange()
  for (let at = 0; at < count; at += 1) {
    pdf.switchToPage(at)
    // Below the margin, where `text` would begin another page.
    pdf.page.margins.bottom = 0
    const y = pageSize.height - margin.bottom + 24
    pdf.markContent('Artifact', { type: 'Pagination' })
    pdf
      .font('plain', 8)
      .fillColor(soft)
      .text(foot, margin.left, y, { width: width - 110, lineBreak: false })
    pdf.text(label(at + 1, count), margin.left, y, { width, align: 'right' })
    pdf.endMarkedContent()
  }
}

/** Ends the file and gives its bytes; `chunks` are what it has written and will write. */
export async function bytesOf(
  pdf: PDFKit.PDFDocument,
  chunks: readonly Buffer[],
): Promise<Uint8Array<ArrayBuffer>> {
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  pdf.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}
