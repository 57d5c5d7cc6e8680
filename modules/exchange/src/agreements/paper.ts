import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Text } from '@mtandao/problem'
import Pdf from 'pdfkit'

/**
 * A plain official paper as PDF: A4, tagged, in Swahili with English beneath, its fonts inside, and the same bytes for the same
 * words. Times of the file itself come from the caller: nothing here asks a clock.
 */
export interface Paper {
  title(text: Text): void
  heading(text: Text): void
  /** A paragraph in both languages. */
  paragraph(text: Text): void
  /** A term and what is known of it, one line or many. */
  fact(term: Text, lines: readonly Line[]): void
  gap(): void
  /** Numbers the pages and gives the bytes. `foot` stands beside each number. */
  finish(foot: string): Promise<Uint8Array<ArrayBuffer>>
}

/** Words; their English; or a hash or signature, small enough for a SHA-256 in hex on one line. */
export type Line = string | { readonly en: string } | { readonly code: string }

const require = createRequire(import.meta.url)
const fontOf = (weight: 400 | 700) =>
  readFileSync(require.resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff`))
const fonts = { plain: fontOf(400), bold: fontOf(700) }

const margin = { top: 56, bottom: 72, left: 56, right: 56 }
const pageSize = { width: 595.28, height: 841.89 }
const width = pageSize.width - margin.left - margin.right
const termWidth = 160
const bottom = pageSize.height - margin.bottom
const soft = '#4a4a4a'

/** What the font holds (the Latin subset of Noto Sans); the rest is written as U+FFFD, which it holds too. */
const beyond =
  /[^\n\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2010-\u2027\u2030-\u205e\u20ac\u2122\u2191\u2193\u2212\u2215\ufffd]/gu
const printable = (text: string) =>
  text.normalize('NFC').replaceAll('\t', ' ').replaceAll(beyond, '\ufffd')

export function createPaper({ title, at }: { readonly title: string; readonly at: Date }): Paper {
  const pdf = new Pdf({
    size: 'A4',
    margins: margin,
    tagged: true,
    lang: 'sw',
    pdfVersion: '1.7',
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Creator: 'Serikali Mtandao', CreationDate: at, ModDate: at },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  pdf.registerFont('plain', fonts.plain).registerFont('bold', fonts.bold)
  const root = pdf.struct('Document')
  pdf.addStructure(root)

  const room = (height: number) => {
    if (pdf.y + height > bottom) pdf.addPage()
  }
  /** One tagged piece of text at the present place. */
  const write = (tag: string, text: string, look: Look) => {
    const { size, bold = false, colour = 'black', x = margin.left, lang } = look
    pdf.font(bold ? 'bold' : 'plain', size)
    const said = printable(text)
    const box = { width: look.width ?? width }
    room(Math.min(pdf.heightOfString(said, box), bottom - margin.top))
    const draw = () => void pdf.fillColor(colour).text(said, x, pdf.y, box)
    root.add(pdf.struct(tag, lang ? { lang } : {}, draw))
  }
  const both = (tag: string, { sw, en }: Text, size: number, bold: boolean) => {
    write(tag, sw, { size, bold })
    if (en !== sw) write('P', en, { size: size * 0.85, colour: soft, lang: 'en' })
  }

  return {
    title: (text) => both('H1', text, 18, true),
    heading: (text) => {
      room(60)
      pdf.moveDown(0.6)
      both('H2', text, 12.5, true)
      pdf.moveDown(0.2)
    },
    paragraph: (text) => {
      both('P', text, 9.5, false)
      pdf.moveDown(0.4)
    },
    fact: (term, lines) => {
      // Short ones stay together; long lists begin here and go on.
      room(Math.min(lines.length * 13, 130) + 10)
      const top = pdf.y
      write('P', term.sw, { size: 9, bold: true, width: termWidth - 10 })
      write('P', term.en, { size: 8, colour: soft, lang: 'en', width: termWidth - 10 })
      const after = pdf.y
      const page = pdf.bufferedPageRange().count
      pdf.y = top
      for (const line of lines) {
        const look = { x: margin.left + termWidth, width: width - termWidth }
        if (typeof line === 'string') write('P', line, { ...look, size: 9.5 })
        else if ('en' in line) write('P', line.en, { ...look, size: 8.5, colour: soft, lang: 'en' })
        else write('P', line.code, { ...look, size: 7, colour: soft })
      }
      if (pdf.bufferedPageRange().count === page) pdf.y = Math.max(pdf.y, after)
      pdf.y += 5
    },
    gap: () => void pdf.moveDown(0.5),
    finish: async (foot) => {
      root.end()
      numberPages(pdf, printable(foot))
      const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
      pdf.end()
      await ended
      return new Uint8Array(Buffer.concat(chunks))
    },
  }
}

interface Look {
  readonly size: number
  readonly bold?: boolean
  readonly colour?: string
  readonly x?: number
  readonly width?: number
  readonly lang?: string
}

/** Outside the text, so that no reader stumbles over them. */
function numberPages(pdf: PDFKit.PDFDocument, foot: string): void {
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
    pdf.text(`Ukurasa / Page ${at + 1} / ${count}`, margin.left, y, { width, align: 'right' })
    pdf.endMarkedContent()
  }
}
