import type { Text } from '@mtandao/problem'
import Pdf from 'pdfkit'
import { bottom, bytesOf, fonts, margin, numberPages, printable, soft, width } from './ink.ts'

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

const termWidth = 160

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
      numberPages(pdf, printable(foot), (page, of) => `Ukurasa / Page ${page} / ${of}`)
      return await bytesOf(pdf, chunks)
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
