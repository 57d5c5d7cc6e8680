import Pdf from 'pdfkit'
import { drawBar, type Share } from './bar.ts'
import { bytesOf, fonts, margin, numberPages, printable, soft, width } from './ink.ts'
import { pressOf, type Press } from './press.ts'
import { drawTable, type Table } from './table.ts'

/**
 * A longer paper in one language: headings that are bookmarks too, tables, lists, bars. Tagged; the same bytes for the same words; its
 * dates come from the caller.
 */
export interface Booklet {
  /** `bookmark`: shorter words for the list of contents at the side. */
  heading(level: 1 | 2 | 3, text: string, bookmark?: string): void
  paragraph(text: string, look?: Look): void
  list(items: readonly string[], look?: Look): void
  table(table: Table): void
  /** How a whole is shared out. `alt` says the same in words. */
  bar(shares: readonly Share[], alt: string): void
  gap(height?: number): void
  /** Begins another page unless this much is left of the present one, in points. */
  room(height: number): void
  /** Numbers the pages and gives the bytes. `foot` stands beside each number, which `label` says. */
  finish(
    foot: string,
    label: (page: number, of: number) => string,
  ): Promise<Uint8Array<ArrayBuffer>>
}

export interface Look {
  /** Points; 9.5 unless said. */
  readonly size?: number
  readonly bold?: boolean
  readonly soft?: boolean
  /** Words of somebody: set in, with a rule beside them. */
  readonly quote?: boolean
  /** Where the words are of another language than the paper. */
  readonly lang?: string
}

const headings = {
  1: { size: 22, before: 0, keep: 120 },
  2: { size: 14, before: 16, keep: 150 },
  3: { size: 10.5, before: 9, keep: 80 },
} as const

export function createBooklet(options: {
  readonly title: string
  readonly language: string
  readonly at: Date
}): Booklet {
  const { title, language, at } = options
  const pdf = new Pdf({
    size: 'A4',
    margins: margin,
    tagged: true,
    lang: language,
    pdfVersion: '1.7',
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: printable(title),
      Creator: 'Serikali Mtandao',
      CreationDate: at,
      ModDate: at,
    },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  pdf.registerFont('plain', fonts.plain).registerFont('bold', fonts.bold)
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  const press = pressOf(pdf, root)
  const mark = bookmarks(pdf)

  return {
    heading: (level, text, bookmark = text) => {
      const { size, before, keep } = headings[level]
      if (pdf.y > margin.top) pdf.y += before
      press.room(keep)
      mark(level, printable(bookmark))
      write(press, root, `H${level}`, text, { size, bold: true })
      pdf.y += level === 1 ? 6 : 3
    },
    paragraph: (text, look = {}) => {
      write(press, root, look.quote ? 'BlockQuote' : 'P', text, look)
      pdf.y += 4
    },
    list: (items, look = {}) => {
      const list = pdf.struct('L')
      root.add(list)
      for (const item of items) {
        const one = pdf.struct('LI')
        list.add(one)
        listItem(press, one, item, look)
        one.end()
      }
      list.end()
      pdf.y += 4
    },
    table: (table) => drawTable(press, table),
    bar: (shares, alt) => drawBar(press, shares, printable(alt)),
    gap: (height = 8) => void (pdf.y += height),
    room: press.room,
    finish: async (foot, label) => {
      root.end()
      numberPages(pdf, printable(foot), label)
      return await bytesOf(pdf, chunks)
    },
  }
}

/** The outline follows the levels of the headings; the place is the top of the heading, at the left edge. */
function bookmarks(pdf: PDFKit.PDFDocument): (level: 1 | 2 | 3, text: string) => void {
  const path: PDFKit.PDFOutline[] = [pdf.outline]
  return (level, text) => {
    const depth = Math.min(level, path.length)
    const place = { expanded: level === 1, top: pdf.y - 8, left: pdf.page.width }
    const added = path[depth - 1]?.addItem(text, place)
    path.length = depth
    if (added) path.push(added)
  }
}

function write(
  press: Press,
  parent: PDFKit.PDFStructureElement,
  tag: string,
  text: string,
  look: Look,
): void {
  const { pdf } = press
  const said = printable(text)
  const inset = look.quote ? 14 : 0
  const box = { width: width - inset, lineGap: look.bold ? 0 : 1.5 }
  pdf.font(look.bold ? 'bold' : 'plain', look.size ?? 9.5)
  press.room(Math.min(pdf.heightOfString(said, box), 400))
  const top = pdf.y
  const page = pdf.bufferedPageRange().count
  const draw = () =>
    void pdf.fillColor(look.soft ? soft : 'black').text(said, margin.left + inset, pdf.y, box)
  parent.add(pdf.struct(tag, look.lang === undefined ? {} : { lang: look.lang }, draw))
  if (!look.quote || page !== pdf.bufferedPageRange().count) return
  press.decorate(() => pdf.rect(margin.left + 3, top, 2, pdf.y - top - 1).fill('#b9c4c0'))
}

function listItem(
  press: Press,
  parent: PDFKit.PDFStructureElement,
  text: string,
  look: Look,
): void {
  const { pdf } = press
  const said = printable(text)
  const box = { width: width - 14, lineGap: 1.5 }
  pdf.font('plain', look.size ?? 9.5).fillColor(look.soft ? soft : 'black')
  press.room(Math.min(pdf.heightOfString(said, box), 400))
  const top = pdf.y
  parent.add(pdf.struct('Lbl', {}, () => void pdf.text('\u2022', margin.left + 3, top)))
  const body = pdf.struct('LBody', look.lang === undefined ? {} : { lang: look.lang }, () => {
    pdf.text(said, margin.left + 14, top, box)
  })
  parent.add(body)
  pdf.y += 1.5
}
